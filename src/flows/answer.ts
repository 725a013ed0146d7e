import type { Answer } from '../core/memory.ts'
import { numberOf } from '../core/text/numerals.ts'
import type { Picture } from '../core/update.ts'
import { readDay } from '../time/date.ts'
import type { AnswerWords } from './hearing/words.ts'
import type { Asking } from './schema.ts'
import { answerOfTeacher, type Teacher, teachersMeant, writtenName } from './teacher.ts'

/** What came in for a step, and where and when. */
export interface Given {
  /** Without surrounding space; as it was typed. */
  text: string
  images: readonly Picture[]
  videos: readonly Picture[]
  now: Date
  zone: string
  /** The day that a word like `today` or `checkout.end` means, or null. */
  dayOf(word: string): string | null
  /** The staff on the roster; none where no step asks for one. */
  staff: readonly Teacher[]
  /** What was said at this step before and could not be told from others. */
  before: string
  /** Full-width, traditional and upper-case forms made one, for comparing. */
  same(text: string): string
  /** How answers in sentences are read. */
  words: AnswerWords
  /** How a character sounds, or '' for what has no sound. */
  sound(character: string): string
}

/** Why an answer cannot be taken; `phrases.flow.reject` has a sentence for each. */
export type Reject =
  | 'not-an-option'
  | 'too-few'
  | 'too-short'
  | 'too-long'
  | 'not-a-number'
  | 'out-of-range'
  | 'not-a-day'
  | 'one-day'
  | 'that-weekday'
  | 'too-early'
  | 'too-late'
  | 'no-picture'
  | 'too-many'
  | 'yes-or-no'
  | 'private-data'
  | 'not-a-link'
  | 'not-a-name'
  | 'which-teacher'
  | 'submit-or-change'

/** An answer, or why there is none; `between` are the labels of options that it may mean. */
export type Taken = { answer: Answer } | { reject: Reject; between?: readonly string[] }

/** Reads what was given as an answer to a step. */
export function takeAnswer(step: Asking, given: Given): Taken {
  switch (step.type) {
    case 'choice':
      return takeChoice(step, given)
    case 'text':
      return takeText(step, given)
    case 'number':
      return takeNumber(step, given)
    case 'date':
      return takeDate(step, given)
    case 'picture':
      return takePicture(step, given)
    case 'confirm':
      return takeConfirm(step, given)
    case 'teacher':
      return takeTeacher(given)
    case 'review':
      return { reject: 'submit-or-change' } // a review is answered by commands, not by an answer
  }
}

type Of<T extends Asking['type']> = Extract<Asking, { type: T }>

const all = ['全部', '全选', '都选', '都有', '全都', '都']
const nothing = ['没有', '都没有', '无', '都没', '一个都没有']

/** The options meant by "1 3", "1、3", "135", "全部", labels or other wordings. */
function takeChoice(step: Of<'choice'>, { text: typed, same }: Given): Taken {
  const text = typed.normalize('NFKC').trim()
  const meant = (part: string) => optionOf(step, part, same)
  const whole = meant(text)
  if (!step.many) return whole ? { answer: whole.value } : { reject: 'not-an-option' }
  if (!whole && all.includes(same(text))) return { answer: step.options.map(o => o.value) }
  if (!whole && step.least === 0 && nothing.includes(same(text))) return { answer: [] }
  const split = (signs: RegExp) => text.split(signs).filter(p => p !== '')
  const digits = /^\d+$/.test(text) && step.options.length < 10 ? [...text] : null
  // A label may hold 和 itself, so it divides only when nothing else makes sense of the message.
  const ways = whole ? [[text]] : [digits ?? split(/[\s,、;.]+/), split(/[\s,、;.和跟与]+/)]
  const found = ways.map(parts => parts.map(meant)).find(way => way.length > 0 && way.every(o => o !== undefined))
  if (!found) return { reject: 'not-an-option' }
  const values = new Set(found.map(o => o!.value))
  // In the order of the options, each once.
  const answer = step.options.map(o => o.value).filter(v => values.has(v))
  return answer.length < step.least ? { reject: 'too-few' } : { answer }
}

/** The one option that a text means: its wording, or its number. */
function optionOf(step: Of<'choice'>, text: string, same: Given['same']) {
  const bare = same(text)
  const worded = step.options.find(o => bare !== '' && [o.label, o.value, ...o.also].some(w => same(w) === bare))
  const number = /^(?:第|选)?\s*(\d{1,2}|[一二三四五六七八九十])\s*[个项.、)]?$/.exec(text)?.[1]
  if (worded || number === undefined) return worded
  return step.options[numberOf(number) - 1]
}

