import { fill } from '../../content/words.ts'
import type { Mark } from '../../core/case.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Effect } from '../../core/turn.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { may } from '../../office/rights.ts'
import { crisisChoices } from '../../safety/tell.ts'
import { maySeeCrisis, maySeeScam } from '../case/right.ts'
import { crisisLine, crisisText, scamLine, scamText } from '../case/show.ts'
import { begin } from '../chat/broadcasts/write.ts'
import { type Context, type Middleware, type Step, say } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { privatelySoon } from '../flow/private.ts'

/** What somebody says that a case was. */
interface Marking {
  number: string
  mark: Mark
}

/** What staff ask of the cases. */
type Asked =
  | { to: 'list' }
  | { to: 'show'; number: string }
  | ({ to: 'mark' } & Marking)
  | { to: 'publish'; number: string }
  | { to: 'acknowledge'; number: string; hasSpoken: boolean }

/**
 * `案件`, `案件 S07`, `S07 属实`, `S07 误报`, `发布 S07`, `收到 C03`, `C03 已联系`, `C03 误报`: the cases of those who look after the people
 * concerned, in private. Whoever reads or changes one stands in the audit log; others are refused, and that stands there too.
 */
export const cases: Middleware = context => {
  const { turn, text, addressed } = context
  if (turn.update.timer || !addressed || text.length > 20) return null
  const asked = askedIn(context)
  if (!asked) return null
  const isStaff = may(turn.who, 'see-cases')
  // In somebody's conversation these are words like any other.
  if (!isStaff && activeFrame(context)) return null
  if (!isStaff && !isForTold(asked)) return refused(context, asked)
  return privatelySoon(context, inside => act(inside, asked))
}

/** What whoever was told of a crisis may do, also without an office: the operator is told last. */
const isForTold = (asked: Asked) => asked.to === 'acknowledge' || (asked.to === 'mark' && !isScam(asked.number))

const isScam = (number: string) => number.startsWith('S')

