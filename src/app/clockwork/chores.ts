import type { Content } from '../../bot/content.ts'
import { caseRulesOf, jobRulesOf } from '../../bot/office.ts'
import type { Chore } from '../../core/chore.ts'
import type { Ids } from '../../core/clock.ts'
import type { Decide, Turns } from '../../core/turn.ts'
import type { LinkGround } from '../../office/broadcasts/link.ts'
import { makeEscalation } from '../../office/cases/escalation.ts'
import { makeTelling } from '../../office/jobs/telling.ts'
import { planningParts, ringingParts } from '../../office/reminders/ground.ts'
import { makePlanning } from '../../office/reminders/planning.ts'
import { makeRinging } from '../../office/reminders/ringing.ts'
import { makeCrises } from '../../store/cases/escalation.ts'
import { makeTimers } from '../../store/flows/timers.ts'
import { makeWishes } from '../../store/jobs/wishes.ts'
import type { Database } from '../../store/open.ts'
import { makeWaits } from '../../store/outbox.ts'
import { makePictureSweep, type PictureFiles } from '../../store/picture-sweep.ts'
import { makeOccasions } from '../../store/reminders/occasions.ts'
import { makeOwnReminders } from '../../store/reminders/own.ts'
import { makeRetention } from '../../store/retention.ts'
import { makeBroadcastChores } from '../broadcasts.ts'

/** What chores are made of. */
export interface ChoreParts {
  database: Database
  turns: Turns
  decide: Decide
  /** The content in force. */
  content(): Content
  ids: Ids
  /** The kept pictures; without them none are looked after. */
  pictures?: PictureFiles
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
  const setAside = (reminder: string, error: unknown) =>
    log('reminder-set-aside', { reminder, reason: error instanceof Error ? error.name : 'unknown' })
  return [
    // First, because nothing else is as urgent.
    makeEscalation(makeCrises(database, { ids, operator }), { rules: () => caseRulesOf(content()), log }),
    makeTimers(database, { turns, decide }),
    makePlanning(makeOccasions(database, { ids }), planningParts(content, setAside)),
    makeRinging(makeOwnReminders(database, { ids }), ringingParts(content, setAside)),
    ...makeBroadcastChores({ database, content, ids, links }),
    makeTelling(makeWishes(database, { ids }), () => ({
      ...jobRulesOf(content()),
      quiet: content().reminderWords.quiet,
    })),
    makeRetention(database, () => content().knowledge.retention),
    // After what may have shown them has gone.
    ...(parts.pictures ? [makePictureSweep(database, parts.pictures)] : []),
    makeWaits(database),
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
      const due = await chore.nextDue(now)
      if (due !== null && due <= now) await chore.run(now)
    } catch (error) {
      failed(chore, error)
    }
  }
}

/** When the next chore is due, or null. */
export async function nextChore(chores: readonly Chore[], now: Date): Promise<Date | null> {
  const dues = await Promise.all(chores.map(c => c.nextDue(now)))
  const times = dues.filter(d => d !== null).map(d => d.getTime())
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
