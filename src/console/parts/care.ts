import { contributionRulesOf } from '../../bot/office.ts'
import { partsInCare } from '../../office/desk/anthology.ts'
import { unitKey } from '../../office/people/where.ts'
import type { Html, Visit } from '../desk.ts'
import { select } from './form.ts'
import { partQuery, unitAsked } from './part.ts'

/** A list of the colleges and classes in the care of whoever looks, to narrow a list down. */
export async function partSelect(visit: Visit, words: { part: string; all: string }): Promise<Html> {
  const came = await visit.act(partsInCare, contributionRulesOf(visit.content), undefined)
  const { colleges, classes } = 'done' in came ? came.done : { colleges: [], classes: [] }
  const options = [
    { value: '', label: words.all },
    ...colleges.map(college => ({ value: unitKey({ of: 'college', college }), label: college })),
    ...classes.map(c => ({ value: unitKey({ of: 'class', ...c }), label: `${c.college} ${c.name}` })),
  ]
  return select('part', words.part, { options, value: partQuery(unitAsked(visit)).part ?? '' })
}
