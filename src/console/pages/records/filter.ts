import type { RecordFilter } from '../../../office/desk/records.ts'
import type { Visit } from '../../desk.ts'
import { unitAsked } from '../../parts/part.ts'

/** What narrows the list down, as the address says it. */
export function filterIn(visit: Visit): RecordFilter {
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(visit.query(name)) ? visit.query(name) : '')
  return {
    flow: visit.query('flow'),
    unit: unitAsked(visit),
    writer: visit.query('writer'),
    since: day('since'),
    until: day('until'),
    isOpen: visit.query('of') === 'due',
  }
}