function askedIn({ caseWords: { desk }, text }: Context): Asked | null {
  const tokens = text
    .normalize('NFKC')
    .replace(/^\//, '')
    .replace(/([SC]\d{2,})/i, ' $1 ')
    .split(/[\s:,，。]+/)
    .filter(t => t !== '')
  const number = tokens.find(t => /^[SC]\d{2,}$/i.test(t))?.toUpperCase()
  const word = tokens.find(t => t.toUpperCase() !== number)
  if (word === undefined || tokens.length !== (number ? 2 : 1)) return null
  const is = (wanted: string) => bareWords(word) === bareWords(wanted)
  if (!number) return is(desk.listWord) ? { to: 'list' } : null
  if (is(desk.listWord)) return { to: 'show', number }
  if (is(desk.right)) return { to: 'mark', number, mark: 'confirmed' }
  if (is(desk.wrong)) return { to: 'mark', number, mark: 'false' }
  if (isScam(number)) return is(desk.publish) ? { to: 'publish', number } : null
  if (is(desk.ack)) return { to: 'acknowledge', number, hasSpoken: false }
  return is(desk.done) ? { to: 'acknowledge', number, hasSpoken: true } : null
}

function act(context: Context, asked: Asked): Promise<Step> {
  switch (asked.to) {
    case 'list':
      return list(context)
    case 'show':
      return isScam(asked.number) ? showScam(context, asked.number) : showCrisis(context, asked.number)
    case 'mark':
      return isScam(asked.number) ? markScam(context, asked) : markCrisis(context, asked)
    case 'publish':
      return publish(context, asked.number)
    case 'acknowledge':
      return acknowledge(context, asked)
  }
}

async function list(context: Context): Promise<Step> {
  const { turn, caseWords } = context
  const scams = (await turn.read.cases.scams()).filter(c => maySeeScam(turn.who, c))
  const crises = (await turn.read.cases.crises()).filter(c => maySeeCrisis(turn.who, c))
  if (scams.length + crises.length === 0) return say(caseWords.desk.none)
  const lines = [...crises.map(c => crisisLine(context, c)), ...scams.map(c => scamLine(context, c))]
  const step = say([caseWords.desk.head, ...lines].join('\n'))
  return { ...step, effects: [...step.effects, audit('list-cases', crises.map(c => c.number).join(' '))] }
}

async function showScam(context: Context, number: string): Promise<Step> {
  const { turn, caseWords } = context
  const found = await turn.read.cases.scam(number)
  if (!found || !maySeeScam(turn.who, found)) return notFound(context, number)
  const { right, wrong } = caseWords.desk
  const choices = [right, wrong].map(label => ({ value: `${number} ${label}`, label }))
  const saying = { ...plain(scamText(context, found)), choices }
  return { ...say(''), effects: [{ do: 'say', toPerson: true, saying }, audit('read-case', number)] }
}

async function showCrisis(context: Context, number: string): Promise<Step> {
  const { turn, caseWords } = context
  const found = await turn.read.cases.crisis(number)
  if (!found || !maySeeCrisis(turn.who, found)) return notFound(context, number)
  const saying = { ...plain(crisisText(context, found)), choices: crisisChoices(caseWords, number) }
  return { ...say(''), effects: [{ do: 'say', toPerson: true, saying }, audit('read-case', number)] }
}

async function markScam(context: Context, { number, mark: as }: Marking): Promise<Step> {
  const { turn, caseWords } = context
  const found = await turn.read.cases.scam(number)
  if (!found || !maySeeScam(turn.who, found)) return notFound(context, number)
  const { desk, scam } = caseWords
  const step = say(fill(desk.marked, { number, mark: desk.scamStates[as] }))
  return {
    ...step,
    effects: [
      ...step.effects,
      { do: 'mark-scam', number, mark: as, keepDays: scam.keepDays.marked },
      audit('mark-case', `${number} ${as}`),
    ],
  }
}

async function markCrisis(context: Context, { number, mark: as }: Marking): Promise<Step> {
  const {
    turn,
    caseWords: { desk, crisis },
  } = context
  const found = await turn.read.cases.crisis(number)
  if (!found || !maySeeCrisis(turn.who, found)) return notFound(context, number)
  const step = say(fill(as === 'false' ? desk.crisisWrong : desk.crisisRight, { number }))
  return {
    ...step,
    effects: [
      ...step.effects,
      {
        do: 'mark-crisis',
        number,
        mark: as,
        by: turn.who.name,
        keepDays: crisis.keepDays.marked,
        toStaff: plain(fill(crisis.falseStaff, { number })),
        toPerson: plain(crisis.falsePerson),
      },
      audit('mark-case', `${number} ${as}`),
    ],
  }
}

/** The drafted alert as a broadcast to be looked at: it leaves when the counselor releases the preview. */
async function publish(context: Context, number: string): Promise<Step> {
  const { turn, caseWords } = context
  const found = await turn.read.cases.scam(number)
  if (!found || !maySeeScam(turn.who, found)) return notFound(context, number)
  if (found.draft === '') return say(fill(caseWords.desk.noDraft, { number }))
  const step = await begin(context, '预警', fill(caseWords.desk.alert, { draft: found.draft }))
  return { ...step, effects: [...step.effects, audit('publish-case', number)] }
}

async function acknowledge(
  context: Context,
  { number, hasSpoken }: { number: string; hasSpoken: boolean },
): Promise<Step> {
  const {
    turn,
    caseWords: { desk },
  } = context
  const found = await turn.read.cases.crisis(number)
  if (!found || !maySeeCrisis(turn.who, found)) return notFound(context, number)
  const isTaken = found.state === 'acknowledged' && found.by !== turn.who.name
  const sentence = hasSpoken ? desk.contacted : isTaken ? desk.alreadyBy : desk.acknowledged
  const step = say(fill(sentence, { number, name: found.by }))
  return {
    ...step,
    effects: [
      ...step.effects,
      { do: 'acknowledge-crisis', number, by: turn.who.name },
      audit(hasSpoken ? 'contacted-case' : 'acknowledge-case', number),
    ],
  }
}

/** The same words whether there is no such case or it is not theirs, so that nobody learns of one. */
function notFound({ caseWords }: Context, number: string): Step {
  const step = say(fill(caseWords.desk.notFound, { number }))
  return { ...step, effects: [...step.effects, audit('refused-case', number)] }
}

function refused({ caseWords }: Context, asked: Asked): Step {
  const step = say(caseWords.desk.refused)
  return { ...step, effects: [...step.effects, audit('refused-case', 'number' in asked ? asked.number : asked.to)] }
}

const plain = (text: string): Saying => ({ text, choices: [], images: [], rateable: false })
const audit = (act: string, detail: string): Effect => ({ do: 'audit', act, detail })
