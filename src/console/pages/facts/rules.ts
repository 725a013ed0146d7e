import { editingRulesOf } from '../../../bot/editing.ts'
import { type ForWhom, parseSampleDate, type SchoolField } from '../../../knowledge/school.ts'
import type { EditingRules } from '../../../office/content/ground.ts'
import type { FieldLine, Origin } from '../../../office/content/listing.ts'
import { dayOf, minuteText } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { partSaid, partText } from '../../parts/part.ts'
import { badge } from '../../parts/pieces.ts'
import type { FactsWords } from './words.ts'

/** What the acts on facts go by now. */
export const settingRules = (visit: Visit): EditingRules => editingRulesOf(visit.content)

/** What somebody looks at, and the words of the page. */
export interface FactsVisit {
  visit: Visit
  say: FactsWords
}

/** The address of a field, or of one of its values. */
export const addressOfField = (key: string, part: ForWhom | null = null): string =>
  `/desk/facts/${encodeURIComponent(key)}${part === null ? '' : `?for=${encodeURIComponent(partText(part))}`}`

/** Whom a value is for. */
export const whomOf = ({ visit, say }: FactsVisit, part: ForWhom | null): string =>
  part === null ? say.whole : partSaid(visit, part)

/** A value as people read it: days with their month; what is none as such. */
export function valueSaid({ visit, say }: FactsVisit, type: SchoolField['type'], value: string | null): string {
  if (value === null) return say.unset
  const at = type === 'date' ? parseSampleDate(value, visit.now, visit.zone) : null
  if (!at) return value
  return /\d:\d{2}/.test(value) ? minuteText(at, visit.zone) : dayOf(at, visit.zone).split(' ')[0]!
}

/** Where a value comes from; of none that there is none. */
export const originBadge = ({ marks }: FactsWords, origin: Origin, value: string | null): Html =>
  value === null
    ? ''
    : badge(marks[origin], ({ none: 'bad', sample: 'warn', file: 'plain', own: 'good' } as const)[origin])

/** Whether something about a field wants to be looked at first. */
export const isDoubtful = ({ warnings, faults }: FieldLine): boolean => warnings.length + faults.length > 0
