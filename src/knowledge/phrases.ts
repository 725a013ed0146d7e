import { z } from 'zod'
import { normalize } from '../content/normalize.ts'
import { each, sentence, wordList } from '../content/words.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { evidencePhrases, handoffPhrases, recordPhrases, reviewPhrases } from './desk-phrases.ts'
import { flowPhrases } from './flow-phrases.ts'
import { modelPhrases } from './model-phrases.ts'
import { circles } from './school.ts'

const pressPageSchema = z.strictObject({ title: sentence(), says: sentence(), open: sentence(), gone: sentence() })

const phrasesSchema = z.strictObject({
  flow: flowPhrases,
  model: modelPhrases,
  names: z.array(z.string().min(2)).min(1),
  nameTails: wordList,
  source: sentence('sources'),
  sourceShort: sentence('certainty', 'source'),
  sourceMore: sentence(),
  sourceAdvice: sentence(),
  cited: sentence('sources'),
  citedShort: sentence('sources'),
  certainty: z.strictObject({ A: sentence(), B: sentence(), C: sentence() }),
  advice: sentence(),
  checked: sentence('doc', 'clause', 'date'),
  unset: sentence('ask'),
  unsetDiffers: sentence('ask', 'by'),
  mayDiffer: sentence('value', 'by'),
  circles: each(...circles),
  ownCounselor: sentence('name', 'contact'),
  sampleMark: sentence('value'),
  contact: sentence('label', 'value'),
  between: z.string().min(1),
  date: sentence('year', 'month', 'day', 'weekday'),
  /** Names where a date is not said in figures and `周一`; days of the week from Sunday on. */
  months: z.array(z.string().min(1)).length(12).optional(),
  weekdays: z.array(z.string().min(1)).length(7).optional(),
  sampleNote: sentence(),
  uncertain: sentence(),
  uncertainEmergency: sentence(),
  expired: sentence('date'),
  notYetValid: sentence('date'),
  local: sentence(),
  countdown: sentence('label', 'days', 'date'),
  countdownDays: sentence('label', 'days'),
  countdownTomorrow: sentence('label', 'date'),
  countdownToday: sentence('label', 'date'),
  overdue: sentence('label', 'date'),
  overdueAsk: sentence('ask'),
  related: sentence('titles'),
  more: z.strictObject({ words: wordList, button: sentence(), nothing: sentence() }),
  offer: sentence('start'),
  several: sentence('count'),
  beside: sentence('title'),
  studentWords: wordList,
  forTheStudent: sentence(),
  clarify: sentence(),
  clarifyOther: sentence('office'),
  unknown: sentence('office'),
  unknownNearest: sentence(),
  unknownNoted: sentence(),
  unknownGroup: sentence('office'),
  office: sentence('contact'),
  officeUnset: sentence(),
  pointer: sentence('title', 'minutes'),
  pointerNow: sentence('title'),
  again: sentence('title'),
  videoOnly: sentence(),
  pictureOnly: sentence(),
  empty: sentence(),
  tooLong: sentence('limit'),
  gibberish: sentence(),
  choiceGone: sentence(),
  slowDown: sentence('office'),
  sameAgain: sentence(),
  broken: sentence(),
  useful: sentence(),
  useless: sentence(),
  thanksUseful: sentence(),
  thanksUseless: sentence('office'),
  nothingToRate: sentence(),
  modeNow: sentence('mode'),
  modeSet: sentence('mode'),
  modeUnknown: sentence('mode'),
  modeRefused: sentence(),
  modePrivate: sentence(),
  help: sentence(),
  nearStart: sentence('word'),
  nearCommand: sentence('typed', 'command'),
  helpWords: z.array(z.string().min(1)).min(1),
  modeWord: sentence(),
  menuCommands: z.array(
    z.strictObject({ name: z.string().regex(/^[a-z0-9_]{1,32}$/), about: z.string().min(1).max(256) }),
  ),
  channelNotices: z.strictObject({
    'login-needed': sentence('channel'),
    down: sentence('channel'),
    up: sentence('channel'),
    'same-name': sentence('channel', 'detail'),
  }),
  storage: z.strictObject({
    unsaved: sentence('reason'),
    saved: sentence('minutes'),
    low: sentence('free'),
  }),
  verifyPage: z.strictObject({
    title: sentence(),
    ask: sentence(),
    check: sentence(),
    picture: sentence(),
    pdf: sentence(),
  }),
  handoff: handoffPhrases,
  review: reviewPhrases,
  record: recordPhrases,
  evidence: evidencePhrases,
  linkPage: pressPageSchema,
  oneTimePage: pressPageSchema,
  troublePages: z.record(
    z.enum(['not-found', 'too-large', 'other-origin', 'other-host', 'broken']),
    z.strictObject({ title: sentence(), says: sentence() }),
  ),
  web: z.strictObject({
    privateTitle: z.string().min(1),
    tooManyPictures: sentence('count', 'megabytes'),
    noRoom: sentence(),
    sandboxStudents: z.array(z.string().min(1)).length(5),
    sandboxCounselor: z.string().min(1),
    sandboxCollege: z.string().min(1),
    sandboxGroups: z.array(z.string().min(1)).length(2),
  }),
  courtesies: z.array(
    z.strictObject({ says: z.array(z.coerce.string().min(1).transform(bareWords)).min(1), reply: z.string().min(1) }),
  ),
})

/** The fixed sentences that have an English wording too: those that may stand in an answer to a question. */
export const englishPhrases = phrasesSchema
  .pick({
    ...{ source: true, checked: true, unset: true, sampleMark: true, sampleNote: true, contact: true, between: true },
    ...{ date: true, months: true, weekdays: true, uncertain: true, uncertainEmergency: true, expired: true },
    ...{ notYetValid: true, local: true, countdown: true, countdownTomorrow: true, countdownToday: true },
    ...{ overdue: true, overdueAsk: true, related: true, offer: true, several: true, beside: true, clarify: true },
    ...{ clarifyOther: true, unknown: true, unknownNearest: true, unknownNoted: true, office: true, officeUnset: true },
    ...{ pointer: true, pointerNow: true, pictureOnly: true, empty: true, tooLong: true, gibberish: true },
    ...{ choiceGone: true, slowDown: true, sameAgain: true, help: true, courtesies: true, more: true },
    ...{
      sourceShort: true,
      sourceMore: true,
      sourceAdvice: true,
      cited: true,
      citedShort: true,
      certainty: true,
      advice: true,
      countdownDays: true,
    },
    ...{ unsetDiffers: true, mayDiffer: true, circles: true, ownCounselor: true },
  })
  .required({ months: true, weekdays: true })

/** Every fixed sentence that the bot says, by name; filled with `fill`. */
export type Phrases = z.infer<typeof phrasesSchema>

/** Reads `phrases.yaml`; a missing sentence or a lost `{name}` is a problem with its line. */
export function parsePhrases(source: SourceText, problems: Problem[]): Phrases | null {
  return parseYaml(source, phrasesSchema, { problems })
}

/** The reply to a greeting or a thank-you when the whole message is one, else null. */
export function courtesyFor(phrases: Phrases, text: string): string | null {
  const bare = bareWords(text)
  const found = phrases.courtesies.find(c => c.says.includes(bare))
  return bare === '' ? null : (found?.reply ?? null)
}

/** A text without punctuation, spaces and trailing particles, for comparing whole messages. */
export function bareWords(text: string): string {
  return normalize(text)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<=.)[呀啊哦哈呢啦吧～~]+$/u, '')
}
