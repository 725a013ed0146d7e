import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Handoff } from '../../core/desk.ts'
import { type Identity, identityOf } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { canonicalNumber } from '../people/naming.ts'
import { may } from '../rights.ts'
import { cannot, type DeskGround, type DeskOutcome, isTheirs, onTheirs } from './ground.ts'

const right = 'see-handoffs'

/** A colleague who may see to a request, and whether they can be written to. */
export interface Colleague {
  number: string
  name: string
  isReached: boolean
}

/** Whoever acts sees to a request from now on; one that somebody else sees to is theirs to give, and the college's to take. */
export async function claimRequest(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome> {
  const { handoff } = words
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, handoff, ({ isDone, taker }) => {
    if (isDone) return cannot(fill(handoff.finishedBefore, { number }))
    if (taker !== null && taker.number === actor.number) return shown({ says: fill(handoff.claimedBefore, { number }) })
    if (taker !== null && !may(actor, 'reassign-handoffs'))
      return cannot(fill(handoff.claimedBy, { number, name: taker.name }))
    return {
      done: { says: fill(handoff.claimed, { number }) },
      effects: [{ do: 'take-handoff', number, taker: actor.number, passedBy: null }],
      audit: { act: 'claim-handoff', detail: number },
    }
  })
}

/** Whoever sees to a request does so no more, and nobody does. */
export async function release(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome> {
  const { handoff } = words
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, handoff, ({ isDone, taker }) => {
    if (isDone) return cannot(fill(handoff.finishedBefore, { number }))
    if (taker === null || taker.number !== actor.number) return cannot(fill(handoff.notYours, { number }))
    return {
      done: { says: fill(handoff.released, { number }) },
      effects: [{ do: 'take-handoff', number, taker: null, passedBy: null }],
      audit: { act: 'release-handoff', detail: number },
    }
  })
}

/** Those who may see to a request besides whoever acts and whoever sees to it. */
export async function colleaguesFor(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<{ says: string; colleagues: Colleague[] }>> {
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, words.handoff, async found => {
    const all = await entitled({ read }, found)
    const colleagues = all.filter(c => c.number !== actor.number && c.number !== found.taker?.number)
    return shown({ says: '', colleagues })
  })
}

async function entitled({ read }: Pick<DeskGround, 'read'>, found: Handoff): Promise<Colleague[]> {
  const staff = await read.broadcasts.staff('')
  return staff
    .filter(person => isTheirs(identityOf(person), right, found))
    .map(({ number, name, hasHome }) => ({ number, name, isReached: hasHome }))
}

/** Gives a request to a colleague in whose care whoever asked is too, by number or name; they are told of it. */
export async function passOn(
  ground: DeskGround,
  actor: Identity,
  { number, to }: { number: string; to: string },
): Promise<DeskOutcome<{ says: string; to: Colleague }>> {
  const { read, rules, draw } = ground
  const { handoff: words } = rules.words
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, words, async found => {
    if (found.isDone) return cannot(fill(words.finishedBefore, { number }))
    if (found.taker !== null && found.taker.number !== actor.number && !may(actor, 'reassign-handoffs'))
      return cannot(fill(words.claimedBy, { number, name: found.taker.name }))
    const all = await entitled(ground, found)
    const [one, ...more] = meant(all, to)
    if (one && more.length === 0 && one.number === actor.number) return cannot(words.passSelf)
    if (!one || more.length > 0) {
      const names = (more.length > 0 ? [one!, ...more] : all).filter(c => c.number !== actor.number).map(namedFully)
      return cannot(fill(words.passWhom, { said: to, names: names.join('、') }))
    }
    const letter = saying(noticeOf(found, actor, words))
    return {
      done: { says: fill(one.isReached ? words.passed : words.passedUnreached, { number, name: one.name }), to: one },
      effects: [
        { do: 'take-handoff', number, taker: one.number, passedBy: actor.number },
        { do: 'write-to', key: `handoff-passed:${number}:${draw()}`, numbers: [one.number], saying: letter },
      ],
      audit: { act: 'pass-handoff', detail: `${number} to ${one.number}` },
    }
  })
}

/** Those who are called so: by number, by name, or by the name with 老师 behind it. */
function meant(all: readonly Colleague[], said: string): Colleague[] {
  const byNumber = all.filter(c => canonicalNumber(c.number) === canonicalNumber(said))
  if (byNumber.length > 0) return byNumber
  const wanted = new Set([canonical(said), canonical(said.replace(/老师$/, ''))])
  return all.filter(c => wanted.has(canonical(c.name)))
}

const namedFully = ({ name, number }: Colleague) => `${name}（${number}）`

function noticeOf(
  { number, name, topic, urgency, text, how, mayContact }: Handoff,
  { name: from }: Identity,
  words: DeskGround['rules']['words']['handoff'],
): string {
  const reach = mayContact ? fill(words.mayContact, { how }) : words.mayNotContact
  return fill(words.passedTell, { from, number, name, topic, urgency, text, how: reach })
}

/** Takes back what whoever acts gave to a colleague, who is told; `isMine` where they saw to it themselves before. */
export async function takeBackRequest(
  { read, rules: { words }, draw }: DeskGround,
  actor: Identity,
  { number, isMine }: { number: string; isMine: boolean },
): Promise<DeskOutcome> {
  const { handoff } = words
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, handoff, found => {
    const { isDone, taker, passedBy } = found
    if (isDone) return cannot(fill(handoff.finishedBefore, { number }))
    if (taker === null || actor.number === null || passedBy !== actor.number)
      return cannot(fill(handoff.notYours, { number }))
    const told = saying(fill(handoff.takenBackTell, { number, from: actor.name }))
    return {
      done: { says: fill(handoff.takenBack, { number }) },
      effects: [
        { do: 'take-handoff', number, taker: isMine ? actor.number : null, passedBy: null },
        { do: 'write-to', key: `handoff-back:${number}:${draw()}`, numbers: [taker.number], saying: told },
      ],
      audit: { act: 'take-back-handoff', detail: number },
    }
  })
}
