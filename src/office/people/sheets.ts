import { fill } from '../../content/words.ts'
import type { Identity, RosterPerson } from '../../core/roster.ts'
import type { Ground, Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import { issueCodes } from './codes.ts'
import {
  isStaying,
  nearestOf,
  type PeopleGround,
  type PeopleOutcome,
  type PeopleRefusal,
  placeOf,
  refusal,
} from './ground.ts'
import { issueLink, type LinkIssued, type LinkRules } from './links.ts'
import { makeClassFinder } from './naming.ts'

/** A class by its name, and what each of its students gets, to be printed and handed out one by one. */
export interface Sheet<Given> {
  place: string
  rows: readonly (Given & { person: RosterPerson })[]
  until: Date
}

/** A fresh one-time code for every student of a class; older ones are void. */
export async function codeSheet(
  ground: PeopleGround,
  actor: Identity,
  { of }: { of: string },
): Promise<PeopleOutcome<Sheet<{ code: string }>>> {
  const meant = await studentsOf(ground, actor, { of, act: 'issue-code-refused' })
  if ('refused' in meant) return meant
  const outcome = await issueCodes(ground, actor, { to: [meant.place] })
  if ('refused' in outcome) return outcome
  const { codes: rows, until } = outcome.done
  return { ...outcome, done: { place: meant.place, rows, until } }
}

/** A personal link for every student of a class, good for so many days (as usual where null). Whoever hands them out signs them. */
export async function linkSheet(
  ground: Ground<LinkRules>,
  actor: Identity,
  { of, days }: { of: string; days: number | null },
): Promise<PeopleOutcome<Sheet<Pick<LinkIssued, 'generation'>>>> {
  const meant = await studentsOf(ground, actor, { of, act: 'issue-link-refused' })
  if ('refused' in meant) return meant
  const { place, students } = meant
  const issued = await Promise.all(students.map(p => issueLink(ground, actor, { number: p.number, days })))
  const refused = issued.find(one => 'refused' in one)
  if (refused) return refused
  const links = issued.flatMap(one => ('done' in one ? [one] : []))
  const { until } = links[0]!.done
  return {
    done: { place, until, rows: links.map(({ done }, n) => ({ person: students[n]!, generation: done.generation })) },
    effects: links.flatMap(one => one.effects),
    audit: { act: 'issue-link', detail: `${place} ${links.length} ${until.toISOString()}` },
  }
}

/** The students of a class in the actor's care who have not left; never nobody. */
async function studentsOf(
  { read, rules }: Pick<PeopleGround, 'read' | 'rules'>,
  actor: Identity,
  { of, act }: { of: string; act: string },
): Promise<{ place: string; students: RosterPerson[] } | Refused<PeopleRefusal>> {
  const { codes, people } = rules.words
  const classes = (await read.roster.classes(actor.scope)).filter(c => may(actor, 'issue-code', { of: 'class', ...c }))
  const [unit, ...more] = makeClassFinder(classes)(of)
  if (!unit) return refusal(fill(people.unknownClass, { said: of, nearest: nearestOf(rules, of, classes) }).trim(), act)
  if (more.length > 0)
    return refusal(fill(codes.ambiguous, { said: of, names: [unit, ...more].map(placeOf).join('、') }))
  const students = (await read.roster.members(unit)).filter(isStaying)
  const place = placeOf(unit)
  return students.length > 0 ? { place, students } : refusal(fill(people.noStudents, { place }))
}
