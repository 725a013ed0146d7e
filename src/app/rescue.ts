import { address } from '../bot/address.ts'
import { makeRescueDecide } from '../bot/case/rescue.ts'
import type { Content } from '../bot/content.ts'
import { crisisIn } from '../bot/turn.ts'
import { fill } from '../content/words.ts'
import { type Clock, elapsedMs, type Ids } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import type { Decide, Turns } from '../core/turn.ts'
import type { Chat, Update } from '../core/update.ts'

/** What the rescue stands on. */
export interface RescueParts {
  content(): Content
  hearsCrisis: boolean
  turns: Turns
  clock: Clock
  ids: Ids
  /** Sends past the database, straight to the platform. */
  send(delivery: Delivery): Promise<Receipt>
  /** Numbers and reasons, never words or names. */
  log(event: string, detail: Record<string, unknown>): void
  /** Told when something that was owed is done at last. */
  recovered(update: Update, text: string): Promise<void>
}

/** What the rescue does when a turn has failed. */
export interface Rescue {
  /**
   * Looks whether the message of a failed turn was of someone in danger; if so says the fixed words at once, past the database, and owes
   * the case. True when the person has been spoken to and needs no apology.
   */
  help(update: Update): Promise<boolean>
  /** Whether the writer of this update was spoken to and its turn is not known to be saved. */
  owes(update: string): boolean
  /** Decides on an update that is owed: the case, and nothing that the person has been told. */
  decide: Decide
  /** Tries again what is owed. Call it every second. */
  retry(): Promise<void>
}

/** Something that could not be done yet. */
interface Owed {
  update: Update
  unsent: Delivery[]
  isSaved: boolean
  since: number
  attempts: number
  notBefore: number
}

/** After so many attempts (about two hours) what is owed is given up, loudly. */
const mostAttempts = 40
const longestPause = 300_000

/** What remains when the database is busy or the bot has a defect: a person in danger still hears where to turn, and is not forgotten. */
export function makeRescue(parts: RescueParts): Rescue {
  const { content, hearsCrisis, turns, clock, send, log } = parts
  const decide = makeRescueDecide(content)
  let owed: Owed[] = []

  const trySend = async (one: Owed) => {
    const still: Delivery[] = []
    for (const delivery of one.unsent) {
      const outcome = await send(delivery).then(
        receipt => receipt.outcome,
        () => 'failed' as const, // the platform's own client threw: tried again like any other failure
      )
      log('crisis-rescue-sent', { update: one.update.id, outcome })
      if (outcome === 'retry' || outcome === 'failed') still.push(delivery)
    }
    one.unsent = still
  }
  const trySave = async (one: Owed) => {
    if (one.isSaved) return
    try {
      await turns.run(one.update, decide)
      one.isSaved = true
    } catch (error) {
      log('crisis-owed', { update: one.update.id, attempts: one.attempts, err: error })
    }
  }

  return {
    owes: id => owed.some(o => o.update.id === id && !o.isSaved),
    decide,
    async help(update) {
      const { knowledge, safety, caseWords } = content()
      const { text, addressed } = address(update, knowledge.phrases.names)
      const found =
        hearsCrisis && !update.timer
          ? crisisIn(safety, text, { earlier: update.message.earlier ?? [], isOverheard: !addressed })
          : null
      // One weak signal only calls for a question, and that is not worth a word past the database.
      if (!found || found.certainty === 'weak' || found.grade === 'distress') return false
      log('crisis-rescue', { update: update.id, grade: found.grade })
      const unsent = wordsFor(
        update,
        { words: caseWords.crisis, isPublic: addressed || found.certainty === 'plain' },
        parts,
      )
      const at = elapsedMs(clock)
      const one: Owed = { update, unsent, isSaved: false, since: at, attempts: 0, notBefore: at + 1000 }
      owed.push(one)
      await trySend(one)
      return true
    },
    async retry() {
      const now = elapsedMs(clock)
      for (const one of owed.filter(o => o.notBefore <= now)) {
        one.attempts++
        one.notBefore = now + Math.min(longestPause, 1000 * 2 ** one.attempts)
        await trySave(one)
        await trySend(one)
        const seconds = Math.round((now - one.since) / 1000)
        if (one.isSaved && one.unsent.length === 0)
          await parts
            .recovered(one.update, fill(content().caseWords.crisis.failed, { seconds }))
            .catch(error => log('crisis-recovered-untold', { update: one.update.id, err: error }))
        else if (one.attempts >= mostAttempts) log('crisis-lost', { update: one.update.id, attempts: one.attempts })
      }
      owed = owed.filter(o => !(o.isSaved && o.unsent.length === 0) && o.attempts < mostAttempts)
    },
  }
}

/** The fixed words for the private chat; in a group a neutral line, where one may be said. */
function wordsFor(
  update: Update,
  { words, isPublic }: { words: Content['caseWords']['crisis']; isPublic: boolean },
  { ids, clock }: RescueParts,
): Delivery[] {
  const { chat, person } = update
  const home = chat.kind === 'private' ? chat : person.privateChat
  const inGroup = chat.kind === 'group' && isPublic ? [{ to: chat, text: home ? words.group : words.groupAlone }] : []
  const said: { to: Chat; text: string }[] = [...inGroup, ...(home ? [{ to: home, text: words.fixed }] : [])]
  return said.map(({ to, text }, n) => ({
    id: ids.next(),
    purpose: 'safety',
    key: `rescue:${update.id}:${n}`,
    chatId: to.id,
    channel: to.channel,
    chatKind: to.kind,
    to: person.id,
    at: clock.now(),
    attempts: 0,
    text,
    choices: [],
    images: [],
    rateable: false,
  }))
}
