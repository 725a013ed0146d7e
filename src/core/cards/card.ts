import type { Awaitable } from '../awaitable.ts'
import type { Unit } from '../roster.ts'

/** A card of the week that somebody was sent: which real case, when (epoch milliseconds), and whether its question was answered right; null while it was not answered. */
export interface CardSent {
  story: string
  at: number
  isRight: boolean | null
}

/** How the question of a real case was answered, by how many people of some classes. */
export interface CardAnswers {
  story: string
  answers: number
  wrong: number
}

/** What can be asked of the cards of the week. */
export interface CardReads {
  /** The card that somebody was sent last; `owner` as `ownerOf` has it. */
  last(owner: string): Awaitable<CardSent | null>
  /** Whether somebody is, or was since then (epoch milliseconds), in danger as far as is noted. */
  inDanger(owner: string, since: number): Awaitable<boolean>
  /** How the students of these parts of the tree answered, by real case. */
  answers(scope: readonly Unit[]): Promise<CardAnswers[]>
}

/** What a turn changes in the cards: whether the question of the one that was sent was answered right; the first answer counts. */
export type CardEffect = { do: 'answer-card'; story: string; isRight: boolean }

/** The conversation for whoever has met a swindler, or may have. */
export const lossFlow = 'scam'

/** For so long after a loss or a danger nobody is told stories of fraud, or quizzed. */
export const quietAfterTroubleMs = 14 * 86_400_000
/** For so long the question of a card waits for its answer. */
export const cardOpenMs = 7 * 86_400_000

/** The mark of whoever wants no cards, as a conversation would leave it; `no` wants them again. */
export const cardsOff = 'cards_off'
/** For so many days the mark is kept. */
export const cardsOffDays = 400
