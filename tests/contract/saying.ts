import type { Delivery, Receipt } from '../../src/core/delivery.ts'
import type { Update } from '../../src/core/update.ts'
import type { ChannelHarness, Place, Shown } from './channel.ts'

let count = 0

/** Someone writes to the bot in a place; what the inbox took of it. */
export async function ask(harness: ChannelHarness, place: Place, text = '请问在吗'): Promise<Update> {
  const before = harness.updates.length
  const room = place === 'g' || place === 'h' ? place : undefined
  await harness.write(room ? { from: 'a', room, text, mention: 'front' } : { from: place === 'b' ? 'b' : 'a', text })
  await harness.taken(before + 1)
  return harness.updates[before]!
}

/** Whether anyone's messages reach the bot at this place. */
export const hears = ({ channel: { abilities } }: ChannelHarness, place: Place) =>
  abilities.has(place === 'g' || place === 'h' ? 'reads-groups' : 'private')

/** A place where the channel speaks: a group where it can, because every platform of ours has them. */
export const somewhere = ({ channel: { abilities } }: ChannelHarness): Place =>
  abilities.has('writes-groups') ? 'g' : 'a'

/** A delivery to a place: an answer to `update`, or else something that nobody asked for. */
export function aDelivery(
  harness: ChannelHarness,
  place: Place,
  { update, ...saying }: Partial<Delivery> & { update?: Update | null } = {},
): Delivery {
  const id = `delivery-${++count}-${process.pid}`
  return {
    id,
    purpose: update ? 'reply' : 'reminder',
    key: `test:${id}`,
    ...(update ? { answers: update.id } : {}),
    chatId: harness.chatId(place),
    channel: harness.channel.name,
    chatKind: place === 'g' || place === 'h' ? 'group' : 'private',
    to: null,
    at: harness.now?.() ?? new Date(),
    attempts: 0,
    text: '好的',
    choices: [],
    images: [],
    rateable: false,
    ...saying,
  }
}

/**
 * Says something in a place. A channel that may not write first (`unprompted`) is asked there before, so that it has something to answer.
 */
export async function say(harness: ChannelHarness, place: Place, saying: Partial<Delivery> = {}): Promise<Receipt> {
  const isFree = harness.channel.abilities.has('unprompted')
  const update = isFree || !hears(harness, place) ? null : await ask(harness, place)
  return harness.channel.send(aDelivery(harness, place, { ...saying, update }), new AbortController().signal)
}

/** What was shown in a place. */
export const shownIn = (harness: ChannelHarness, place: Place): Shown[] =>
  harness.shown().filter(s => s.place === place)

/** Waits until `claim` holds, looking again and again; rejects after some seconds. */
export async function until(claim: () => boolean, what: string, patienceMs = 5000): Promise<void> {
  const end = Date.now() + patienceMs
  while (!claim()) {
    if (Date.now() > end) throw new Error(`not within ${patienceMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
