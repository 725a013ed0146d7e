import { z } from 'zod'
import type { Unit } from '../../core/roster.ts'
import { circles, type ForWhom } from '../../knowledge/school.ts'
import { whomSaid } from '../../office/people/published.ts'
import { unitKey } from '../../office/people/where.ts'
import type { Visit } from '../desk.ts'
import { carriedIn } from '../form.ts'
import { withQuery } from './pager.ts'

/** A part of the tree as a form carries it. */
export const unitSchema: z.ZodType<Unit> = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('school') }),
  z.strictObject({ of: z.literal('college'), college: z.string() }),
  z.strictObject({ of: z.literal('class'), college: z.string(), name: z.string() }),
])

/** A part of the tree by its key (`unitKey`): a college, or a class behind it; null for all. No college is called with a stroke, a class may be. */
export function unitIn(key: string): Unit | null {
  const [college = '', ...name] = key.slice(0, 200).split('/')
  if (name.length > 0) return { of: 'class', college, name: name.join('/') }
  return college === '' ? null : { of: 'college', college }
}

/**
 * The part of the tree that an address asks for; null for all. It stands there as `part=` and its key; what people have sent and kept from before is read
 * too: `college=` with `class=`, `unit=`, a bar in the place of the stroke, and a class by its key.
 */
export function unitAsked({ query, queries }: Pick<Visit, 'query' | 'queries'>): Unit | null {
  const key = query('part') || query('unit')
  if (key !== '') return unitIn(key.includes('/') ? key : key.replace('|', '/'))
  const [college, name] = [query('college').slice(0, 200), query('class').slice(0, 200)]
  if (college === '' && name.includes('/')) return unitIn(name)
  if (name !== '' || (college !== '' && queries('class').length > 0)) return { of: 'class', college, name }
  return college === '' ? null : { of: 'college', college }
}

/** The same as a part of an address, and of a form that leads to one: nothing for all. */
export const partQuery = (unit: Unit | null): Record<string, string> =>
  unit === null || unit.of === 'school' ? {} : { part: unitKey(unit) }

/** The address of a page as it was asked for (`at`, where it is another), with another part of the tree, from its first page on. */
export const addressWithPart = (visit: Visit, unit: Unit | null, at?: string): string =>
  withQuery(visit, { ...{ part: null, unit: null, college: null, class: null, page: null }, ...partQuery(unit) }, at)

const forWhomSchema = z.strictObject(
  Object.fromEntries(circles.map(circle => [circle, z.string().min(1).max(60).optional()])),
)

/** For whom a value of the school is (more than a part of the tree: campuses, buildings, a counselor's), as a form has it; null for everybody, undefined where it is nobody at all. */
export function valuePartIn(text: string): ForWhom | null | undefined {
  if (text === '') return null
  const whom = carriedIn(text, forWhomSchema)
  return whom && Object.keys(whom).length > 0 ? (whom as ForWhom) : undefined
}

/** The same as an address asks for it: `for=`, and `part=` in addresses from before. */
export const valuePartAsked = ({ query }: Pick<Visit, 'query'>): ForWhom | null | undefined =>
  valuePartIn(query('for') || query('part'))

/** The same the other way round. */
export const partText = (whom: ForWhom | null): string => (whom === null ? '' : JSON.stringify(whom))

/** Whom a value is for, in words. */
export const partSaid = ({ content }: Pick<Visit, 'content'>, part: ForWhom): string =>
  whomSaid(part, content.knowledge.phrases.circles)
