import { fill } from '../../content/words.ts'
import {
  type Home,
  type Identity,
  identityOf,
  isSample,
  type LinkRecord,
  type RosterPerson,
} from '../../core/roster.ts'
import { dayMs } from '../../time/days.ts'
import { type Ground, type Refused, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import {
  type PeopleGround,
  type PeopleOutcome,
  type PeopleRefusal,
  type PeopleRules,
  refusal,
  unitOf,
} from './ground.ts'
import { nearestNames } from './naming.ts'

/** What the acts on personal links go by: the rules of people, and where whoever holds a number's link is written to. */
export interface LinkRules extends PeopleRules {
  homeOf(number: string): Home
}

/** A student's link lasts until they have left. Whoever has a link of staff can do what they can, so it is good for a day. */
export const studentLinkDays = 30
export const staffLinkDays = 1

/** A link that may be signed now: who it is for, whose generation it carries, and how long it is good. */
export interface LinkIssued {
  person: RosterPerson | null
  generation: number
  until: Date
  days: number
  /** Whether it opens what staff may do. */
  isStaff: boolean
}

/** Hands out a personal link for a number in the actor's care, good for so many days (as usual for whom it is where null). */
export async function issueLink(
  { read, rules, now }: Ground<LinkRules>,
  actor: Identity,
  { number, days }: { number: string; days: number | null },
): Promise<PeopleOutcome<LinkIssued>> {
  const person = await read.roster.person(number)
  const not = mayNot({ rules }, actor, { number, person, act: 'issue-link-refused' })
  if (not) return not
  const unknown = person ? null : await unknownNumber({ read, rules }, number)
  if (unknown) return unknown
  const isStaff = person !== null && person.role !== 'student' && person.role !== 'monitor'
  const lasting = days ?? (isStaff ? staffLinkDays : studentLinkDays)
  const until = new Date(now.getTime() + lasting * dayMs)
  const generation = await read.roster.linkGeneration(number)
  return {
    done: { person, generation, until, days: lasting, isStaff },
    effects: [{ do: 'issue-link', number, generation, until: until.getTime(), home: rules.homeOf(number) }],
    audit: { act: 'issue-link', detail: `${number} ${until.toISOString()}` },
  }
}

/** Where there is a roster, whoever is not on it has mistyped the number or was not imported; null where there is none. */
async function unknownNumber(
  { read, rules }: Pick<PeopleGround, 'read' | 'rules'>,
  number: string,
): Promise<Refused<PeopleRefusal> | null> {
  const people = (await read.roster.everyone()).filter(p => !isSample(p.number))
  if (people.length === 0) return null
  const nearest = nearestNames(
    number,
    people.map(p => p.number),
  )
  const { codes, people: words } = rules.words
  const near = nearest.length > 0 ? fill(codes.nearest, { nearest: nearest.join('、') }) : ''
  return refusal(fill(words.unknownNumber, { said: number, nearest: near }).trim(), 'issue-link-refused')
}

/** Takes all links of a number in the actor's care back, known or not; `count` of the recorded ones were good still. */
export async function revokeLinks(
  { read, rules }: PeopleGround,
  actor: Identity,
  { number }: { number: string },
): Promise<PeopleOutcome<{ count: number }>> {
  const person = await read.roster.person(number)
  const not = mayNot({ rules }, actor, { number, person, act: 'revoke-link-refused' })
  if (not) return not
  const { length: count } = await read.roster.links(number)
  return { done: { count }, effects: [{ do: 'revoke-link', number }], audit: { act: 'revoke-link', detail: number } }
}

/** The links of the actor's part of the school that open something now, of one number or of all. */
export async function listLinks(
  { read }: PeopleGround,
  actor: Identity,
  { number }: { number?: string | undefined },
): Promise<PeopleOutcome<readonly LinkRecord[]>> {
  const links = await read.roster.links(number)
  const theirs = await Promise.all(links.map(async l => mayHandle(actor, await read.roster.person(l.number))))
  return shown(links.filter((_, n) => theirs[n]))
}

/** Somebody comes in by a personal link. Of staff it is noted: whoever holds their link can do what they can. */
export async function enterByLink(
  { read }: Pick<Ground<unknown>, 'read'>,
  { number }: { number: string },
): Promise<PeopleOutcome<null>> {
  const person = await read.roster.person(number)
  const isStaff = person !== null && may(identityOf(person), 'use-staff-flows')
  return shown(null, isStaff ? { act: 'enter-by-link', detail: '' } : null)
}

/** Whoever lets somebody in by a link lets them become this person; numbers that are not on the roster are the whole school's matter. */
const mayHandle = (actor: Identity, person: RosterPerson | null) =>
  may(actor, 'issue-code', person ? unitOf(person) : { of: 'school' })

/** Somebody else's student and nobody at all are answered alike. */
const mayNot = (
  { rules }: Pick<PeopleGround, 'rules'>,
  actor: Identity,
  { number, person, act }: { number: string; person: RosterPerson | null; act: string },
): Refused<PeopleRefusal> | null =>
  mayHandle(actor, person)
    ? null
    : refusal(fill(rules.words.codes.unknown, { said: number, nearest: '' }).trim(), act, number)
