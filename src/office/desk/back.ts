import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Handoff } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { may } from '../rights.ts'
import { entitled } from './colleagues.ts'
import { cannot, type DeskGround, type DeskOutcome } from './ground.ts'
import { onRequest, waitingAgain } from './reports.ts'

/** Where a request stands as far as a press of staff moves it: by the numbers of who sees to it and of who gave it to them. */
export interface HandoffStanding {
  isDone: boolean
  taker: string | null
  passedBy: string | null
}

/** What an act on a request came to: where it stood and stands, or null where nothing was changed. */
export interface Moving {
  says: string
  moved: { was: HandoffStanding; is: HandoffStanding } | null
}

const standingOf = ({ isDone, taker, passedBy }: Handoff): HandoffStanding => {
  return { isDone, taker: taker?.number ?? null, passedBy }
}

/** Where a request stood, and how it stands with this changed. */
export function movedFrom(found: Handoff, change: Partial<HandoffStanding>): NonNullable<Moving['moved']> {
  const was = standingOf(found)
  return { was, is: { ...was, ...change } }
}

/** Puts a request back to where it stood (`was`) before a press after which it stood as it still does (`is`); whoever it is taken from is told. */
export async function putRequestBack(
  ground: DeskGround,
  actor: Identity,
  { number, was, is }: { number: string } & NonNullable<Moving['moved']>,
): Promise<DeskOutcome> {
  const { rules, draw } = ground
  const { handoff: words } = rules.words
  return onRequest(ground, actor, number, async (found): Promise<DeskOutcome> => {
    const now = standingOf(found)
    if (JSON.stringify(now) !== JSON.stringify(standingIn(is))) return cannot(fill(words.movedOn, { number }))
    const wrong = await notToGive(ground, actor, { found, to: was.taker })
    if (wrong) return wrong
    const isTaken = now.taker !== null && now.taker !== actor.number && now.taker !== was.taker
    const told = saying(fill(words.takenBackTell, { number, from: actor.name }))
    return {
      done: { says: fill(isTaken ? words.takenBack : words.putBack, { number }) },
      effects: [
        { do: 'put-handoff', number, ...standingIn(was), ...(isFree(was) ? waitingAgain(ground, found) : {}) },
        ...(isTaken
          ? [{ do: 'write-to' as const, key: `handoff-back:${number}:${draw()}`, numbers: [now.taker!], saying: told }]
          : []),
      ],
      audit: { act: 'take-back-handoff', detail: number },
    }
  })
}

/** Whether nobody sees to it and somebody has to. */
const isFree = ({ isDone, taker }: HandoffStanding) => !isDone && taker === null

/** The same with its parts in one order. */
const standingIn = ({ isDone, taker, passedBy }: HandoffStanding): HandoffStanding => ({ isDone, taker, passedBy })

/** Why somebody may not give a request to this one (null: to nobody) by taking something back; null where they may. */
async function notToGive(ground: DeskGround, actor: Identity, { found, to }: { found: Handoff; to: string | null }) {
  const { number, taker, passedBy } = found
  const { notYours } = ground.rules.words.handoff
  if (to === (taker?.number ?? null)) return null
  const isTheirs = taker === null || taker.number === actor.number || passedBy === actor.number
  if (!isTheirs && !may(actor, 'reassign-handoffs')) return cannot(fill(notYours, { number }))
  const mayHave = to === null || (await entitled(ground, found)).some(one => one.number === to)
  return mayHave ? null : cannot(fill(notYours, { number }))
}
