import { makeRecent } from '../bot/recent.ts'
import type { Clock, Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import { withinBounds } from '../core/text/length.ts'
import { storable } from '../core/text/storable.ts'
import type { Decide, Turns } from '../core/turn.ts'
import type { Chat, Inbox, Notice, Update } from '../core/update.ts'
import { tellOperator } from '../store/notices.ts'
import type { Database } from '../store/open.ts'
import { moveChat } from '../store/people/moved-group.ts'
import { isOfDisk } from '../store/sqlite/transact.ts'
import { apologize } from '../store/turns.ts'
import type { Log } from './log.ts'
import type { Rescue } from './rescue.ts'

/** What the inbox of a process stands on. */
export interface InboxParts {
  database: Database
  turns: Turns
  decide: Decide
  clock: Clock
  ids: Ids
  log: Log
  /** The roster number of whoever runs the bot, or null. */
  operator: string | null
  /** What is said after a defect, and what a channel's notice says to the operator. */
  words: { broken(): string; notice(notice: Notice): Saying }
  /** Speaks to people in danger when their turn has failed. */
  rescue?: Pick<Rescue, 'help' | 'owes' | 'decide'>
  /** An update with what its pictures say and what was shown before, looked up before the turn begins; never throws. */
  look?(update: Update): Promise<Update>
  /** An update with what a model picked for it, asked last before the turn begins; never throws. */
  ask?(update: Update): Promise<Update>
  /** Called when something must be sent. */
  wake(): void
}

/**
 * What becomes of a message whose writer was spoken to past the database: while nothing can be saved it is not taken, so that its platform hands it
 * over again, to the next process if this one is killed. A defect would only come back each time: then the rescue alone goes on trying.
 */
function unsaved(error: unknown): 'done' {
  if (isOfDisk(error)) throw error
  return 'done'
}

/** The one inbox of all channels: an update is a turn; a defect is told once, in private only. */
export function makeInbox(parts: InboxParts): Inbox {
  return new TurnInbox(parts)
}

class TurnInbox implements Inbox {
  readonly #parts: InboxParts
  readonly #recent = makeRecent()

  constructor(parts: InboxParts) {
    this.#parts = parts
  }

  async update(arrived: Update): Promise<'done' | 'seen'> {
    const { turns, decide, log, rescue, look, ask = async (found: Update) => found } = this.#parts
    const bounded = storable({ ...arrived, message: withinBounds(arrived.message) })
    const found = this.#recent.withEarlier(look ? await look(bounded) : bounded)
    const isOwed = rescue?.owes(found.id) ?? false
    const update = isOwed ? found : await ask(found)
    try {
      const outcome = await turns.run(update, isOwed ? rescue!.decide : decide)
      log.info({ event: 'turn', update: update.id, chat: update.chat.id, outcome })
      return outcome
    } catch (error) {
      log.error({ event: 'turn-defect', update: update.id, chat: update.chat.id, err: error })
      return isOwed ? unsaved(error) : this.#mend(update, error)
    }
  }

  async notice(notice: Notice): Promise<void> {
    const { database, clock, ids, log, operator, words, wake } = this.#parts
    log.warn({ event: 'channel-notice', channel: notice.channel, kind: notice.kind })
    const what = { operator, about: notice.channel, key: notice.key, saying: words.notice(notice) }
    await tellOperator(database, what, { ids, at: clock.now() })
    wake()
  }

  async moved(from: string, to: Chat): Promise<void> {
    this.#parts.log.info({ event: 'chat-moved', from, to: to.id })
    await moveChat(this.#parts.database, from, to)
  }

  /** A defect: the turn was rolled back. The person is told once, in private only, and the update counts as seen. */
  async #mend(update: Update, error: unknown): Promise<'done' | 'seen'> {
    const { database, turns, clock, ids, words, rescue, wake } = this.#parts
    if (await rescue?.help(update)) return turns.run(update, rescue!.decide).catch(unsaved)
    // Nothing is wrong with the message: it is handed over again when something can be saved.
    if (isOfDisk(error)) throw error
    await apologize(database, update, { text: words.broken(), ids, at: clock.now() })
    wake()
    return 'done'
  }
}
