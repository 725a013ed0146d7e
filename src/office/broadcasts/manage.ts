import { fill } from '../../content/words.ts'
import { type Broadcast, type BroadcastDraft, notLeft } from '../../core/broadcast.ts'
import { saying } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import type { Picture } from '../../core/update.ts'
import { may, type Right } from '../rights.ts'
import { type BroadcastGround, type BroadcastOutcome, covers, refused, senderFor } from './ground.ts'
import { awake, letterOf } from './letter.ts'
import { preview } from './publish.ts'
import { timeText } from './says.ts'
import { confirmedOf, hasLeft, sumOf } from './states.ts'

/** What can be done to a broadcast by its number, and the right that it needs. */
export const rightOf = {
  progress: 'see-progress',
  resend: 'broadcast',
  correct: 'broadcast',
  recall: 'broadcast',
  cancel: 'broadcast',
  export: 'broadcast',
  relay: 'broadcast',
  approve: 'approve-urgent',
  refuse: 'approve-urgent',
} as const satisfies Record<string, Right>
export type Managing = keyof typeof rightOf

type Found = BroadcastOutcome<{ says: string; broadcast: Broadcast }>

/** The broadcast of a number, for what is to be done to it: only for those who may, and only where it lies in their care. */
export async function find(
  ground: BroadcastGround,
  actor: Identity,
  { act, number }: { act: Managing; number: string },
): Promise<Found> {
  const { read, rules } = ground
  const tried = `${act} ${number}`
  if (!may(actor, rightOf[act])) return refused(ground, 'noRight', {}, tried)
  const broadcast = await read.broadcasts.broadcast(number)
  // A draft is known to its writer alone.
  const isOwn = broadcast?.sender.number === actor.number
  if (!broadcast || (broadcast.state === 'draft' && !isOwn)) return refused(ground, 'unknown', { number })
  // How far a broadcast has come is asked class by class.
  if (act !== 'progress' && !covers(actor, rightOf[act], broadcast))
    return refused(ground, 'notYours', { act: rules.words.actions[act] }, tried)
  return { done: { says: '', broadcast }, effects: [], audit: null }
}

/** Does something to the broadcast of a number, when whoever acts may. */
async function onFound<What extends { says: string }>(
  ground: BroadcastGround,
  actor: Identity,
  input: { act: Managing; number: string },
  go: (broadcast: Broadcast) => BroadcastOutcome<What> | Promise<BroadcastOutcome<What>>,
): Promise<BroadcastOutcome<What>> {
  const found = await find(ground, actor, input)
  return 'refused' in found ? found : go(found.done.broadcast)
}

/** Lets an urgent broadcast leave. Never by the one who wrote it; the writer hears of it. */
export function approve(ground: BroadcastGround, actor: Identity, { number }: { number: string }) {
  return onFound(ground, actor, { act: 'approve', number }, broadcast => {
    const { words } = ground.rules
    const wrong = notToDecide(ground, actor, broadcast)
    if (wrong) return wrong
    const time = timeText(broadcast, ground.now, ground.rules)
    const told = saying(fill(words.approvedTell, { name: actor.name, number, time }))
    return {
      done: { says: fill(words.approved, { number, time }) },
      effects: [
        { do: 'approve-broadcast', number, by: actor.number! },
        { do: 'write-to', key: `broadcast:${number}:approved`, numbers: [broadcast.sender.number], saying: told },
      ],
      audit: { act: 'broadcast-approved', detail: number },
    }
  })
}

/** Turns an urgent broadcast down: it never leaves, and the writer hears why. */
export function refuse(
  ground: BroadcastGround,
  actor: Identity,
  { number, reason }: { number: string; reason: string },
) {
  return onFound(ground, actor, { act: 'refuse', number }, broadcast => {
    const { words } = ground.rules
    const wrong = notToDecide(ground, actor, broadcast)
    if (wrong) return wrong
    const why = reason === '' ? words.noReason : reason
    const told = saying(fill(words.refusedTell, { name: actor.name, number, reason: why }))
    return {
      done: { says: fill(words.refused, { number }) },
      effects: [
        { do: 'end-broadcast', number, as: 'refused', reason },
        { do: 'write-to', key: `broadcast:${number}:refused`, numbers: [broadcast.sender.number], saying: told },
      ],
      audit: { act: 'broadcast-turned-down', detail: number },
    }
  })
}

function notToDecide(ground: BroadcastGround, actor: Identity, { number, state, sender }: Broadcast) {
  if (state !== 'waiting') return refused(ground, 'notWaiting', { number })
  return sender.number === actor.number ? refused(ground, 'ownApproval', {}, `approve own ${number}`) : null
}

/** What has not left never leaves. */
export function cancel(
  ground: BroadcastGround,
  actor: Identity,
  { number, reason }: { number: string; reason: string },
) {
  return onFound(ground, actor, { act: 'cancel', number }, broadcast => {
    if (hasLeft(broadcast))
      return refused(ground, broadcast.state === 'recalled' ? 'ended' : 'hasLeft', endOf(ground, broadcast))
    return ended(ground, broadcast) ?? withdrawn(ground, broadcast, reason)
  })
}

function withdrawn({ rules: { words } }: BroadcastGround, { number, state }: Broadcast, reason: string) {
  return {
    done: { says: state === 'draft' ? words.cancelled : fill(words.recalledUnsent, { number }) },
    effects: [{ do: 'end-broadcast' as const, number, as: 'cancelled' as const, reason }],
    audit: { act: 'broadcast-cancelled', detail: number },
  }
}

