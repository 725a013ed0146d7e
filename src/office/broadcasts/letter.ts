import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Choice, Saying } from '../../core/delivery.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { minuteText } from '../../time/shown.ts'
import type { BroadcastWords } from './words.ts'

/** The whole text of a broadcast: fixed head, what the sender wrote, fixed foot, how to confirm and how to verify. */
export function letterOf(broadcast: Omit<Broadcast, 'text'>, words: BroadcastWords, zone: string): string {
  const { number, level, sender, body, question, of } = broadcast
  const values = { number, level, sender: sender.name, office: sender.office, of: of?.number ?? '' }
  const template = words.templates[broadcast.template]
  const head = of?.as === 'recall' ? words.recallHead : (template?.head ?? '')
  const until = { number, until: minuteText(closesAt(broadcast, broadcast.due, words), zone) }
  const how = question
    ? [question.question, ...optionLines(question.options, words), fill(words.checkHow, until)]
    : [fill(words.confirmHow, until)]
  return [
    ...(of?.as === 'correction' ? [fill(words.correctionHead, values)] : []),
    fill(head, values),
    '',
    body,
    ...(template?.foot && of?.as !== 'recall' ? ['', fill(template.foot, values)] : []),
    '',
    ...how,
    fill(words.verifyHow, values),
  ]
    .filter((line, n, all) => line !== '' || (n > 0 && all[n - 1] !== ''))
    .join('\n')
}

/** Options as numbered lines. */
export const optionLines = (options: readonly string[], words: BroadcastWords): string[] =>
  options.map((option, n) => fill(words.checkOption, { n: n + 1, option }))

/** A copy as it is said: again in a resend, with a link where one is given, with buttons to confirm. */
export function copyOf(
  broadcast: Broadcast,
  words: BroadcastWords,
  { isResend, link }: { isResend: boolean; link: string | null },
): Saying {
  const text = [
    ...(isResend ? [words.resendHead] : []),
    broadcast.text,
    ...(link === null ? [] : [fill(words.confirmLink, { link })]),
  ].join('\n')
  return {
    text,
    choices: choicesOf(broadcast, words),
    images: broadcast.picture ? [broadcast.picture] : [],
    rateable: false,
  }
}

/** Buttons that confirm: one, or one for each answer to the question. */
export function choicesOf({ number, question }: Broadcast, words: BroadcastWords): Choice[] {
  if (question) return question.options.map((option, n) => ({ value: `${number} ${n + 1}`, label: option }))
  return [{ value: `${words.confirmWords[0]} ${number}`, label: words.confirmButton }]
}

/** Until when (epoch milliseconds) a confirmation is in time, of a broadcast that leaves at `at`. */
export function closesAt({ level }: Pick<Broadcast, 'level'>, at: number, words: BroadcastWords): number {
  return at + words.levels[level].confirmWithinHours * 3_600_000
}

/** When those in charge first hear who has not confirmed, of a broadcast that leaves at `at`; null when never. */
export function escalatesAt(
  { level, of }: Pick<Broadcast, 'level' | 'of'>,
  at: number,
  { words, zone }: { words: BroadcastWords; zone: string },
): number | null {
  const rule = words.levels[level].escalate
  if (!rule || of?.as === 'recall') return null
  return awake(level, at + rule.afterMinutes * 60_000, { words, zone })
}

/** `at` (epoch milliseconds), or the end of the quiet hours that it falls into; 紧急 knows none. */
export function awake(
  level: Broadcast['level'],
  at: number,
  { words, zone }: { words: BroadcastWords; zone: string },
): number {
  return level === '紧急' ? at : afterQuiet(new Date(at), words.quiet, zone).getTime()
}

/** The first line of what the sender wrote, shortened. */
export function firstLine(body: string): string {
  const line = body.trim().split('\n')[0]!.trim()
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}

/** So many names, and how many there are in all where that is more. */
export function namesText(names: readonly string[], words: BroadcastWords): string {
  const some = names.slice(0, words.namesMost).join('、')
  return names.length > words.namesMost ? fill(words.namesMore, { names: some, count: names.length }) : some
}
