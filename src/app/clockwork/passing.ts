import type { ManualClock } from '../../core/clock.ts'
import type { Engine } from '../engine.ts'
import { nextChore, runChores } from './chores.ts'

/**
 * Lets a clock that stands run towards `until`: each thing that falls due by then is done at its own time, and what it says is sent. The clock is left
 * at the last of them. A chore that fails ends it with its error.
 */
export async function passTime(
  { chores, dispatcher }: Pick<Engine, 'chores' | 'dispatcher'>,
  clock: ManualClock,
  until: Date,
): Promise<void> {
  for (;;) {
    const next = earlier(await nextChore(chores, clock.now()), dispatcher.resumesAt())
    if (next === null || next > until) return
    if (next > clock.now()) clock.set(next)
    await runChores(chores, clock.now(), (_, error) => {
      throw error
    })
    await dispatcher.drain()
  }
}

const earlier = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b))
