import { fill } from '../../content/words.ts'
import type { Broadcast, ClassTally, Reckoning, Tally } from '../../core/broadcast.ts'
import { type Saying, saying } from '../../core/delivery.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { minuteText } from '../../time/shown.ts'
import type { BroadcastRules } from './ground.ts'
import { choicesOf, namesText } from './letter.ts'
import { meansWholeClasses } from './meant.ts'
import { confirmedOf, estimateSeconds, percentOf } from './states.ts'
import type { BroadcastWords } from './words.ts'

/** When it leaves, in words. */
export function timeText({ due }: Pick<Broadcast, 'due'>, now: Date, { words, zone }: BroadcastRules): string {
  return due <= now.getTime() ? words.leavesNow : fill(words.leavesAt, { time: minuteText(due, zone) })
}

/** What a broadcast will be and whom it will reach, in words. */
export function previewText(
  broadcast: Broadcast,
  reckoning: Reckoning,
  { words, zone, isLater }: Pick<BroadcastRules, 'words' | 'zone'> & { isLater: boolean },
): string {
  const { number, text, audienceWords: audience, due } = broadcast
  const { people, privately, byGroup, groups, notBound, cannotPush } = reckoning
  const count = notBound + cannotPush
  const unreachable = count === 0 ? words.unreachableNone : fill(words.unreachableBoth, { count, notBound, cannotPush })
  const time = isLater ? minuteText(due, zone) : words.timeNow
  const duration = durationText(estimateSeconds(reckoning.sends), words)
  return [
    fill(words.preview, {
      number,
      text,
      audience,
      people,
      private: privately,
      byGroup,
      groups,
      unreachable,
      time,
      duration,
    }),
    ...previewNotes(broadcast, reckoning, { words, zone }),
  ].join('\n')
}

/** What else is to be known before a broadcast leaves: each in a sentence. */
export function previewNotes(
  { number, level, due, picture, audience }: Broadcast,
  { notBound, cannotPush, classes }: Reckoning,
  { words, zone }: Pick<BroadcastRules, 'words' | 'zone'>,
): string[] {
  const isQuiet = level !== '紧急' && afterQuiet(new Date(due), words.quiet, zone).getTime() !== due
  const isWide = !meansWholeClasses(audience)
  return [
    ...(picture ? [words.previewPicture] : []),
    ...(isWide ? [words.previewWide] : []),
    ...(isQuiet ? [words.previewQuiet] : []),
    ...(level === '紧急' ? [words.previewUrgent] : []),
    ...(notBound + cannotPush > 0
      ? [fill(words.previewRelay, { number, classes: classes.filter(c => c.unreachable > 0).length })]
      : []),
  ]
}

/** A length of time in the largest fitting unit. */
export function durationText(seconds: number, words: BroadcastWords): string {
  if (seconds < 1) return words.durationNow
  if (seconds < 90) return fill(words.durationSeconds, { count: seconds })
  if (seconds < 90 * 60) return fill(words.durationMinutes, { count: Math.ceil(seconds / 60) })
  if (seconds < 36 * 3600) return fill(words.durationHours, { count: Math.ceil(seconds / 3600) })
  return fill(words.durationDays, { count: Math.ceil(seconds / 86_400) })
}

/** Where a broadcast stands, in a few lines. */
export function progressText({ number, template, state }: Broadcast, tally: Tally, words: BroadcastWords): string {
  const open = tally.people - confirmedOf(tally)
  return fill(words.progress, {
    number,
    template,
    state: words.states[state],
    people: tally.people,
    confirmed: confirmedOf(tally),
    percent: percentOf(tally),
    late: tally.late > 0 ? fill(words.progressLate, { count: tally.late }) : '',
    open,
    trouble: troubleLines(tally, words)
      .map(line => `\n${line}`)
      .join(''),
  })
}

/** What stands in the way of those who have not confirmed, and what some claim: a line for each that there is. */
export function troubleLines(tally: Tally, words: BroadcastWords): string[] {
  const reasons = Object.entries(tally.reasons)
    .map(([reason, count]) => `${words.reasons[reason] ?? words.reasonOther} ${count}`)
    .join('、')
  return (['queued', 'unreachable', 'failed', 'uncertain', 'claimed'] as const).flatMap(kind =>
    tally[kind] > 0 ? [fill(words.troubles[kind], { count: tally[kind], reasons })] : [],
  )
}

/** How many of a class have confirmed, said in its group. */
export function groupProgress(broadcast: Broadcast, tally: Tally, words: BroadcastWords): Saying {
  const text = fill(words.groupProgress, {
    number: broadcast.number,
    confirmed: confirmedOf(tally),
    people: tally.people,
  })
  return saying(text, percentOf(tally) < 100 ? choicesOf(broadcast, words) : [])
}

/** A class with where its people stand, and the names of those who have not confirmed. */
export type ClassNames = ClassTally & { names: readonly string[] }

/** Who of the own class has not confirmed, for its monitor. */
export const forMonitor = ({ number, template }: Broadcast, of: ClassNames, words: BroadcastWords): Saying =>
  saying(fill(words.escalateMonitor, { number, template, ...classValues(of, words) }))

/** Who of these classes has not confirmed, for the staff in whose care they are. */
export function forStaff(
  { number, template, level }: Broadcast,
  classes: readonly ClassNames[],
  words: BroadcastWords,
): Saying {
  const lines = classes.map(of => fill(words.escalateLine, classValues(of, words))).join('\n')
  const below = words.levels[level].escalate?.below ?? 0
  return saying(fill(words.escalateStaff, { number, template, classes: classes.length, below, lines }))
}

const classValues = (of: ClassNames, words: BroadcastWords) => ({
  class: of.name,
  confirmed: confirmedOf(of),
  people: of.people,
  names: namesText(of.names, words),
})

/** Asks somebody to approve an urgent one, which means so many people. */
export function approvalAsked(
  { number, sender, text, audienceWords: audience }: Broadcast,
  people: number,
  words: BroadcastWords,
): Saying {
  return saying(fill(words.approveAsk, { office: sender.office, sender: sender.name, text, audience, people }), [
    { value: `${words.commands.approve} ${number}`, label: fill(words.approveButton, { number }) },
    { value: `${words.commands.refuse} ${number}`, label: fill(words.refuseButton, { number }) },
  ])
}

/** Tells the sender that nobody has approved an urgent one yet, and who was asked. */
export function stillUnapproved({ number }: Broadcast, asked: readonly string[], words: BroadcastWords): Saying {
  const text =
    asked.length > 0
      ? fill(words.unapproved, { number, minutes: words.approveMinutes, names: namesText(asked, words) })
      : fill(words.unapprovedNobody, { number, minutes: words.approveMinutes })
  return saying(text)
}
