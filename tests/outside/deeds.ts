import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import type { Client } from './client.ts'
import type { Street } from './errands.ts'
import type { Breach, Journal, Left, Pictured, Submitted } from './journal.ts'
import { request } from './net.ts'
import type { Bot } from './process.ts'
import { receiptsIn } from './reference.ts'

/** A breach that is about no line of its own. */
export const breach = (what: Breach['what'], of: { during: string; who: string }, story: string): Breach => ({
  what,
  during: of.during,
  who: of.who,
  story,
  line: null,
})

/** Each broadcast says as many confirmations as people were told that theirs counts. */
export async function judgeCount(
  { number, during }: { number: string; during: string },
  { street: { words, journal }, clerk }: { street: Street; clerk: Client },
): Promise<Breach[]> {
  await clerk.say('progress', words.progress(number))
  const about = words.progressOf(number)
  const line = await clerk.hears(text => text.startsWith(about))
  const counted = words.confirmedIn(line?.text ?? '')
  const told = journal.confirmations.get(number)?.size ?? 0
  if (counted === told) return []
  const story = `${number}: ${told} people were told that their confirmation counts, and ${counted} are counted`
  return [breach((counted ?? 0) < told ? 'lost' : 'doubled', { during, who: '' }, story)]
}

/** The numbers that a person was told are those that stand in what is kept of them. */
export async function judgeSubmissions(client: Client, { submissions, leavers, breaches }: Journal): Promise<Breach[]> {
  if (leavers.some(l => l.client === client)) return []
  const who = client.person.number
  const person = client.chat.replace(/:private$/, '')
  const { status, bytes } = await client.call(`/api/my-data?person=${encodeURIComponent(person)}`)
  const kept = new Set(receiptsIn(bytes.toString()))
  const told = submissions.filter(s => s.client === client)
  const receipts = new Set(told.map(s => s.receipt))
  // Who got stuck in a conversation has a number that nobody was told yet; staff are sent those of others.
  const isUnclear = client.person.role === 'staff' || breaches.some(b => b.who === who)
  const more = isUnclear ? [] : [...kept].filter(receipt => !receipts.has(receipt))
  const twice = submissions.filter(s => s.client !== client && receipts.has(s.receipt))
  return [
    ...told
      .filter(s => !kept.has(s.receipt))
      .map(({ receipt, during }) => breach('lost', { during, who }, `${receipt} is not kept (${status})`)),
    ...more.map(receipt => breach('doubled', { during: 'end', who }, `${receipt} is kept and was never told`)),
    ...twice.map(({ receipt, during }) => breach('doubled', { during, who }, `${receipt} was told to two people`)),
  ]
}

/** A code on a certificate is known to whoever looks it up. */
export async function judgeCertificate({ client, code, receipt, during }: Submitted): Promise<Breach[]> {
  if (code === null) return []
  const { bytes } = await client.call(`/verify?code=${code}`)
  if (bytes.includes('class="genuine"')) return []
  return [breach('lost', { during, who: client.person.number }, `${receipt}: the code ${code} is not known`)]
}

/** A picture is there for whoever gave it, and for nobody else. */
export async function judgePicture(
  { client, kept, pixels, during }: Pictured,
  { bot, other }: { bot: Bot; other: Client },
): Promise<Breach[]> {
  const of = { during, who: `${client.person.number} ${kept.name}` }
  const own = await client.call(kept.url)
  const isThere = own.status === 200 && own.bytes.includes(pixels)
  const seen = {
    'another student': await other.call(kept.url),
    'a stranger': await request(bot.url + kept.url, { cookie: '', init: {} }),
  }
  return [
    ...(isThere ? [] : [breach('lost', of, `a picture is not there for its owner (${own.status})`)]),
    ...Object.entries(seen).flatMap(([whom, { status }]) =>
      status === 200 ? [breach('left', of, `a picture is shown to ${whom}`)] : [],
    ),
  ]
}

/** Who left sees nothing of it again, and neither does anybody else. */
export async function judgeLeaver(
  { client, before, secrets, pictures, during }: Left,
  { chats, other }: { chats: ReadonlyMap<Client, readonly WireMessage[]>; other: Client },
): Promise<Breach[]> {
  const of = { during, who: client.person.number }
  const isSecret = ({ text }: WireMessage) => secrets.some(s => text.includes(s.bytes.toString()))
  const found: Breach[] = []
  const still = chats.get(client)!.filter(line => before.has(line.id) || isSecret(line))
  if (still.length > 0) {
    const { id, text } = still[0]!
    const story = `deleted everything and still sees ${still.length} lines, the first “${text.slice(0, 40)}” (${id})`
    found.push(breach('left', of, story))
  }
  for (const [{ person }, lines] of chats)
    if (person !== client.person && lines.some(isSecret))
      found.push(breach('left', of, `deleted everything, and ${person.number} sees it`))
  for (const { url, name } of pictures)
    for (const who of [client, other]) {
      const { status } = await who.call(url)
      if (status === 200) found.push(breach('left', of, `a deleted picture (${name}) is shown to ${who.person.number}`))
    }
  return found
}

/** What was deleted and still stands in the bytes of the data folder; the bot must have stopped. */
export function judgeBytes(folder: string, leavers: readonly Left[]): Breach[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    return leavers.flatMap(({ client, secrets, during }) =>
      secrets
        .filter(secret => bytes.includes(secret.bytes))
        .map(({ what }) =>
          breach('left', { during, who: client.person.number }, `deleted everything; ${name} still holds ${what}`),
        ),
    )
  })
}