const privateData: Record<Of<'text'>['refuse'][number], RegExp> = {
  'id-number': /(?<!\d)\d(?:[ -]?\d){16}[ -]?[\dXx](?!\d)/,
  'bank-card': /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/,
  phone: /(?<!\d)1[3-9]\d(?:[ -]?\d){8}(?!\d)/,
  password: /(?:密码|口令|验证码)\s*(?:(?:就?是|为|:)\s*[^\s,，。;；]{4,}|[\dA-Za-z]{4,})/,
}

function takeText(step: Of<'text'>, { text }: Given): Taken {
  const length = [...text].length
  if (length < step.min) return { reject: 'too-short' }
  if (length > step.max) return { reject: 'too-long' }
  if (step.links && !isLinkTo(step.links, text)) return { reject: 'not-a-link' }
  // Full-width digits are digits too.
  const plain = text.normalize('NFKC')
  return step.refuse.some(kind => privateData[kind].test(plain)) ? { reject: 'private-data' } : { answer: text }
}

/** What may stand beside a link: the words with which it is shared, and its code. */
const mostBesideLink = 120

/** Whether a text is one https link to one of these hosts, with little beside it. */
function isLinkTo(hosts: readonly string[], text: string): boolean {
  const [link, ...others] = text.match(/[a-z]+:\/\/[^\s，。；“”]+/gi) ?? []
  if (!link || others.length > 0 || text.length - link.length > mostBesideLink || !URL.canParse(link)) return false
  const { protocol, hostname, username } = new URL(link)
  const isKnown = hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
  return protocol === 'https:' && username === '' && isKnown
}

function takeNumber(step: Of<'number'>, { text }: Given): Taken {
  const match = /^(?:大概|约|共|一共|有)?\s*(-?\d+(?:\.\d+)?)\s*(?:人|个|名|位|元|次|张)?(?:左右)?$/.exec(
    text.normalize('NFKC').replace(/,/g, '').trim(),
  )
  if (!match) return { reject: 'not-a-number' }
  const answer = Number(match[1]) || 0 // -0 is 0
  if (step.whole && !Number.isInteger(answer)) return { reject: 'not-a-number' }
  return answer < step.min || answer > step.max ? { reject: 'out-of-range' } : { answer }
}

const bareWeekday = /(?<![下这本上]个?)(?:周|星期|礼拜)[一二三四五六日天]/
const weekBefore = (day: string) => new Date(Date.parse(day) - 7 * 86_400_000).toISOString().slice(0, 10)

function takeDate(step: Of<'date'>, given: Given): Taken {
  const read = readDay(given.text, given.now, given.zone)
  if ('not' in read) return { reject: read.not === 'a-day' ? 'not-a-day' : read.not }
  return takeDay(step, read.day, given)
}

/** A day as the answer to a step, within its bounds. Of something past the weekday that is said is the last one. */
export function takeDay(step: Of<'date'>, day: string, { text, dayOf }: Given): Taken {
  const [from, until] = [step.from ? dayOf(step.from) : null, step.until ? dayOf(step.until) : null]
  const isLastOne = until !== null && day > until && step.until === 'today' && bareWeekday.test(text)
  const answer = isLastOne ? weekBefore(day) : day
  if (from !== null && answer < from) return { reject: 'too-early' }
  return until !== null && answer > until ? { reject: 'too-late' } : { answer }
}

function takePicture(step: Of<'picture'>, { text, images: shown, videos, same }: Given): Taken {
  const images = step.videos ? [...shown, ...videos] : shown
  if (images.length > step.most) return { reject: 'too-many' }
  const different = differentPictures(images)
  if (different.length > 0) return { answer: different }
  return step.none.some(w => same(w) === same(text)) ? { answer: [] } : { reject: 'no-picture' }
}

/** One teacher of the roster, or a name that is none of it. */
function takeTeacher(given: Given): Taken {
  const [one, ...others] = teachersMeant(given.text, given)
  if (others.length > 0) return { reject: 'which-teacher' }
  if (one) return { answer: answerOfTeacher(one) }
  const name = writtenName(given.text)
  return name === null ? { reject: 'not-a-name' } : { answer: [name] }
}

/** The pictures, each once. */
export const differentPictures = (images: readonly Picture[]): Picture[] =>
  images.filter((p, n) => p.hash === undefined || images.findIndex(other => other.hash === p.hash) === n)

function takeConfirm(step: Of<'confirm'>, { text, same }: Given): Taken {
  const bare = same(text)
  const number = /^[12]$/.exec(bare)
  if (number ? bare === '1' : step.yes.some(w => same(w) === bare)) return { answer: true }
  if (number || step.no.some(w => same(w) === bare)) return { answer: false }
  return { reject: 'yes-or-no' }
}
