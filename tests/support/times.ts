import { readFileSync } from 'node:fs'
import type { Rule } from '../../src/core/reminder.ts'
import { readRequest } from '../../src/office/reminders/request.ts'
import { parseInstant, wallTime } from '../../src/time/calendar.ts'
import { readDay } from '../../src/time/date.ts'
import { readInstant } from '../../src/time/instant.ts'
import { nextOccurrence } from '../../src/time/recurrence.ts'
import type { Reading } from '../../src/time/seen.ts'
import { anAlmanac, seenAt, zone } from './seen.ts'

/** One line of a table of times. */
export interface Row {
  now: string
  text: string
  /** What is right, any of these: an instant, a day with `~`, `*` and times of a repetition, `past`, `ask`, `-`. */
  expected: readonly string[]
}

/** How a reading stands to what is right: asked back where it need not be, another time but said to be a guess, or wrong in silence. */
export type Outcome = 'right' | 'asked' | 'guessed' | 'silent'

/** What came of one row in one form. */
export interface Judged {
  row: Row
  form: string
  got: string
  outcome: Outcome
}

/** The rows of a table; lines that begin with # say what it is. */
export function readTable(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => {
      const [now = '', text = '', expected = ''] = line.split('\t').map(part => part.trim())
      return { now, text, expected: expected.split('|').map(part => part.trim().replace(/\s*~$/, ' ~')) }
    })
}

const isWhole = (text: string) => /提醒|[叫喊催]|闹钟|闹铃|[提题][醒型]?我|call我/.test(text)

/** Reads a row in every form that fits it: before and behind the asking, as the time of a broadcast, as a day of a conversation. */
export function judged(row: Row): Judged[] {
  const asked = (message: string) => ofRequest(readRequest(message, seenAt(row.now)), row)
  if (isWhole(row.text)) return [judge(row, '', asked(row.text))]
  const forms = [
    judge(row, '…提醒我', asked(`${row.text}提醒我交钥匙`)),
    judge(row, '提醒我…', asked(`提醒我${row.text}交钥匙`)),
    judge(row, '发布', broadcast(row)),
  ]
  return /^\d/.test(row.expected[0]!) ? [...forms, judge(row, '流程', day(row))] : forms
}

interface Got {
  said: string
  isSaid: boolean
}

const two = (n: number) => String(n).padStart(2, '0')

/** An instant as the tables have it. */
export function wall(at: Date): string {
  const { year, month, day: date, hour, minute } = wallTime(at, zone)
  return `${year}-${two(month)}-${two(date)} ${two(hour)}:${two(minute)}`
}

function ofRequest(request: { when: Reading | null } | null, { now }: Row): Got {
  if (request === null) return { said: '-', isSaid: true }
  const { when } = request
  if (when?.is === 'times') {
    const each = when.each.map(one => ofReading(one, now))
    return { said: each.map(one => one.said).join(' & '), isSaid: each.some(one => one.isSaid) }
  }
  return ofReading(when, now)
}

function ofReading(when: Reading | null, now: string): Got {
  if (when === null || (when.is !== 'time' && when.is !== 'past')) return { said: 'ask', isSaid: true }
  if (when.is === 'past') return { said: 'past', isSaid: true }
  const isSaid = when.notes.length > 0
  return when.rule.on === 'once' || when.rule.on === 'school-date'
    ? { said: wall(when.at), isSaid }
    : { said: `*${nextTwo(when.rule, now).map(wall).join(',')}`, isSaid }
}

function nextTwo(rule: Rule, now: string): Date[] {
  const almanac = anAlmanac()
  const first = nextOccurrence(rule, parseInstant(now, zone)!, { almanac })!
  const second = nextOccurrence(rule, first, { almanac })
  return second ? [first, second] : [first]
}

function broadcast({ text, now }: Row): Got {
  const read = readInstant(text, { now: parseInstant(now, zone)!, zone })
  if ('past' in read) return { said: 'past', isSaid: true }
  return 'at' in read ? { said: wall(read.at), isSaid: false } : { said: 'ask', isSaid: true }
}

function day({ text, now }: Row): Got {
  const read = readDay(text, parseInstant(now, zone)!, zone)
  return 'day' in read ? { said: `${read.day} ~`, isSaid: false } : { said: 'ask', isSaid: true }
}

function judge(row: Row, form: string, { said, isSaid }: Got): Judged {
  const isRight = row.expected.some(one => agrees(one, said, form))
  // Where a person would ask, taking a time and saying that it is a guess is as good.
  const mayGuess = isSaid && row.expected.includes('ask') && said !== '-'
  if (isRight || mayGuess) return { row, form, got: said, outcome: 'right' }
  const isAsked = said === 'ask' || said === 'past' || (said === '-' && form === '')
  return { row, form, got: said, outcome: isAsked ? 'asked' : isSaid && said !== '-' ? 'guessed' : 'silent' }
}

/** Whether an answer is what was expected. In a conversation only the day counts, and a day without an hour may be asked back by a broadcast. */
function agrees(expected: string, said: string, form: string): boolean {
  if (form === '流程') return isSameDay(expected, said)
  if (expected.includes('&')) return areEach(expected.split('&'), said.split('&'), form)
  if (form === '发布' && said === 'ask' && (expected.endsWith('~') || expected.startsWith('*') || expected === '-'))
    return true
  if (expected.startsWith('*')) {
    const [first, second] = expected
      .slice(1)
      .split(',')
      .map(part => part.trim())
    const [one, other] = said.replace(/^\*/, '').split(',')
    return said.startsWith('*') && fits(first!, one ?? '') && (second === undefined || fits(second, other ?? ''))
  }
  return fits(expected, said)
}

/** Whether several times are those that were expected, none more and none less; a broadcast and a conversation ask. */
function areEach(expected: readonly string[], said: readonly string[], form: string): boolean {
  if (form === '发布' && said[0] === 'ask') return true
  return expected.length === said.length && expected.every((one, n) => agrees(one.trim(), said[n]!.trim(), form))
}

function fits(expected: string, said: string): boolean {
  return expected.endsWith('~') ? said.slice(0, 10) === expected.slice(0, 10) && /\d/.test(said) : said === expected
}

/** 今晚12点 is said of the day before. */
function isSameDay(expected: string, said: string): boolean {
  const night = /\d 0[0-4]:/.test(expected)
    ? new Date(Date.parse(`${expected.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
    : ''
  return (
    said.slice(0, 10) === expected.slice(0, 10) ||
    (night !== '' && said.startsWith(night)) ||
    (said === 'ask' && !expected.endsWith('~'))
  )
}

/** How many of each outcome there are, and the share that is right. */
export function tally(all: readonly Judged[]): Record<Outcome, number> & { share: number } {
  const count = (outcome: Outcome) => all.filter(one => one.outcome === outcome).length
  const [right, asked, guessed, silent] = (['right', 'asked', 'guessed', 'silent'] as const).map(count) as [
    number,
    number,
    number,
    number,
  ]
  return { right, asked, guessed, silent, share: right / (all.length || 1) }
}
