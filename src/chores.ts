import type { Content } from './bot/content.ts'
import { makeBroadcastChores } from './broadcasts.ts'
import type { Reach } from './core/channel.ts'
import type { Chore } from './core/chore.ts'
import type { Ids } from './core/clock.ts'
import type { Decide, Turns } from './core/turn.ts'
import type { LinkGround } from './delivery/pass.ts'
import { makeCasePurge } from './store/case-purge.ts'
import { makeEscalation } from './store/escalation.ts'
import type { Database } from './store/open.ts'
import { makeTimers } from './store/timers.ts'

/** What chores are made of; `reach` and `groupReach` are the channels that may write to a person, and to a group, first. */
export interface ChoreParts extends Reach {
  database: Database
  turns: Turns
  decide: Decide
  /** The content in force. */
  content(): Content
  ids: Ids
  /** The roster number of whoever runs the bot, or null. */
  operator?: string | null
  /** Hears what whoever runs the bot should know: ids and reasons, never words or names. */
  log?(event: string, detail: Record<string, unknown>): void
  /** Where links begin and what signs them; without it there are none. */
  links?: LinkGround
}

const noLinks: LinkGround = { publicUrl: null, secret: null }

/** Everything that happens by itself, in the order in which it is looked at; the bot and `replay` run the same. */
export function makeChores(parts: ChoreParts): Chore[] {
  const { database, turns, decide, content, ids, operator = null, log = () => {}, links = noLinks } = parts
  const words = () => content().caseWords
  const zone = () => content().knowledge.school.zone
  return [
    // First, because nothing else is as urgent.
    makeEscalation(database, { words, zone, ids, operator, log }),
    makeTimers(database, { turns, decide }),
    ...makeBroadcastChores({ database, content, ids, links }),
    makeCasePurge(database),
  ]
}

/** Runs every chore that is due at `now`; one that fails is told to `failed` and does not stop the others. */
export async function runChores(
  chores: readonly Chore[],
  now: Date,
  failed: (chore: Chore, error: unknown) => void,
): Promise<void> {
  for (const chore of chores) {
    try {
      const due = await chore.nextDue()
      if (due !== null && due <= now) await chore.run(now)
    } catch (error) {
      failed(chore, error)
    }
  }
}

/** When the next chore is due, or null. */
export async function nextChore(chores: readonly Chore[]): Promise<Date | null> {
  const dues = await Promise.all(chores.map(c => c.nextDue()))
  const times = dues.filter(d => d !== null).map(d => d.getTime())
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
