import { z } from 'zod'
import { sentence, wordList } from '../content/words.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'

const positive = z.number().int().min(1)
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '写成 "22:30" 这样')
/** One sentence for each of these names. */
const each = <const N extends string>(...names: N[]) =>
  z.strictObject(Object.fromEntries(names.map(n => [n, sentence()])) as Record<N, z.ZodString>)

const levelSchema = z.strictObject({
  confirmWithinHours: positive,
  escalate: z.strictObject({ below: positive.max(100), afterMinutes: positive, thenMinutes: positive }).nullish(),
})
const levelName = z.enum(['普通', '重要', '紧急'])

const templateSchema = z.strictObject({
  kind: z.enum(['预警', '通知']),
  level: levelName,
  head: sentence('number', 'sender', 'office'),
  foot: z.string().trim().default(''),
})

const askSchema = each('template', 'level', 'audience', 'time', 'body', 'picture', 'question', 'change')

const problemsSchema = z.strictObject({
  noRight: sentence(),
  noRightTo: sentence('act'),
  notBound: sentence(),
  privateOnly: sentence('command'),
  past: sentence('time'),
  badTime: sentence('said'),
  emptyAudience: sentence('audience'),
  badLevel: sentence('levels'),
  badTemplate: sentence('templates'),
  emptyBody: sentence(),
  longBody: sentence('count', 'most'),
  badQuestion: sentence(),
  unknown: sentence('number'),
  notYours: sentence('act'),
  notWaiting: sentence('number'),
  ownApproval: sentence(),
  notSent: sentence('number'),
  ended: sentence('number', 'state'),
  resendSoon: sentence('minutes'),
  resendMost: sentence('number', 'most'),
  resendNobody: sentence(),
  recallReason: sentence('number'),
  correctText: sentence('number'),
  noRelayLink: sentence('number'),
})

const writingSchema = {
  ask: askSchema,
  askAgain: sentence('ask'),
  skipButton: sentence(),
  nowButton: sentence(),
  publishButton: sentence(),
  changeButton: sentence(),
  cancelButton: sentence(),
  preview: sentence(
    'number',
    'text',
    'audience',
    'people',
    'private',
    'byGroup',
    'groups',
    'unreachable',
    'time',
    'duration',
  ),
  previewPicture: sentence(),
  previewWide: sentence(),
  previewQuiet: sentence(),
  previewUrgent: sentence(),
  previewRelay: sentence('classes', 'number'),
  unreachableNone: sentence(),
  unreachableBoth: sentence('count', 'notBound', 'cannotPush'),
  durationNow: sentence(),
  durationSeconds: sentence('count'),
  durationMinutes: sentence('count'),
  durationHours: sentence('count'),
  durationDays: sentence('count'),
  timeNow: sentence(),
  leavesNow: sentence(),
  leavesAt: sentence('time'),
  published: sentence('number', 'time'),
  waiting: sentence('number', 'count', 'names'),
  waitingNobody: sentence('number'),
  cancelled: sentence(),
  draftGone: sentence(),
  approveAsk: sentence('office', 'sender', 'text', 'audience', 'people'),
  approveButton: sentence('number'),
  refuseButton: sentence('number'),
  approved: sentence('number', 'time'),
  approvedTell: sentence('name', 'number', 'time'),
  refused: sentence('number'),
  refusedTell: sentence('name', 'number', 'reason'),
  noReason: sentence(),
}

const afterSchema = {
  resent: sentence('number', 'count', 'time'),
  recalled: sentence('number', 'notice'),
  recalledUnsent: sentence('number'),
  exported: sentence('number'),
  exportName: sentence('number'),
  actions: each('recall', 'correct', 'resend', 'export', 'progress', 'approve', 'publish', 'relay'),
  states: each('draft', 'waiting', 'approved', 'queued', 'sent', 'recalled', 'cancelled', 'refused'),
  progress: sentence('number', 'state', 'people', 'confirmed', 'percent', 'late', 'open', 'trouble'),
  progressLate: sentence('count'),
  progressClass: sentence('class', 'confirmed', 'people'),
  progressMore: sentence('count', 'number'),
  progressNames: sentence('names'),
  troubles: each('queued', 'unreachable', 'failed', 'uncertain', 'claimed'),
  reasons: z.record(z.string(), sentence()),
  reasonOther: sentence(),
  groupProgress: sentence('number', 'confirmed', 'people'),
  escalateMonitor: sentence('number', 'class', 'confirmed', 'people', 'names'),
  escalateStaff: sentence('number', 'classes', 'below', 'lines'),
  escalateLine: sentence('class', 'confirmed', 'people', 'names'),
  namesMore: sentence('names', 'count'),
  namesMost: positive,
  relayHead: sentence('class', 'people', 'unreachable'),
  relayText: sentence('text', 'link'),
  relayAlt: sentence(),
  relayMore: sentence('count', 'number'),
  relayNone: sentence('number'),
}

