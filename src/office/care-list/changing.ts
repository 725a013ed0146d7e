import { fill } from '../../content/words.ts'
import { studentRoles } from '../../core/role.ts'
import type { Identity, RosterPerson } from '../../core/roster.ts'
import type { CareEntry, CareListEffect } from '../../core/work/care.ts'
import { instantAt } from '../../time/recurrence.ts'
import { dayOf, isoDay } from '../../time/shown.ts'
import type { Refused } from '../outcome.ts'
import { canonicalNumber } from '../people/naming.ts'
import {
  type CareListGround,
  type CareListOutcome,
  type CareListRefusal,
  cannotCare,
  changedCare,
  mayLookAfter,
  notEntitled,
  onEntry,
} from './ground.ts'

/** What staff enter when they put somebody on the list; `next` is a day (`2027-06-07`), empty for none. */
interface Opening {
  student: string
  reasons: readonly string[]
  next: string
}

type Changed = CareListOutcome<{ says: string; id: string }>

/** Puts a student in one's care on the list. */
export async function openCare(ground: CareListGround, actor: Identity, input: Opening): Promise<Changed> {
  const { read, rules, draw } = ground
  const { says } = rules.words
  if (!mayLookAfter(actor)) return notEntitled(ground, 'open')
  const student = await studentMeant(ground, actor, input.student.trim())
  if ('refused' in student) return student
  const reasons = reasonsIn(ground, input.reasons)
  if (reasons.length === 0) return cannotCare(says.reason)
  if (await read.careList.openOf(student.number)) return cannotCare(fill(says.already, { name: student.name }))
  const next = nextIn(ground, actor, input.next)
  if (next !== null && 'refused' in next) return next
  const [id, by] = [draw(), actor.number!]
  const effects: CareListEffect[] = [{ do: 'open-care', id, student: student.number, reasons, by }]
  if (next) effects.push({ do: 'set-care-next', id, next })
  const done = { says: fill(says.opened, { name: student.name }), id }
  return changedCare(done, effects, { act: 'open-care-list', detail: id })
}

const reasonsIn = ({ rules }: CareListGround, said: readonly string[]) =>
  rules.words.reasons.filter(r => said.includes(r.id)).map(r => r.id)

/** The student who is called so, by number or whole name, in the care of whoever acts. */
async function studentMeant(
  { read, rules }: CareListGround,
  actor: Identity,
  said: string,
): Promise<RosterPerson | Refused<CareListRefusal>> {
  const { says } = rules.words
  const { entries } = await read.roster.directory({ scope: actor.scope, said, skip: 0, take: 50 })
  const isNumbered = ({ number }: RosterPerson) => canonicalNumber(number) === canonicalNumber(said)
  const called = entries.map(e => e.person).filter(p => isNumbered(p) || p.name === said)
  const found = called.filter(p => mayLookAfter(actor, { of: 'class', college: p.college, name: p.className }))
  const [one, ...more] = found.length > 1 ? found.filter(isNumbered) : found
  if (said === '' || found.length === 0) return cannotCare(fill(says.whom, { said }))
  if (!one || more.length > 0) return cannotCare(fill(says.which, { said }))
  return (studentRoles as readonly string[]).includes(one.role) ? one : cannotCare(fill(says.onlyStudents, { said }))
}

/** The day on which whoever acts is reminded; null for none. */
function nextIn(
  { rules, now }: CareListGround,
  actor: Identity,
  day: string,
): CareEntry['next'] | Refused<CareListRefusal> {
  const { words, zone } = rules
  if (day === '') return null
  const time = dayIn(day)
  if (time === null) return cannotCare(words.says.day)
  if (day < isoDay(now, zone)) return cannotCare(words.says.early)
  return { at: instantAt(time, words.remindAt, zone).getTime(), by: actor.number! }
}

const dayIn = (day: string): number | null => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  return Number.isNaN(time) ? null : time
}

/** Where an entry stood in what a press may change, so that it can be put back. */
export interface CareStanding {
  reasons: readonly string[]
  next: CareEntry['next']
  /** The talk that was added; nothing else of it is taken back. */
  talk: string | null
}

/** A change of an entry, and where it stood before. */
type Moved = CareListOutcome<{ says: string; was: CareStanding }>

