import { fill } from '../../content/words.ts'
import type {
  Binding,
  ClassRef,
  Identity,
  PeopleFilter,
  RosterCounts,
  RosterEntry,
  RosterPerson,
  Unit,
} from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { nearestOf, type PeopleGround, type PeopleOutcome, placeOf, refusal, unitOf } from './ground.ts'
import { tagCalled } from './marks.ts'
import { makeClassFinder } from './naming.ts'

/** Whom somebody wants to see: `of` is a class or a college by its name. Pages count from 1; without one all are shown. */
export interface Sought extends Omit<PeopleFilter, 'scope' | 'unit' | 'skip' | 'take'> {
  of?: string
  page?: number
}

/** One page of people, how many fit in all on how many pages, and how the part of the school stands that was asked for. */
export interface PeopleShown {
  entries: readonly RosterEntry[]
  found: number
  page: number
  pages: number
  counts: RosterCounts
  /** The classes of the actor's part. */
  classes: readonly ClassRef[]
}

/** How many people stand on one page. */
export const peoplePerPage = 50

/** The people of the actor's part of the school who fit, or of a class or college in it by its name. */
export async function listPeople(
  ground: PeopleGround,
  actor: Identity,
  { of = '', tag, page, ...narrow }: Sought,
): Promise<PeopleOutcome<PeopleShown>> {
  const { read, rules } = ground
  if (!may(actor, 'see-people')) return refusal(rules.words.people.refused, 'see-people-refused')
  const classes = await read.roster.classes(actor.scope)
  const unit = unitCalled(rules, classes, of)
  if (typeof unit === 'string') return refusal(unit)
  const marked = tag === undefined ? null : tagCalled(tag, rules.words)
  if (tag !== undefined && !marked) return refusal(unknownTagText(tag, rules.words))
  const asked = {
    ...{ scope: actor.scope, ...narrow, ...(unit && { unit }), ...(marked && { tag: marked }) },
    ...(page === undefined ? { skip: 0, take: 1_000_000 } : { skip: (page - 1) * peoplePerPage, take: peoplePerPage }),
  }
  const { entries, found, counts } = await read.roster.directory(asked)
  const pages = page === undefined ? 1 : Math.max(1, Math.ceil(found / peoplePerPage))
  const detail = [...(unit ? [unit.of === 'class' ? placeOf(unit) : of] : []), found].join(' ')
  return shown({ entries, found, page: page ?? 1, pages, counts, classes }, { act: 'see-people', detail })
}

/** The classes of the actor's part of the school. */
export async function classesInCare(
  { read, rules }: PeopleGround,
  actor: Identity,
): Promise<PeopleOutcome<readonly ClassRef[]>> {
  if (!may(actor, 'see-people')) return refusal(rules.words.people.refused, 'see-people-refused')
  return shown(await read.roster.classes(actor.scope))
}

/** What the roster has of somebody in the actor's care: their accounts, where they are reached, and until when a code waits for them. */
export async function showPerson(
  { read, rules }: PeopleGround,
  actor: Identity,
  { number }: { number: string },
): Promise<
  PeopleOutcome<{
    person: RosterPerson
    bindings: Binding[]
    reached: readonly string[]
    hasAgreed: boolean
    code: { until: number; attempts: number } | null
  }>
> {
  const person = await read.roster.person(number)
  // Somebody else's student and nobody at all are answered alike.
  if (!person || !may(actor, 'see-people', unitOf(person)))
    return refusal(fill(rules.words.codes.unknown, { said: number, nearest: '' }).trim())
  const [{ reached = [], hasAgreed = false } = {}] = await read.roster.entries([number])
  const [bindings, code] = [await read.roster.bindings(number), await read.roster.bindCode(number)]
  const waiting = code && { until: code.until, attempts: code.attempts }
  return shown({ person, bindings, reached, hasAgreed, code: waiting }, { act: 'see-person', detail: number })
}

/** The class or college of a name within the actor's scope; null where nothing is said, a sentence where it is none or several. */
function unitCalled(rules: PeopleGround['rules'], classes: readonly ClassRef[], of: string): Unit | null | string {
  if (of === '') return null
  const [only, ...more] = makeClassFinder(classes)(of)
  const { unknown, ambiguous } = rules.words.codes
  if (only && more.length > 0) return fill(ambiguous, { said: of, names: [only, ...more].map(placeOf).join('、') })
  if (only) return { of: 'class', ...only }
  const college = classes.find(c => c.college === of)?.college
  return college ? { of: 'college', college } : fill(unknown, { said: of, nearest: nearestOf(rules, of, classes) })
}

const unknownTagText = (said: string, { audience, people }: PeopleGround['rules']['words']) =>
  fill(people.unknownTag, { said, tags: audience.tags.map(t => t.name).join('、') })