const confirmSchema = {
  confirmed: sentence('number'),
  confirmedLate: sentence('number'),
  confirmedBefore: sentence('number'),
  notForYou: sentence('number'),
  whichOne: sentence(),
  whoAreYou: sentence(),
  wasRecalled: sentence('number'),
  checkAsk: sentence('number', 'question'),
  checkWrong: sentence('explain', 'question'),
  checkRight: sentence(),
  verify: z.strictObject({
    genuine: sentence('number', 'sender', 'office', 'time', 'line', 'state'),
    valid: sentence(),
    corrected: sentence('by'),
    recalled: sentence('reason'),
    compare: sentence(),
    same: sentence(),
    forged: sentence(),
    original: sentence('text'),
    unknown: sentence('number'),
  }),
  page: z.strictObject({
    title: sentence(),
    press: sentence(),
    claim: sentence(),
    numberLabel: sentence(),
    forWhom: sentence('name'),
    classNote: sentence('class', 'number'),
    done: sentence('number'),
    late: sentence('number'),
    before: sentence('number'),
    claimed: sentence('who'),
    badNumber: sentence(),
    forged: sentence(),
    expired: sentence(),
    recalled: sentence('number', 'reason'),
  }),
}

const reportSchema = z.strictObject({
  byClass: sentence(),
  byPerson: sentence(),
  about: sentence(),
  columns: each(
    'college',
    'class',
    'number',
    'name',
    'people',
    'confirmed',
    'late',
    'open',
    'queued',
    'unreachable',
    'failed',
    'uncertain',
    'claimed',
    'percent',
    'state',
    'reason',
    'sentAt',
    'confirmedAt',
    'confirmedBy',
    'claimedAt',
  ),
  total: sentence(),
  personStates: each('queued', 'unreachable', 'failed', 'uncertain', 'sent', 'unconfirmed', 'late', 'confirmed'),
  ways: each('private', 'group', 'link'),
  facts: each('number', 'template', 'level', 'sender', 'audience', 'sentAt', 'closesAt', 'state', 'text', 'note'),
  note: sentence(),
})

const wordsSchema = z.strictObject({
  levels: z.strictObject({ 普通: levelSchema, 重要: levelSchema, 紧急: levelSchema }),
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  // Nobody is to be flooded, whatever a file says.
  resendEveryMinutes: positive.min(5, '至少 5 分钟'),
  resendMost: positive.max(5, '最多 5 次'),
  progressEveryMinutes: positive.min(2, '至少 2 分钟'),
  progressMost: positive,
  openDays: positive,
  draftMinutes: positive,
  templates: z.record(z.string().min(1), templateSchema),
  correctionHead: sentence('of'),
  recallHead: sentence('number', 'sender', 'office'),
  recallText: sentence('of', 'reason'),
  recallTemplate: sentence(),
  resendHead: sentence(),
  confirmHow: sentence('number', 'until'),
  confirmLink: sentence('link'),
  confirmButton: sentence(),
  checkHow: sentence('number', 'until'),
  checkOption: sentence('n', 'option'),
  verifyHow: sentence('number'),
  office: sentence('college'),
  officeSchool: sentence(),
  confirmWords: wordList,
  confirmFillers: wordList,
  confirmNot: wordList,
  commands: each(
    'publish',
    'progress',
    'resend',
    'correct',
    'recall',
    'export',
    'relay',
    'verify',
    'approve',
    'refuse',
  ),
  fields: z.strictObject({
    template: wordList,
    level: wordList,
    audience: wordList,
    time: wordList,
    body: wordList,
    picture: wordList,
    question: wordList,
  }),
  now: wordList,
  skip: wordList,
  cancel: wordList,
  go: wordList,
  change: wordList,
  problems: problemsSchema,
  ...writingSchema,
  ...afterSchema,
  ...confirmSchema,
  report: reportSchema,
})

/** What is said and understood about broadcasts, and their rules, from `knowledge/broadcasts.yaml`. */
export type BroadcastWords = z.infer<typeof wordsSchema>

/** The fixed parts of one kind of broadcast. */
export type BroadcastTemplate = z.infer<typeof templateSchema>

/** Reads `broadcasts.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseBroadcastWords(source: SourceText, problems: Problem[]): BroadcastWords | null {
  return parseYaml(source, wordsSchema, { problems })
}