/** What waits never leaves, and whoever got it hears that it holds no more. */
export function recall(
  ground: BroadcastGround,
  actor: Identity,
  { number, reason }: { number: string; reason: string },
) {
  return onFound(ground, actor, { act: 'recall', number }, async (broadcast): Promise<BroadcastOutcome> => {
    const over = ended(ground, broadcast)
    if (over) return over
    if (reason === '') return refused(ground, 'recallReason', { number })
    if (!hasLeft(broadcast)) return withdrawn(ground, broadcast, reason)
    const notice = await recallNotice(ground, actor, broadcast, reason)
    return {
      done: { says: fill(ground.rules.words.recalled, { number, notice: notice.number }) },
      effects: [{ do: 'recall-broadcast', number, reason, notice }],
      audit: { act: 'broadcast-recalled', detail: `${number} by ${notice.number}` },
    }
  })
}

/** The broadcast that tells of a recall; it goes to those who got the original. */
async function recallNotice(
  ground: BroadcastGround,
  actor: Identity,
  original: Broadcast,
  reason: string,
): Promise<Broadcast> {
  const { rules, read } = ground
  const [sender, at] = [await senderFor(ground, actor), ground.now.getTime()]
  const notice: Omit<Broadcast, 'text'> = {
    ...original,
    ...notLeft,
    number: await read.broadcasts.nextNumber(),
    template: rules.words.recallTemplate,
    body: fill(rules.words.recallText, { of: original.number, reason }),
    picture: null,
    question: null,
    sender,
    state: 'approved',
    due: at,
    of: { number: original.number, as: 'recall' },
    approvedBy: sender.number,
    createdAt: at,
  }
  return { ...notice, text: letterOf(notice, rules.words, rules.zone) }
}

/** A new broadcast to the same people that takes the place of the original; shown before it is published. `draft` is what to publish. */
export function correct(
  ground: BroadcastGround,
  actor: Identity,
  { number, body, picture }: { number: string; body: string; picture: Picture | null },
) {
  return onFound(ground, actor, { act: 'correct', number }, async original => {
    const { kind, template, level, audience, audienceWords, question } = original
    const over = ended(ground, original)
    if (over) return over
    if (!hasLeft(original)) return refused(ground, 'notSent', { number })
    if (body === '') return refused(ground, 'correctText', { number })
    const draft: BroadcastDraft = {
      kind,
      template,
      level,
      audience: { audience, words: audienceWords },
      due: 'now',
      body,
      picture,
      question,
      of: number,
      number: null,
      asking: 'preview',
      touchedAt: ground.now.getTime(),
    }
    const outcome = await preview(ground, actor, draft)
    if ('refused' in outcome) return outcome
    return { ...outcome, done: { ...outcome.done, draft: { ...draft, number: outcome.done.broadcast.number } } }
  })
}

/** Once more to those who have not confirmed; not too soon, not too often, and not at night unless it is 紧急. */
export function resend(ground: BroadcastGround, actor: Identity, { number }: { number: string }) {
  return onFound(
    ground,
    actor,
    { act: 'resend', number },
    async (broadcast): Promise<BroadcastOutcome<{ says: string; count: number }>> => {
      const { read, rules } = ground
      const { words } = rules
      const now = ground.now.getTime()
      if (!hasLeft(broadcast)) return refused(ground, 'notSent', { number })
      if (broadcast.state === 'recalled') return refused(ground, 'ended', endOf(ground, broadcast))
      if (broadcast.correctedBy !== null) return refused(ground, 'corrected', { number, by: broadcast.correctedBy })
      if (broadcast.resends >= words.resendMost)
        return refused(ground, 'resendMost', { number, most: words.resendMost }, `resend ${number}`)
      if (now - (broadcast.lastRoundAt ?? 0) < words.resendEveryMinutes * 60_000)
        return refused(ground, 'resendSoon', { minutes: words.resendEveryMinutes })
      const tally = sumOf(await read.broadcasts.tally(number, [{ of: 'school' }]))
      const count = tally.people - confirmedOf(tally)
      if (count === 0) return refused(ground, 'resendNobody', {})
      const due = awake(broadcast.level, now, rules)
      return {
        done: { says: fill(words.resent, { number, count, time: timeText({ due }, ground.now, rules) }), count },
        effects: [{ do: 'resend-broadcast', number, due }],
        audit: { act: 'broadcast-resent', detail: `${number} to ${count}` },
      }
    },
  )
}

const endOf = ({ rules: { words } }: BroadcastGround, { number, state }: Broadcast) => ({
  number,
  state: words.states[state],
})

/** What is over, and a notice that only tells of a recall, cannot be recalled, corrected or cancelled. */
function ended(ground: BroadcastGround, broadcast: Broadcast) {
  const { number, state, of } = broadcast
  if (of?.as === 'recall') return refused(ground, 'isRecall', { number, of: of.number })
  const isOver = state === 'recalled' || state === 'cancelled' || state === 'refused'
  return isOver ? refused(ground, 'ended', endOf(ground, broadcast)) : null
}

/** Hands out the table of who confirmed; `scope` is the part of the tree that it may hold. */
export function exportTable(ground: BroadcastGround, actor: Identity, { number }: { number: string }) {
  return onFound(ground, actor, { act: 'export', number }, broadcast => {
    if (!hasLeft(broadcast)) return refused(ground, 'notSent', { number })
    const says = fill(ground.rules.words.exported, { number })
    return {
      done: { says, broadcast, scope: actor.scope },
      effects: [],
      audit: { act: 'broadcast-exported', detail: number },
    }
  })
}
