import { z } from 'zod'
import { unspaced } from '../../content/normalize.ts'
import { sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import { type About, abouts, type DangerKind, dangerKinds } from '../../core/case.ts'
import type { Problem } from '../../core/errors.ts'

const minutes = z.number().int().min(1).max(1440)
const days = z.number().int().min(1).max(3650)

/** Of scams nothing is certain, and nobody is accused. */
export const calm = (...names: string[]) =>
  sentence(...names).refine(
    text =>
      !/一定是|肯定是|绝对是|就是骗|是骗局|是骗子|是诈骗|\b(is|are) (certainly |definitely )?(a )?(scam|fraud)/i.test(
        text,
      ),
    '只能提示风险，不能断定',
  )

/** What is said to someone in danger: no promise that cannot be kept, no line that is always open when it is not. */
export const kind = (...names: string[]) =>
  sentence(...names)
    .refine(
      text =>
        !/(替|帮|为|给)你保密|不告诉(任何|别)人|不会告诉|keep (it|this) (secret|confidential)|(not|never|n't) tell any/i.test(
          text,
        ),
      '不能答应保密',
    )
    .refine(
      text =>
        !/12356[^。；.;\n]{0,20}(24|二十四|全天|随时|round the clock)|(24|二十四|全天)[^。；.;\n]{0,8}12356/.test(text),
      '12356 不说是 24 小时的',
    )
    .refine(
      text => !/抑郁症|焦虑症|双相|精神病|心理疾病|depress|bipolar|mental(ly)? (ill|disorder)/i.test(text),
      '不下诊断',
    )

/** As `kind`, and it names the numbers for danger that is there now. */
export const helping = (...names: string[]) =>
  kind(...names).refine(text => text.includes('110') && text.includes('120'), '要写 110 和 120')

const scamWords = z.strictObject({
  groups: z.boolean(),
  queueUnsure: z.boolean(),
  cardMinutes: minutes,
  mergeMinutes: minutes,
  keepDays: z.strictObject({ open: days, marked: days }),
  card: calm('advice'),
  plainCard: calm(),
  advice: z.record(z.string(), calm()),
  otherAdvice: calm(),
  switchWord: sentence(),
  switchOn: sentence(),
  switchOff: sentence(),
  switchNow: sentence('state'),
  switchStates: z.strictObject({ on: sentence(), off: sentence() }),
  switchSet: sentence('state'),
  switchRefused: sentence(),
  switchUnknown: sentence('said', 'word', 'on', 'off'),
  switchPrivate: sentence(),
  tell: calm('number', 'group', 'type', 'time', 'signals', 'excerpt', 'done'),
  toldCard: sentence(),
  toldNoCard: sentence(),
  tellMerged: calm('number', 'type', 'count', 'groups'),
  draft: calm('count', 'type', 'advice'),
  unknownGroup: sentence(),
})

/** A short piece of a question, in the one writing in which messages are compared. */
const stem = z.coerce.string().transform(unspaced).pipe(z.string().min(1, '不能空着').max(12, '最多 12 个字'))

/**
 * What is said when somebody shows a message. `asks` are whole requests to look at something; `doubts` are stems, any of which makes a short message
 * beside something that is shown such a request, wherever it stands in it.
 */
const checkWords = z.strictObject({
  asks: wordList,
  doubts: z.array(stem).min(1),
  send: calm(),
  nothingToSee: calm(),
  waitMinutes: minutes,
  moneyMoved: wordList,
  moved: calm().refine(text => text.includes('110'), '要先写 110'),
  movedSaid: sentence(),
  found: calm('type', 'signals', 'advice', 'counselor').refine(text => text.includes('110'), '要写 110'),
  signal: sentence('quote'),
  code: sentence('code'),
  none: calm('counselor').refine(text => text.includes('不代表安全'), '要写“不代表安全”'),
  flow: sentence('start'),
  counselor: sentence('name'),
})

/** One text for each of those whom it may be about. */
export const forAbouts = <T extends z.ZodType>(text: T) =>
  z.strictObject(Object.fromEntries(abouts.map(a => [a, text])) as Record<About, T>)
/** One text for each kind of danger and whom it may be about. */
export const forKinds = <T extends z.ZodType>(text: T) =>
  z.strictObject(
    Object.fromEntries(dangerKinds.map(k => [k, forAbouts(text)])) as Record<
      DangerKind,
      ReturnType<typeof forAbouts<T>>
    >,
  )

/** As `kind`, and it names at least one number to call. */
export const calling = () => kind().refine(text => /110|119|120|122/.test(text), '要写一个现在能打的号码')

const tell = (...more: string[]) =>
  sentence('number', 'grade', 'kind', 'name', 'unit', 'time', 'place', 'excerpt', ...more)

/** What somebody in danger, and whoever wrote of them, is told; in every language the same. */
export const crisisWordsToPerson = {
  now: forKinds(calling()),
  soon: forKinds(calling()),
  told: z.strictObject({ self: kind('name'), other: kind('name', 'whom'), unknown: kind('name') }),
  toldHeld: kind(),
  toldUnsure: kind('office'),
  someone: sentence(),
  school: kind('center'),
  laterThat: kind(),
  again: forAbouts(helping()),
  ask: z.strictObject({ now: forAbouts(helping()), mind: forAbouts(helping()), rest: forAbouts(helping()) }),
  care: forAbouts(helping()),
  still: helping(),
  yesLabel: sentence(),
  noLabel: sentence(),
  yes: wordList,
  no: wordList,
  confirmed: helping('name'),
  dismissed: kind(),
  group: kind(),
  groupAlone: kind(),
}

const crisisWords = z.strictObject({
  minutes: z.strictObject({ immediate: minutes, serious: minutes, distress: minutes }),
  keepDays: z.strictObject({ open: days, marked: days }),
  sameHours: z.number().int().min(1).max(72),
  askHours: z.number().int().min(1).max(72),
  answerMinutes: minutes,
  after: wordList,
  personal: wordList,
  ...crisisWordsToPerson,
  fixed: helping().refine(text => !/[{}]/.test(text), '不能有花括号'),
  failed: sentence('seconds'),
  tell: z.strictObject({ self: tell(), other: tell('whom'), unknown: tell() }),
  tellEnd: sentence('number', 'minutes'),
  asked: sentence(),
  escalated: sentence('minutes'),
  unreached: sentence(),
  passedOn: sentence('name'),
  falseStaff: sentence('number'),
  falsePerson: kind(),
  grades: z.strictObject({ immediate: sentence(), serious: sentence(), distress: sentence() }),
  kinds: z.strictObject(
    Object.fromEntries(dangerKinds.map(k => [k, sentence()])) as Record<DangerKind, ReturnType<typeof sentence>>,
  ),
  abouts: forAbouts(sentence()),
  places: z.strictObject({ private: sentence(), group: sentence() }),
  ackLabel: sentence(),
  doneLabel: sentence(),
  wrongLabel: sentence(),
})

const deskWords = z.strictObject({
  listWord: sentence(),
  right: sentence(),
  wrong: sentence(),
  ack: sentence(),
  done: sentence(),
  refused: sentence(),
  notFound: sentence('number'),
  none: sentence(),
  head: sentence(),
  scamLine: sentence('number', 'type', 'grade', 'time', 'groups', 'state'),
  elsewhere: sentence('count'),
  crisisLine: sentence('number', 'grade', 'kind', 'name', 'about', 'time', 'state'),
  scamStates: z.strictObject({ open: sentence(), confirmed: sentence(), false: sentence() }),
  crisisStates: z.strictObject({ open: sentence(), acknowledged: sentence() }),
  grades: z.strictObject({ high: sentence(), low: sentence() }),
  scam: sentence('number', 'type', 'grade', 'score', 'time', 'state', 'groups', 'signals', 'text'),
  draft: sentence('draft', 'number'),
  publish: sentence(),
  alert: sentence('draft'),
  noDraft: sentence('number'),
  crisis: sentence('number', 'grade', 'kind', 'name', 'unit', 'time', 'place', 'state', 'about', 'excerpt', 'told'),
  toldNobody: sentence(),
  marked: sentence('number', 'mark'),
  crisisRight: sentence('number'),
  crisisWrong: sentence('number'),
  acknowledged: sentence('number'),
  contacted: sentence('number'),
  alreadyBy: sentence('number', 'name'),
  markedSeveral: sentence('count', 'mark'),
  markNone: sentence(),
  markBack: sentence(),
  pass: sentence(),
  passed: sentence('number', 'name', 'minutes'),
  passWhom: sentence('number', 'names'),
  passNobody: sentence('number'),
  passUnreached: sentence('name'),
  passedBefore: sentence('number', 'name'),
  tookBack: sentence('number'),
  openAgain: sentence('number'),
  takenBy: sentence('number', 'name'),
})

const wordsSchema = z.strictObject({ scam: scamWords, check: checkWords, crisis: crisisWords, desk: deskWords })

/** Every sentence and setting of cases, from `knowledge/cases.yaml`. */
export type CaseWords = z.infer<typeof wordsSchema>

/** Reads `cases.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseCaseWords(source: SourceText, problems: Problem[]): CaseWords | null {
  return parseYaml(source, wordsSchema, { problems })
}
