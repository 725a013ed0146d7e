import { fill } from '../../content/words.ts'
import { type Identity, isSample, type RosterPerson } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type PeopleGround, type PeopleOutcome, refusal, unitOf } from './ground.ts'
import { type ImportPlan, planImport } from './list/import.ts'
import type { FileFacts } from './list/listing.ts'

/** A school's list, what holds for all of it, and whether it is only tried. */
export interface Listing extends FileFacts {
  bytes: Uint8Array
  /** Writes what is good; else nothing is changed. */
  applies: boolean
  /** Takes those off the roster whom the list leaves out. */
  removes: boolean
}

/**
 * Brings the roster up to date by a school's list, or tells what that would change. Whoever is not of the whole school may only change people in
 * their own care.
 */
export async function enrol(
  { read, rules }: PeopleGround,
  actor: Identity,
  { bytes, applies, removes, ...facts }: Listing,
): Promise<PeopleOutcome<ImportPlan>> {
  const existing = await read.roster.everyone()
  const plan = planImport(bytes, existing, { words: rules.words, ...facts })
  const { fresh, changed, unchanged, faults } = plan
  const missing = plan.missing.filter(p => mayChange(actor, p))
  // Those who did not change too: that the school still names them keeps them on the roster.
  const people = [...fresh, ...changed.map(c => c.after), ...unchanged]
  const leaving = removes ? missing : []
  const foreign = [...people, ...changed.map(c => c.before), ...leaving].filter(p => !mayChange(actor, p))
  if (foreign.length > 0) {
    const count = new Set(foreign.map(p => p.number)).size
    return refusal(fill(rules.words.import.outside, { count }), 'roster-import-refused', String(count))
  }
  const done = { ...plan, missing }
  if (!applies) return shown(done)
  // Made-up people have no place beside real ones.
  const samples = people.length > 0 ? existing.filter(p => isSample(p.number)) : []
  const gone = [...samples, ...leaving].map(p => p.number)
  const bad = faults.filter(f => f.isBad).reduce((sum, { rows }) => sum + rows.length, 0)
  const detail = `new ${fresh.length} changed ${changed.length} unchanged ${unchanged.length} removed ${gone.length} bad ${bad}`
  return { done, effects: [{ do: 'import-roster', people, gone }], audit: { act: 'roster-import', detail } }
}

const mayChange = (actor: Identity, person: RosterPerson) => may(actor, 'import-roster', unitOf(person))
