import { fill } from '../../content/words.ts'
import { type Identity, isSample, type RosterPerson } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import type { Digest } from './code.ts'
import { type PeopleGround, type PeopleOutcome, refusal, unitOf } from './ground.ts'
import { type ImportPlan, planList } from './list/import.ts'
import type { FileFacts, ReadList } from './list/listing.ts'

/** What was read of a school's list, what holds for all of it, and whether it is only tried. */
export interface Listing extends Pick<FileFacts, 'college'> {
  list: ReadList
  /** Writes what is good; else nothing is changed. */
  applies: boolean
  /** Takes those off the roster whom the list leaves out. */
  removes: boolean
  /** What whoever applies it has looked at, see `Enrolled.mark`: a roster that changed since is looked at once more. Left out where nobody looked before. */
  seen?: string
}

/** What a list changes, with a mark of exactly that. */
export interface Enrolled extends ImportPlan {
  mark: string
}

/**
 * Brings the roster up to date by a school's list, or tells what that would change. Whoever is not of the whole school may only change people in
 * their own care, and gives nobody more than they look after themselves.
 */
export async function enrol(
  { read, rules }: PeopleGround,
  actor: Identity,
  { list, applies, removes, seen, ...facts }: Listing,
): Promise<PeopleOutcome<Enrolled>> {
  const { import: words } = rules.words
  const existing = await read.roster.everyone()
  const found = planList(list, existing, { words: rules.words, ...facts })
  // Whoever only comes along with the list and is in the care of others stays as they are.
  const changed = found.changed.filter(c => c.isListed || (mayChange(actor, c.before) && mayLookAfter(actor, c.after)))
  const plan = { ...found, changed }
  const missing = plan.missing.filter(p => mayChange(actor, p))
  const leaving = removes ? missing : []
  const count = foreignIn(actor, plan, leaving)
  if (count > 0) return refusal(fill(words.outside, { count }), 'roster-import-refused', String(count))
  const mark = markOfPlan(plan, leaving, rules.digest)
  const done = { ...plan, missing, mark }
  if (!applies) return shown(done)
  if (seen !== undefined && seen !== mark) return refusal(words.changedSince)
  const { fresh, unchanged, faults } = plan
  // Those who did not change too: that the school still names them keeps them on the roster.
  const people = [...fresh, ...changed.map(c => c.after), ...unchanged]
  // Made-up people have no place beside real ones.
  const samples = people.length > 0 ? existing.filter(p => isSample(p.number)) : []
  const gone = [...samples, ...leaving].map(p => p.number)
  const bad = faults.filter(f => f.isBad).reduce((sum, { rows }) => sum + rows.length, 0)
  const detail = `new ${fresh.length} changed ${changed.length} unchanged ${unchanged.length} removed ${gone.length} bad ${bad}`
  return { done, effects: [{ do: 'import-roster', people, gone }], audit: { act: 'roster-import', detail } }
}

/** How many people of a list are in the care of others, or would look after what is. */
function foreignIn(
  actor: Identity,
  { fresh, changed, unchanged }: ImportPlan,
  leaving: readonly RosterPerson[],
): number {
  const people = [...fresh, ...changed.flatMap(c => [c.before, c.after]), ...unchanged, ...leaving]
  const raised = [...fresh, ...changed.filter(c => c.fields.includes('scope')).map(c => c.after)].filter(
    p => !mayLookAfter(actor, p),
  )
  const foreign = people.filter(p => !mayChange(actor, p))
  return new Set([...foreign, ...raised].map(p => p.number)).size
}

/** Whether somebody would look after nothing that whoever acts does not. */
const mayLookAfter = (actor: Identity, { scope }: RosterPerson) =>
  scope.every(unit => may(actor, 'import-roster', unit))

const mayChange = (actor: Identity, person: RosterPerson) => may(actor, 'import-roster', unitOf(person))

const markOfPlan = ({ fresh, changed }: ImportPlan, leaving: readonly RosterPerson[], digest: Digest): string =>
  digest(JSON.stringify([fresh, changed, leaving.map(p => p.number)]))
