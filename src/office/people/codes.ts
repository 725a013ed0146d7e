import { fill } from '../../content/words.ts'
import type { ClassRef, Identity, RosterPerson } from '../../core/roster.ts'
import { onOneLine } from '../../core/text/harmless.ts'
import { dayOf } from '../../time/shown.ts'
import type { Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import { codeDays, codeFrom, codeHash } from './code.ts'
import {
  isStaying,
  nearestOf,
  type PeopleGround,
  type PeopleOutcome,
  type PeopleRefusal,
  placeOf,
  refusal,
  unitOf,
} from './ground.ts'
import { canonicalNumber, makeClassFinder } from './naming.ts'

/** A fresh one-time code, with whose it is. It is said once, to whoever asked for it, and kept nowhere. */
export interface Issued {
  person: RosterPerson
  code: string
}

/** What handing out codes came to: `says` in pieces that fit into messages. */
export interface CodesIssued {
  says: readonly string[]
  codes: readonly Issued[]
  until: Date
}

/** How many lines of a class's codes go into one message, so that every platform takes it. */
const linesPerMessage = 30

/** One of those whom codes are for: a person, or a class with its people. */
type Meant = { person: RosterPerson } | { unit: ClassRef; people: readonly RosterPerson[] }

/** Fresh one-time codes for people and whole classes in the actor's care, `to` being numbers and names of classes; older codes are void. All or none. */
export async function issueCodes(
  ground: PeopleGround,
  actor: Identity,
  { to }: { to: readonly string[] },
): Promise<PeopleOutcome<CodesIssued>> {
  const { rules, now } = ground
  const { codes: words } = rules.words
  if (!may(actor, 'issue-code')) return refusal(fill(words.refused, { office: rules.office }), 'issue-code-refused')
  if (to.length === 0) return refusal(words.ask)
  const until = new Date(now.getTime() + codeDays * 86_400_000)
  const parts: { says: readonly string[]; codes: readonly Issued[]; detail: string }[] = []
  for (const said of to) {
    const meant = await meantBy(ground, actor, said)
    if (isRefusal(meant)) return meant
    parts.push(issued(ground, meant, until))
  }
  const codes = parts.flatMap(p => p.codes)
  return {
    done: { says: parts.flatMap(p => p.says), codes, until },
    effects: codes.map(({ person: { number }, code }) => ({
      do: 'issue-code',
      number,
      hash: codeHash(number, code, rules.digest),
      until: until.getTime(),
    })),
    audit: { act: 'issue-code', detail: parts.map(p => p.detail).join(' ') },
  }
}

const isRefusal = (meant: Meant | Refused<PeopleRefusal>): meant is Refused<PeopleRefusal> => 'refused' in meant

async function meantBy(
  { read, rules }: PeopleGround,
  actor: Identity,
  said: string,
): Promise<Meant | Refused<PeopleRefusal>> {
  const { codes: words } = rules.words
  const person = await read.roster.person(canonicalNumber(said))
  if (person && may(actor, 'issue-code', unitOf(person))) return { person }
  const classes = await read.roster.classes(actor.scope)
  const [unit, ...more] = makeClassFinder(classes)(said)
  if (unit && more.length > 0) {
    const names = [unit, ...more].map(placeOf).join('、')
    return refusal(fill(words.ambiguous, { said, names }))
  }
  // Somebody else's student and nobody at all are answered alike.
  if (!unit)
    return refusal(
      fill(words.unknown, { said, nearest: nearestOf(rules, said, classes) }),
      'issue-code-refused',
      person?.number,
    )
  const members = await read.roster.members(unit)
  return { unit, people: members.filter(isStaying) }
}

function issued({ draw, rules }: PeopleGround, meant: Meant, until: Date) {
  const { codes: words } = rules.words
  const date = dayOf(until, rules.zone)
  const fresh = (person: RosterPerson): Issued => ({ person, code: codeFrom(draw(), rules.digest) })
  if ('person' in meant) {
    const { number, name } = meant.person
    const one = fresh(meant.person)
    return {
      says: [fill(words.one, { name: onOneLine(name), number, code: one.code, date })],
      codes: [one],
      detail: number,
    }
  }
  const codes = meant.people.map(fresh)
  const [place, count] = [placeOf(meant.unit), codes.length]
  const lines = codes.map(({ person: { number, name }, code }) =>
    fill(words.line, { number, name: onOneLine(name), code }),
  )
  const says = [fill(words.head, { place, count, date })]
  for (let from = 0; from < lines.length; from += linesPerMessage) {
    const some = lines.slice(from, from + linesPerMessage)
    says[from / linesPerMessage] = [...(from === 0 ? says : []), ...some].join('\n')
  }
  return { says, codes, detail: `${place} ${count}` }
}
