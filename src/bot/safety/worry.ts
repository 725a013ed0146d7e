import { isLately } from '../../core/clock.ts'
import type { Worry } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import type { Danger } from '../../safety/alarm.ts'
import type { Context } from '../context.ts'
import { toPerson } from './care.ts'

const minute = 60_000

/**
 * Whether a danger is acted on: help is said and a counselor told. One signal that is not sure, and despair without a word of danger, only call for a
 * question; a second one soon after it is acted on.
 */
export function isActedOn(context: Context, { certainty, grade }: Danger): boolean {
  if (grade === 'distress') return false
  if (certainty !== 'weak') return true
  const worry = worryWithin(context, context.caseWords.crisis.answerMinutes)
  return worry !== null && !worry.isDismissed && worry.grade !== 'distress'
}

/** What was asked lately out of worry, or null; forgotten after `askHours`. */
export function worryLately(context: Context): Worry | null {
  return worryWithin(context, context.caseWords.crisis.askHours * 60)
}

/** What was asked within so many minutes, or null. */
export function worryWithin({ turn }: Context, minutes: number): Worry | null {
  const { worry } = turn.memory
  return worry !== null && isLately(worry.at, turn.now.getTime(), minutes * minute) ? worry : null
}

/** What is asked when it is not sure that somebody is in danger, or somebody is not well: a question and an offer. */
export function questionFor({ caseWords: { crisis } }: Context, { type, about, grade }: Danger): string {
  if (grade === 'immediate') return crisis.ask.now[about]
  if (grade === 'distress') return crisis.care[about]
  return crisis.ask[type === 'mind' ? 'mind' : 'rest'][about]
}

/** What is remembered of a question: nothing of the words. */
export function worryOf({ turn }: Context, { type, about, grade }: Danger): Worry {
  return { type, about, grade, at: turn.now.getTime(), isDismissed: false }
}

/** Says the question with its two answers as buttons. */
export function putQuestion(
  { caseWords: { crisis } }: Context,
  text: string,
  chat: Chat,
): Extract<Effect, { do: 'say' }> {
  const choices = [
    { value: crisis.yesLabel, label: crisis.yesLabel },
    { value: crisis.noLabel, label: crisis.noLabel },
  ]
  const said = toPerson(text, chat)
  return { ...said, saying: { ...said.saying, choices } }
}
