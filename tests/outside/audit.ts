import { setTimeout as wait } from 'node:timers/promises'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import type { Client } from './client.ts'
import { breach, judgeCertificate, judgeCount, judgeLeaver, judgePicture, judgeSubmissions } from './deeds.ts'
import type { Street } from './errands.ts'
import type { Breach, Left } from './journal.ts'
import { judgeChat, judgePage, judgeUnasked, timeIn, type Unasked } from './judge.ts'
import type { Bot } from './process.ts'
import type { Reference } from './reference.ts'

/** What is looked at in the end. */
export interface Scene {
  bot: Bot
  reference: Reference
  street: Street
  residents: readonly Client[]
  leavers: readonly Client[]
  staff: readonly Client[]
  /** One of the staff who has time for the last questions. */
  clerk: Client
}

/** Promises of one kind: how many were made. */
export type Promises = Record<string, number>

/** Compares what everybody was told with what the bot shows and does in the end; the bot must be running. */
export async function audit(scene: Scene): Promise<{ breaches: Breach[]; promises: Promises }> {
  const { bot, street, residents, leavers, staff, clerk } = scene
  const { journal } = street
  const counted = await inTurn(journal.broadcasts, sent => judgeCount(sent, scene))
  const everybody = [...residents, ...leavers, ...staff, clerk]
  const chats = new Map<Client, WireMessage[]>()
  for (const client of everybody) chats.set(client, await client.transcript())
  await wait(1000) // the last lines are still on their way to the pages
  const otherThan = (client: Client) => residents.find(r => r !== client)!
  const breaches = [
    ...journal.breaches,
    ...counted,
    ...judgeChats(scene, chats),
    ...(await inTurn(everybody, client => judgeSubmissions(client, journal))),
    ...(await inTurn(journal.submissions, judgeCertificate)),
    ...(await inTurn(journal.pictures, p => judgePicture(p, { bot, other: otherThan(p.client) }))),
    ...(await inTurn(journal.leavers, left => judgeLeaver(left, { chats, other: residents[0]! }))),
  ]
  return { breaches: once(breaches), promises: promisesIn(scene, everybody) }
}

function promisesIn({ street: { journal }, residents }: Scene, everybody: readonly Client[]): Promises {
  const lines = everybody.flatMap(c => c.sent).filter(line => line.taken !== null)
  return {
    'lines taken': lines.length,
    'of these shown to the page, and never told 200': lines.filter(line => line.taken === 'shown').length,
    'submissions with a number': journal.submissions.length,
    reminders: journal.reminders.length,
    broadcasts: journal.broadcasts.length,
    'letters of broadcasts': journal.broadcasts.length * residents.length,
    confirmations: [...journal.confirmations.values()].reduce((sum, who) => sum + who.size, 0),
    'requests for help': journal.requests.length,
    pictures: journal.pictures.length,
    'deletions of everything': journal.leavers.length,
  }
}

/** A line that had no answer in time and then has none at all is one breach. */
function once(breaches: readonly Breach[]): Breach[] {
  const lost = new Set(breaches.flatMap(b => (b.what !== 'left' && b.line !== null ? [b.line] : [])))
  return breaches.filter(b => b.what !== 'left' || b.line === null || !lost.has(b.line))
}

async function inTurn<T>(things: readonly T[], judge: (thing: T) => Promise<Breach[]>): Promise<Breach[]> {
  const found: Breach[] = []
  for (const thing of things) found.push(...(await judge(thing)))
  return found
}

/** Something that must come once, into one of these chats, and not before the time of day that was told. */
interface Expected extends Unasked {
  during: string
  told: string | null
  where: readonly Client[]
}

/** Whatever people were told would come by itself. */
function expectedIn({ street: { journal, words }, residents, staff, clerk }: Scene): Expected[] {
  const fresh = { times: 0, at: null, told: null, who: '' }
  const letters = journal.broadcasts.flatMap(({ number, ...sent }) =>
    residents.map(r => ({
      ...fresh,
      ...sent,
      who: r.person.number,
      what: `broadcast ${number} (${sent.token})`,
      where: [r],
    })),
  )
  const reminders = journal.reminders.map(({ client, ...promised }) => {
    const what = `the reminder of ${promised.told}`
    return { ...fresh, ...promised, who: client.person.number, what, where: [client] }
  })
  // A request goes to one of those who are there for the class.
  const requests = journal.requests.map(asked => ({
    ...fresh,
    ...asked,
    what: `a request for help (${asked.token})`,
    where: [clerk, ...staff],
  }))
  const counts = journal.broadcasts.map(({ number, during }) => {
    const what = `what was asked of ${number}`
    return { ...fresh, what, token: words.progressOf(number), during, where: [clerk] }
  })
  return [...letters, ...reminders, ...requests, ...counts]
}

/** Every chat line by line, and whatever had to come into it by itself. */
function judgeChats(scene: Scene, chats: ReadonlyMap<Client, readonly WireMessage[]>): Breach[] {
  const { reference, street } = scene
  const expected = expectedIn(scene)
  const inChats = [...chats].flatMap(([client, transcript]) => {
    const left = street.journal.leavers.find(l => l.client === client)
    const rest = left ? afterLeaving(client, left, transcript) : { sent: client.sent, lines: transcript }
    const unasked = expected.filter(e => e.where.includes(client))
    const own = { person: client.person, sent: rest.sent }
    return [...judgeChat(own, rest.lines, { reference, unasked }), ...judgePage(client, rest.lines, 'end')]
  })
  return [...inChats, ...expected.flatMap(e => [...judgeUnasked(e, e.during), ...tooEarly(e, street.zone)])]
}

function tooEarly({ who, what, at, told, during }: Expected, zone: string): Breach[] {
  if (told === null || at === null || timeIn(new Date(at), zone) >= told) return []
  return [breach('left', { during, who }, `${what} came at ${at}, before its time`)]
}

/** What somebody said after everything was deleted, and the chat from there on. */
function afterLeaving({ sent }: Client, { before }: Left, transcript: readonly WireMessage[]) {
  const deletion = sent.findIndex(line => !before.has(line.id))
  const since = sent.slice(deletion + 1)
  const from = transcript.findIndex(line => line.id === since[0]?.id)
  return { sent: since, lines: from < 0 ? [] : transcript.slice(from) }
}
