import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { unitOf } from '../people/ground.ts'
import { may } from '../rights.ts'
import { type ProgressGround, type ProgressOutcome, refusedProgress } from './ground.ts'

/** Something that one student owes, and whether they have done it. */
export interface OwnProgress {
  id: string
  title: string
  isDone: boolean
}

/** How far one person is with what they owe; of loans only for those who may see them. Somebody else's student and nobody at all are answered alike. */
export async function progressOf(
  ground: ProgressGround,
  actor: Identity,
  { number }: { number: string },
): Promise<ProgressOutcome<{ says: string; items: OwnProgress[] }>> {
  const { read, rules } = ground
  const person = await read.roster.person(number)
  if (!person || !may(actor, 'see-progress', unitOf(person)))
    return refusedProgress(ground, 'noRight', {}, `person ${number}`)
  const flows = rules.flows.filter(f => !f.onlyBorrowers || may(actor, 'see-loans', unitOf(person)))
  const done = await read.progress.ofPerson(number, flows)
  const items = flows.flatMap(({ flow, title }, n) => {
    const isDone = done[n] ?? null
    return isDone === null ? [] : [{ id: flow, title, isDone }]
  })
  return shown({ says: '', items }, { act: 'read-progress-names', detail: `person ${number}` })
}
