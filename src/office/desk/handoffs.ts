import { fill } from '../../content/words.ts'
import type { Handoff } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type DeskGround, type DeskOutcome, isTheirs, notForThem, onTheirs } from './ground.ts'

const right = 'see-handoffs'

/** What people asked a person for who are in the care of whoever asks; how to reach them only where they may be contacted. */
export async function openHandoffs(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
): Promise<DeskOutcome<{ says: string; handoffs: Handoff[] }>> {
  const { handoff } = words
  if (!may(actor, right)) return notForThem(handoff.refused, 'handoffs')
  const handoffs = (await read.desk.handoffs())
    .filter(h => isTheirs(actor, right, h))
    .map(h => (h.mayContact ? h : { ...h, how: '' }))
  const says = [fill(handoff.head, { count: handoffs.length }), ...handoffs.map(h => lineOf(h, handoff))].join('\n\n')
  return shown(
    { says: handoffs.length === 0 ? handoff.none : says, handoffs },
    { act: 'read-handoffs', detail: String(handoffs.length) },
  )
}

/** A request as the notice told of it, without what to answer to that. */
function lineOf(
  { number, name, topic, urgency, text, how, mayContact }: Handoff,
  words: DeskGround['rules']['words']['handoff'],
): string {
  const reach = mayContact ? fill(words.mayContact, { how }) : words.mayNotContact
  return fill(words.notice, { number, name, topic, urgency, text, how: reach }).split('\n').slice(0, -1).join('\n')
}

/** A request was followed up. One that was so before stays as it is. */
export async function finish(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome> {
  const { handoff } = words
  return onTheirs(actor, { right, number, found: await read.desk.handoff(number) }, handoff, ({ isDone }) =>
    isDone
      ? shown({ says: fill(handoff.finishedBefore, { number }) })
      : {
          done: { says: fill(handoff.finished, { number }) },
          effects: [{ do: 'finish-handoff', number }],
          audit: { act: 'finish-handoff', detail: number },
        },
  )
}