/** Notes a talk of a day, and when the next is. */
export function noteCareTalk(
  ground: CareListGround,
  actor: Identity,
  { id, day, note, next: said }: { id: string; day: string; note: string; next: string },
): Promise<Moved> {
  const { rules, now, draw } = ground
  const { says, longest } = rules.words
  return onOpen(ground, actor, id, found => {
    if (dayIn(day) === null) return cannotCare(says.day)
    if (day > isoDay(now, rules.zone)) return cannotCare(says.late)
    if (note === '') return cannotCare(says.empty)
    if (note.length > longest.note) return cannotCare(fill(says.long, { limit: longest.note }))
    const next = nextIn(ground, actor, said)
    if (next !== null && 'refused' in next) return next
    const talk = draw()
    return changedCare(
      { says: [says.talked, ...(next ? [nextSays(ground, next)] : [])].join(''), was: { ...standing(found), talk } },
      [
        { do: 'add-care-talk', id, talk: { id: talk, day, note, by: actor.number! } },
        { do: 'set-care-next', id, next },
      ],
      { act: 'note-care-list', detail: id },
    )
  })
}

const standing = ({ reasons, next }: CareEntry): CareStanding => ({ reasons, next, talk: null })

const nextSays = ({ rules: { words, zone } }: CareListGround, next: NonNullable<CareEntry['next']>) =>
  fill(words.says.nextSet, { date: dayOf(new Date(next.at), zone) })

/** Sets another reason or next day. */
export function setCare(
  ground: CareListGround,
  actor: Identity,
  input: { id: string; reasons: readonly string[]; next: string },
): Promise<Moved> {
  const { says } = ground.rules.words
  return onOpen(ground, actor, input.id, found => {
    const reasons = reasonsIn(ground, input.reasons)
    if (reasons.length === 0) return cannotCare(says.reason)
    const next = nextIn(ground, actor, input.next)
    if (next !== null && 'refused' in next) return next
    return changedCare(
      { says: next ? nextSays(ground, next) : says.nextUnset, was: standing(found) },
      [
        { do: 'set-care-reasons', id: found.id, reasons },
        { do: 'set-care-next', id: found.id, next },
      ],
      { act: 'set-care-list', detail: found.id },
    )
  })
}

/** Puts back what a press changed. */
export function putCareBack(
  ground: CareListGround,
  actor: Identity,
  { id, was: { reasons, next, talk } }: { id: string; was: CareStanding },
): Promise<CareListOutcome> {
  return onOpen(ground, actor, id, () =>
    changedCare(
      { says: ground.rules.words.says.back },
      [
        { do: 'set-care-reasons', id, reasons: reasonsIn(ground, reasons) },
        { do: 'set-care-next', id, next },
        ...(talk === null ? [] : [{ do: 'drop-care-talk' as const, id, talk }]),
      ],
      { act: 'set-care-list', detail: id },
    ),
  )
}

/** Takes a student off the list, with what it came to. */
export function closeCare(
  ground: CareListGround,
  actor: Identity,
  { id, result }: { id: string; result: string },
): Promise<Changed> {
  const { says, longest } = ground.rules.words
  return onOpen(ground, actor, id, ({ name }) => {
    if (result.length > longest.result) return cannotCare(fill(says.long, { limit: longest.result }))
    const audit = { act: 'close-care-list', detail: id }
    return changedCare({ says: fill(says.closed, { name }), id }, [{ do: 'close-care', id, result }], audit)
  })
}

/** A student who was taken off the list is on it again; `result` is what it had come to. */
export function reopenCare(
  ground: CareListGround,
  actor: Identity,
  { id }: { id: string },
): Promise<CareListOutcome<{ says: string; result: string }>> {
  const { says } = ground.rules.words
  return onEntry(ground, actor, id, async ({ name, student, state, result }) => {
    if (state === 'open') return cannotCare(fill(says.already, { name }))
    if (await ground.read.careList.openOf(student)) return cannotCare(fill(says.already, { name }))
    const audit = { act: 'reopen-care-list', detail: id }
    return changedCare({ says: fill(says.reopened, { name }), result }, [{ do: 'reopen-care', id }], audit)
  })
}

/** Deletes an entry with all that was noted in it. */
export const dropCare = (ground: CareListGround, actor: Identity, { id }: { id: string }): Promise<Changed> =>
  onEntry(ground, actor, id, () =>
    changedCare({ says: ground.rules.words.says.dropped, id }, [{ do: 'drop-care', id }], {
      act: 'drop-care-list',
      detail: id,
    }),
  )

function onOpen<What extends { says: string }>(
  ground: CareListGround,
  actor: Identity,
  id: string,
  go: (found: CareEntry) => CareListOutcome<What>,
): Promise<CareListOutcome<What>> {
  return onEntry(ground, actor, id, found =>
    found.state === 'open' ? go(found) : cannotCare(ground.rules.words.says.isClosed),
  )
}
