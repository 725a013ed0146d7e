import { contributionRulesOf } from '../../bot/office.ts'
import type { Unit } from '../../core/roster.ts'
import { partsInCare } from '../../office/desk/anthology.ts'
import type { Html, Visit } from '../desk.ts'
import { select } from './form.ts'

/** The part of the tree that the address names as `part=college` or `part=college|class`; null for all. */
export function partIn(visit: Visit): Unit | null {
  const [college = '', name = ''] = visit.query('part').split('|')
  if (college === '') return null
  return name === '' ? { of: 'college', college } : { of: 'class', college, name }
}

/** A list of the colleges and classes in the care of whoever looks, to narrow a list down. */
export async function partSelect(visit: Visit, words: { part: string; all: string }): Promise<Html> {
  const came = await visit.act(partsInCare, contributionRulesOf(visit.content), undefined)
  const { colleges, classes } = 'done' in came ? came.done : { colleges: [], classes: [] }
  const options = [
    { value: '', label: words.all },
    ...colleges.map(college => ({ value: college, label: college })),
    ...classes.map(c => ({ value: `${c.college}|${c.name}`, label: `${c.college} ${c.name}` })),
  ]
  return select('part', words.part, { options, value: visit.query('part') })
}
