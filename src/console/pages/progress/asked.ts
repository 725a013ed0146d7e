import { progressRulesOf } from '../../../bot/office.ts'
import type { Unit } from '../../../core/roster.ts'
import type { Visit } from '../../desk.ts'
import { partQuery, unitAsked } from '../../parts/part.ts'
import type { ProgressSay } from './words.ts'

/** A visit of the page with its words. */
export interface ProgressVisit {
  visit: Visit
  say: ProgressSay
}

/** What the acts on how far people are go by. */
export const rulesForProgress = ({ content }: Visit) => progressRulesOf(content)

/** A college or a class, as it stands in an address: empty where none is named. */
export interface AskedPlace {
  college: string
  className: string
}

/** The place that an address asks for. */
export function placeAsked(visit: Visit): AskedPlace {
  const unit = unitAsked(visit)
  if (unit === null || unit.of === 'school') return { college: '', className: '' }
  return { college: unit.college, className: unit.of === 'class' ? unit.name : '' }
}

/** A place as a part of the school; null for all in one's care. A class without its college is no class. */
export function unitAt({ college, className }: AskedPlace): Unit | null {
  if (className !== '') return { of: 'class', college, name: className }
  return college === '' ? null : { of: 'college', college }
}

/** The fields that name a place. */
export const placeFields = (place: AskedPlace): Record<string, string> => partQuery(unitAt(place))

/** The address of the names of an item, those who are left or who are done, of a place. */
export function addressOfNames(item: string, place: AskedPlace, { isDone = false, file = '' } = {}): string {
  const query = new URLSearchParams({ ...placeFields(place), ...(isDone && { done: '1' }) })
  const path = `/desk/progress/${encodeURIComponent(item)}${file === '' ? '' : `/${file}`}`
  return query.size === 0 ? path : `${path}?${query}`
}
