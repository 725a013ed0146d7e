import { fill } from '../../../content/words.ts'
import type { ClassRef, RosterPerson, Unit } from '../../../core/roster.ts'
import type { Effect } from '../../../core/turn.ts'
import { codeDays, codeFrom, codeHash } from '../../../office/people/code.ts'
import { canonicalNumber, makeClassFinder, nearestNames } from '../../../office/people/naming.ts'
import { may } from '../../../office/rights.ts'
import { dayOf } from '../../../time/shown.ts'
import { type Context, office, type Step } from '../../context.ts'
import { type Asked, audited, tell } from './command.ts'

/** How many lines of a class's codes go into one message, so that every platform takes it. */
const linesPerMessage = 30

/** `发绑定码 20230001`, `发绑定码 一班`: fresh one-time codes for people within the counselor's scope, in private only. */
export async function handOutCodes(context: Context, { rest }: Asked): Promise<Step> {
  const { turn, knowledge, rosterWords, isGroup } = context
  const words = rosterWords.codes
  if (!may(turn.who, 'issue-code'))
    return audited(tell(fill(words.refused, { office: office(knowledge) })), 'issue-code-refused')
  if (isGroup) return tell(words.inGroup)
  if (rest === '') return tell(words.ask)
  const person = await turn.read.roster.person(canonicalNumber(rest))
  if (person && may(turn.who, 'issue-code', unitOf(person))) return codeForOne(context, person)
  const classes = await turn.read.roster.classes(turn.who.scope)
  const found = makeClassFinder(classes)(rest)
  if (found.length > 1) {
    const names = found.map(c => c.college + c.name).join('、')
    return tell(fill(words.ambiguous, { said: rest, names }))
  }
  if (found.length === 1) return codesForClass(context, found[0]!)
  // Somebody else's student and nobody at all are answered alike.
  return audited(tell(notFound(words, rest, classes)), 'issue-code-refused', person ? person.number : '')
}

function notFound(words: Context['rosterWords']['codes'], said: string, classes: readonly ClassRef[]): string {
  const near = nearestNames(
    said,
    classes.map(c => c.name),
  )
  const nearest = near.length > 0 ? fill(words.nearest, { nearest: near.join('、') }) : ''
  return fill(words.unknown, { said, nearest })
}

/** Over which part of the tree one must have the right, to let someone become this person. */
function unitOf({ role, college, className }: RosterPerson): Unit {
  if (role === 'student' || role === 'monitor') return { of: 'class', college, name: className }
  return role === 'school' || college === '' ? { of: 'school' } : { of: 'college', college }
}

function issue({ turn, digest }: Context, number: string): { code: string; effect: Effect } {
  const code = codeFrom(turn.draw(), digest)
  const until = turn.now.getTime() + codeDays * 86_400_000
  return { code, effect: { do: 'issue-code', number, hash: codeHash(number, code, digest), until } }
}

const lastDay = ({ turn, knowledge }: Context) =>
  dayOf(new Date(turn.now.getTime() + codeDays * 86_400_000), knowledge.school.zone)

function codeForOne(context: Context, { number, name }: RosterPerson): Step {
  const { code, effect } = issue(context, number)
  const text = fill(context.rosterWords.codes.one, { name, number, code, date: lastDay(context) })
  const step = audited(tell(text), 'issue-code', number)
  return { ...step, effects: [...step.effects, effect] }
}

async function codesForClass(context: Context, unit: ClassRef): Promise<Step> {
  const words = context.rosterWords.codes
  const members = await context.turn.read.roster.members(unit)
  const people = members.filter(p => p.role === 'student' || p.role === 'monitor')
  const issued = people.map(({ number, name }) => ({ number, name, ...issue(context, number) }))
  const place = unit.college + unit.name
  const head = fill(words.head, { place, count: people.length, date: lastDay(context) })
  const lines = issued.map(({ number, name, code }) => fill(words.line, { number, name, code }))
  const texts: string[] = []
  for (let from = 0; from < lines.length; from += linesPerMessage)
    texts.push([...(from === 0 ? [head] : []), ...lines.slice(from, from + linesPerMessage)].join('\n'))
  const step = audited(tell(head), 'issue-code', `${place} ${people.length}`)
  const [, audit] = step.effects
  return { ...step, effects: [...texts.flatMap(text => tell(text).effects), audit!, ...issued.map(i => i.effect)] }
}
