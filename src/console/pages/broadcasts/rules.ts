import { broadcastRulesOf } from '../../../bot/office.ts'
import type { BroadcastRules } from '../../../office/broadcasts/ground.ts'
import type { Visit } from '../../desk.ts'
import type { PageWords } from './words.ts'

/** What the acts on broadcasts go by now. */
export const rulesOf = (visit: Visit): BroadcastRules => broadcastRulesOf(visit.content)

/** What somebody looks at, and the words of the page. */
export interface PageVisit {
  visit: Visit
  say: PageWords
}

/** The address of a broadcast. */
export const addressOfOne = (number: string): string => `/desk/broadcasts/${number}`

/** A broadcast's number as it stands in an address or a form; anything else is none. */
export const numberIn = (text: string): string | null => (/^A\d{2,7}$/.test(text) ? text : null)
