import { fill } from '../../content/words.ts'
import type { Broadcast, BroadcastDraft, BroadcastKind, Reckoning } from '../../core/broadcast.ts'
import type { Identity } from '../../core/roster.ts'
import { minuteText } from '../../time/shown.ts'
import type { Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import { approversOf, askKey } from './approval.ts'
import { blanksIn, broadcastFrom } from './draft.ts'
import {
  attempted,
  type BroadcastGround,
  type BroadcastOutcome,
  type BroadcastRefusal,
  covers,
  refused,
} from './ground.ts'
import { approvalAsked, previewText, timeText } from './says.ts'

/** A minute between the preview and the word to send is no reason to ask for the time again. */
const graceMs = 60_000

/** Why somebody may not write a broadcast at all; null for staff who are known by their number. */
export function mayNotWrite(
  ground: Pick<BroadcastGround, 'rules'>,
  actor: Identity,
  kind: BroadcastKind,
): Refused<BroadcastRefusal> | null {
  if (!may(actor, 'broadcast')) return refused(ground, 'noRight', {}, `publish ${kind}`)
  if (actor.number === null) return refused(ground, 'notBound', {}, `publish ${kind}`)
  return null
}

/** What a complete draft will be, and whom it will reach. */
export interface Foreseen {
  broadcast: Broadcast
  reckoning: Reckoning
}

/** What a complete draft will be and whom it will reach, as of now; nothing of it is saved. */
export async function foresee(
  ground: BroadcastGround,
  actor: Identity,
  draft: BroadcastDraft,
): Promise<BroadcastOutcome<Foreseen & { says: string }>> {
  const { read, rules } = ground
  const reckoning = await read.broadcasts.reckon(draft.audience!.audience)
  if (reckoning.people === 0)
    return refused(ground, 'emptyAudience', { audience: draft.audience!.words }, 'empty audience')
  const broadcast = await broadcastFrom(ground, actor, draft)
  const outside = outsideScope(ground, actor, broadcast)
  if (outside) return outside
  const says = previewText(broadcast, reckoning, { ...rules, isLater: draft.due !== 'now' })
  return { done: { broadcast, reckoning, says }, effects: [], audit: null }
}

/** What a complete draft will be and whom it will reach. It is saved as a draft with its number, and leaves only when it is published. */
export async function preview(
  ground: BroadcastGround,
  actor: Identity,
  draft: BroadcastDraft,
): Promise<BroadcastOutcome<Foreseen & { says: string }>> {
  const foreseen = await foresee(ground, actor, draft)
  if ('refused' in foreseen) return foreseen
  const { broadcast } = foreseen.done
  const { number, level } = broadcast
  return {
    done: foreseen.done,
    effects: [{ do: 'save-broadcast', broadcast }],
    audit: draft.number === null ? { act: 'broadcast-created', detail: `${number} ${level}` } : null,
  }
}

const outsideScope = (ground: BroadcastGround, actor: Identity, broadcast: Broadcast) =>
  covers(actor, 'broadcast', broadcast)
    ? null
    : refused(ground, 'noRightTo', { act: ground.rules.words.actions.publish }, broadcast.number)

/**
 * Lets a complete draft leave at its time, or asks a second person where it is 紧急. What was shown under its number is what leaves, also when the
 * audience is empty by now.
 */
export async function publish(
  ground: BroadcastGround,
  actor: Identity,
  draft: BroadcastDraft,
): Promise<BroadcastOutcome<{ says: string; broadcast: Broadcast }>> {
  const { read, rules, now } = ground
  const made = await broadcastFrom(ground, actor, draft)
  const outside = outsideScope(ground, actor, made)
  if (outside) return outside
  if (draft.due !== 'now' && draft.due! < now.getTime() - graceMs) {
    const time = minuteText(draft.due!, rules.zone)
    return refused(ground, 'past', { time }, `past time ${made.number}`)
  }
  const blanks = blanksIn(made, rules.words)
  if (blanks.length > 0) return refused(ground, 'blanks', { blanks: blanks.join('') })
  const reckoning = await read.broadcasts.reckon(made.audience)
  if (reckoning.people === 0)
    return refused(ground, 'emptyAudience', { audience: made.audienceWords }, 'empty audience')
  const shownBefore = await read.broadcasts.broadcast(made.number)
  const broadcast = { ...made, text: shownBefore?.text ?? made.text }
  return broadcast.level === '紧急' ? askSecond(ground, broadcast, reckoning) : release(ground, actor, broadcast)
}

function release({ rules, now }: BroadcastGround, actor: Identity, broadcast: Broadcast) {
  const { number, level } = broadcast
  return {
    done: { broadcast, says: fill(rules.words.published, { number, time: timeText(broadcast, now, rules) }) },
    effects: [
      { do: 'save-broadcast' as const, broadcast },
      { do: 'approve-broadcast' as const, number, by: actor.number! },
    ],
    audit: { act: 'broadcast-published', detail: `${number} ${level}` },
  }
}

/** Asks everybody who may approve it and can be written to; where that is nobody, whoever acts is told whom to call. */
async function askSecond(
  { read, rules: { words }, now }: BroadcastGround,
  broadcast: Broadcast,
  { people }: Reckoning,
) {
  const { number, level } = broadcast
  const others = (await approversOf(read, broadcast)).filter(person => person.hasHome)
  const names = others.map(p => p.name).join('、')
  const unapprovedAt = now.getTime() + words.approveMinutes * 60_000
  const waiting: Broadcast = { ...broadcast, state: 'waiting', unapprovedAt }
  return {
    done: {
      broadcast: waiting,
      says:
        others.length > 0
          ? fill(words.waiting, { number, count: others.length, names })
          : fill(words.waitingNobody, { number }),
    },
    effects: [
      { do: 'save-broadcast' as const, broadcast: waiting },
      {
        do: 'write-to' as const,
        key: askKey(number),
        numbers: others.map(p => p.number),
        saying: approvalAsked(broadcast, people, words),
      },
    ],
    audit: { act: 'broadcast-published', detail: `${number} ${level} waits for a second person` },
  }
}

/** The line of the audit log about a field that was refused, where it has one: a time that is over, people out of one's care. */
export const refusedField = (field: string, number: string | null) =>
  field === 'audience' || field === 'time' ? attempted(`${field} ${number ?? ''}`.trim()) : null
