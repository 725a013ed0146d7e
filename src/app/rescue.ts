import { address } from '../bot/address.ts'
import type { Content } from '../bot/content.ts'
import { makeRescueDecide } from '../bot/safety/rescue.ts'
import { crisisIn } from '../bot/turn.ts'
import { fill } from '../content/words.ts'
import type { Chore } from '../core/chore.ts'
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
  /** Tries again what is owed, when it is time; does nothing while nothing is. */
  chore: Chore
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
  const { clock } = parts
  const decide = makeRescueDecide(parts.content)
  let owed: Owed[] = []
  const retry = async () => {
    const now = elapsedMs(clock)
    for (const one of owed.filter(o => o.notBefore <= now)) await tryAgain(one, { ...parts, decide, now })
    owed = owed.filter(o => !isDone(o) && o.attempts < mostAttempts)
  }
  return {
    owes: id => owed.some(o => o.update.id === id && !o.isSaved),
    decide,
    async help(update) {
      const words = wordsFor(update, parts)
      if (words === null) return false
      const since = elapsedMs(clock)
      const one: Owed = { update, unsent: words, isSaved: false, since, attempts: 0, notBefore: since + 1000 }
      owed.push(one)
      one.unsent = await unsentOf(one, parts)
      return true
    },
    chore: {
      name: 'rescue',
      async nextDue(now) {
        const inMs = Math.min(...owed.map(o => o.notBefore)) - elapsedMs(clock)
        return owed.length === 0 ? null : new Date(now.getTime() + inMs)
      },
      run: retry,
    },
  }
}

const isDone = ({ isSaved, unsent }: Owed) => isSaved && unsent.length === 0

/** One attempt to save what is owed and to say what was not taken; what comes of it is told. */
async function tryAgain(one: Owed, parts: RescueParts & { decide: Decide; now: number }): Promise<void> {
  const { update } = one
  const { turns, decide, now, log, content, recovered } = parts
  one.attempts++
  one.notBefore = now + Math.min(longestPause, 1000 * 2 ** one.attempts)
  try {
    if (!one.isSaved) await turns.run(update, decide)
    one.isSaved = true
  } catch (error) {
    log('crisis-owed', { update: update.id, attempts: one.attempts, err: error })
  }
  one.unsent = await unsentOf(one, parts)
  const seconds = Math.round((now - one.since) / 1000)
  if (isDone(one))
    await recovered(update, fill(content().caseWords.crisis.failed, { seconds })).catch(error =>
      log('crisis-recovered-untold', { update: update.id, err: error }),
    )
  else if (one.attempts >= mostAttempts) log('crisis-lost', { update: update.id, attempts: one.attempts })
}

/** Sends what was not taken yet; returns what is to be tried again. */
async function unsentOf({ update, unsent }: Owed, { send, log }: RescueParts): Promise<Delivery[]> {
  const still: Delivery[] = []
  for (const delivery of unsent) {
    const outcome = await send(delivery).then(
      receipt => receipt.outcome,
      () => 'failed' as const, // the platform's own client threw: tried again like any other failure
    )
    log('crisis-rescue-sent', { update: update.id, outcome })
    if (outcome === 'retry' || outcome === 'failed') still.push(delivery)
  }
  return still
}

/**
 * The fixed words for somebody in danger: in the private chat, and in a group a neutral line where one may be said. Null when the message tells of no
 * danger: one weak signal only calls for a question, and that is not worth a word past the database.
 */
function wordsFor(update: Update, parts: RescueParts): Delivery[] | null {
  const { knowledge, safety, caseWords } = parts.content()
  const { text, addressed } = address(update, knowledge.phrases)
  if (!parts.hearsCrisis || update.timer) return null
  const found = crisisIn(safety, text, { earlier: update.message.earlier ?? [], isOverheard: !addressed })
  if (!found || found.certainty === 'weak' || found.grade === 'distress') return null
  parts.log('crisis-rescue', { update: update.id, grade: found.grade })
  const isPublic = addressed || found.certainty === 'plain'
  return deliveriesOf(update, { words: caseWords.crisis, isPublic }, parts)
}

function deliveriesOf(
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
    // Where one may only answer, this is the answer to what was said there.
    ...(to.id === chat.id ? { answers: update.id } : {}),
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
