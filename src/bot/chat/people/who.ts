import { fill } from '../../../content/words.ts'
import { bindingConsent } from '../../../core/roster.ts'
import { unitsText } from '../../../office/people/describe.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { tellOwn } from './command.ts'

/** `我是谁`: what the roster and the bindings hold about the writer, in private. */
export async function whoAmI({ turn, knowledge, rosterWords, isGroup }: Context): Promise<Decided> {
  const words = rosterWords.bind
  if (isGroup) return tellOwn(words.inGroup)
  const { person: read, bindings, consent } = turn.read.roster
  const handle = turn.update.person.id
  const person = turn.who.number === null ? null : await read(turn.who.number)
  if (!person) return tellOwn(turn.update.person.isFleeting ? `${words.notBound}\n${words.again}` : words.notBound)
  const bound = (await bindings(person.number)).map(b =>
    fill(b.handle === handle ? words.bindingHere : words.binding, { channel: b.channel }),
  )
  const given = await consent(handle, bindingConsent)
  const date = given ? dayOf(new Date(given.at), knowledge.school.zone) : ''
  const more = [
    ...(person.dorm === '' ? [] : [fill(words.dorm, { dorm: person.dorm })]),
    ...(person.loan === '' ? [] : [fill(words.loan, { loan: person.loan })]),
    ...(person.counselor === '' ? [] : [fill(words.counselor, { counselor: person.counselor })]),
    ...(person.tags.length === 0 ? [] : [fill(words.tags, { tags: person.tags.join('、') })]),
    ...(person.left === '' ? [] : [fill(words.left, { left: rosterWords.left[person.left] })]),
    ...(person.scope.length === 0
      ? []
      : [fill(words.inCharge, { scope: unitsText(person.scope, rosterWords.audience) })]),
  ]
  return tellOwn(
    fill(words.whoIs, {
      name: person.name,
      role: rosterWords.roles[person.role],
      number: person.number,
      place: person.college + person.className || rosterWords.audience.said.school,
      bindings: bound.join('、'),
      consent: given?.isGiven ? fill(words.consented, { version: given.version, date }) : words.notConsented,
      more: more.length > 0 ? more.join('、') : words.nothingMore,
    }),
  )
}
