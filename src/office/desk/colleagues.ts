import type { Handoff } from '../../core/desk.ts'
import { type Identity, identityOf } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { type DeskGround, type DeskOutcome, isTheirs, onTheirs } from './ground.ts'

const right = 'see-handoffs'

/** A colleague who may see to a request, and whether they can be written to. */
export interface Colleague {
  number: string
  name: string
  isReached: boolean
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

/** Those who may see to a request. */
export async function entitled({ read }: Pick<DeskGround, 'read'>, found: Handoff): Promise<Colleague[]> {
  const staff = await read.broadcasts.staff('')
  return staff
    .filter(person => isTheirs(identityOf(person), right, found))
    .map(({ number, name, hasHome }) => ({ number, name, isReached: hasHome }))
}
