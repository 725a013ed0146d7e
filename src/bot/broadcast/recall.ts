import { fill } from '../../content/words.ts'
import { type Broadcast, type BroadcastDraft, notLeft } from '../../core/broadcast.ts'
import { hasLeft } from '../../delivery/broadcast.ts'
import { letterOf } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { preview } from './preview.ts'
import { audit, senderOf, tell } from './say.ts'

/** 撤回 A07 …: what waits never leaves, and whoever got it hears that it holds no more. */
export async function recall(context: Context, broadcast: Broadcast, reason: string): Promise<Step> {
  const { turn, broadcastWords: words } = context
  const { number } = broadcast
  const over = ended(context, broadcast)
  if (over) return over
  if (reason === '') return tell(fill(words.problems.recallReason, { number }))
  if (!hasLeft(broadcast))
    return tell(fill(words.recalledUnsent, { number }), {
      effects: [{ do: 'end-broadcast', number, as: 'cancelled', reason }, audit('broadcast-cancelled', number)],
    })
  const person = await turn.read.roster.person(turn.who.number!)
  const notice = recallNotice(broadcast, {
    number: await turn.read.broadcasts.nextNumber(),
    reason,
    sender: senderOf(context, words, person?.college ?? ''),
    at: turn.now.getTime(),
    words,
    zone: context.knowledge.school.zone,
  })
  return tell(fill(words.recalled, { number, notice: notice.number }), {
    effects: [
      { do: 'recall-broadcast', number, reason, notice },
      audit('broadcast-recalled', `${number} by ${notice.number}`),
    ],
  })
}

/** The broadcast that tells of a recall; it goes to those who got the original. */
export function recallNotice(
  original: Broadcast,
  {
    number,
    reason,
    sender,
    at,
    words,
    zone,
  }: {
    number: string
    reason: string
    sender: Broadcast['sender']
    at: number
    words: Context['broadcastWords']
    zone: string
  },
): Broadcast {
  const notice: Omit<Broadcast, 'text'> = {
    ...original,
    ...notLeft,
    number,
    template: words.recallTemplate,
    body: fill(words.recallText, { of: original.number, reason }),
    picture: null,
    question: null,
    sender,
    state: 'approved',
    due: at,
    of: { number: original.number, as: 'recall' },
    approvedBy: sender.number,
    createdAt: at,
  }
  return { ...notice, text: letterOf(notice, words, zone) }
}

/** 更正 A07 …: a new broadcast to the same people that takes the place of the original; shown before it leaves. */
export async function correct(context: Context, broadcast: Broadcast, body: string): Promise<Step> {
  const { turn, broadcastWords: words } = context
  const { number, kind, template, level, audience, audienceWords, question } = broadcast
  const over = ended(context, broadcast)
  if (over) return over
  if (!hasLeft(broadcast)) return tell(fill(words.problems.notSent, { number }))
  if (body === '') return tell(fill(words.problems.correctText, { number }))
  const draft: BroadcastDraft = {
    kind,
    template,
    level,
    audience: { audience, words: audienceWords },
    due: 'now',
    body,
    picture: turn.update.message.images[0] ?? null,
    question,
    of: number,
    number: null,
    asking: 'preview',
    touchedAt: turn.now.getTime(),
  }
  return preview(context, draft)
}

function ended({ broadcastWords: words }: Context, { number, state, of }: Broadcast): Step | null {
  const isOver = state === 'recalled' || state === 'cancelled' || state === 'refused' || of?.as === 'recall'
  return isOver ? tell(fill(words.problems.ended, { number, state: words.states[state] })) : null
}
