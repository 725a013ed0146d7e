import type { WireMessage } from '../../src/channels/web/wire.ts'
import type { Client, Sent } from './client.ts'
import type { Breach } from './journal.ts'
import { type Reference, shapeOf } from './reference.ts'

/** Something that comes into a chat unasked, known by its token. */
export interface Unasked {
  /** Whose it is, and what it is, for the story. */
  who: string
  what: string
  token: string
  /** How often it has come so far. */
  times: number
  /** When it came first; ISO instant. */
  at: string | null
}

/** An answer that is owed. */
interface Owed {
  sent: Sent
  shape: string
}

/**
 * Reads a whole chat: every line that was taken stands there once and in order, and has its answers once, in order, and after itself. What comes
 * unasked is counted where it is expected; everything else is a breach.
 */
export function judgeChat(
  { person, sent }: { person: Client['person']; sent: readonly Sent[] },
  transcript: readonly WireMessage[],
  { reference, unasked }: { reference: Reference; unasked: readonly Unasked[] },
): Breach[] {
  const breaches: Breach[] = []
  const blame = (what: Breach['what'], { during, id, text }: Sent, story: string) =>
    breaches.push({ during, what, who: person.number, story: `“${text}” (${id}): ${story}`, line: id })
  const open = new Map(sent.map(line => [line.id, line]))
  const owed: Owed[] = []
  let last: Owed | null = null
  for (const line of transcript) {
    if (line.from !== null) {
      const mine = open.get(line.id)
      if (!mine) blame('doubled', strayOf(line), 'it stands there and was never sent, or stands there twice')
      else owed.push(...(reference.of(mine.key) ?? []).map(shape => ({ sent: mine, shape })))
      open.delete(line.id)
      continue
    }
    const place = owed.findIndex(o => isAnswer(line, o, person.name))
    const came = unasked.find(u => line.text.includes(u.token))
    if (place === 0 || (place > 0 && !came)) {
      for (const { sent: skipped, shape } of owed.splice(0, place))
        blame('lost', skipped, `no answer “${start(shape)}”`)
      last = owed.shift()!
    } else if (came) {
      came.times++
      came.at ??= line.at
    } else if (last && isAnswer(line, last, person.name))
      blame('doubled', last.sent, `answered twice: “${start(line.text)}”`)
    else blame('left', last?.sent ?? strayOf(line), `and then, unasked, at ${line.at}: “${start(line.text)}”`)
  }
  for (const { sent: line, shape } of owed) blame('lost', line, `no answer “${start(shape)}”`)
  for (const line of open.values())
    if (line.taken) blame('lost', line, `the page was ${told[line.taken]}, and it is not there`)
  return [...breaches, ...disordered(sent, transcript, person)]
}

const told = { told: 'told 200', shown: 'shown the line' }

const isAnswer = (line: WireMessage, { sent, shape }: Owed, name: string) =>
  shapeOf(line, { name, token: sent.token }) === shape

const start = (text: string) => text.replaceAll('\n', ' ').slice(0, 60)

/** A line of a chat that nobody has sent, as one that was. */
const strayOf = ({ id, text }: WireMessage): Sent => ({
  id,
  text,
  key: '',
  token: '',
  during: 'end',
  taken: null,
  at: 0,
  heardBefore: 0,
})

function disordered(sent: readonly Sent[], transcript: readonly WireMessage[], person: Client['person']): Breach[] {
  const place = new Map(sent.map((line, n) => [line.id, n]))
  const places = transcript.flatMap(line => place.get(line.id) ?? [])
  const at = places.findIndex((p, n) => n > 0 && p < places[n - 1]!)
  if (at < 0) return []
  const { id, text, during } = sent[places[at]!]!
  return [
    {
      during,
      what: 'left',
      who: person.number,
      story: `“${text}” (${id}): stands behind what was sent after it`,
      line: id,
    },
  ]
}

/** What was to come once and came otherwise. */
export function judgeUnasked({ who, what, times }: Unasked, during: string): Breach[] {
  if (times === 1) return []
  const story = times === 0 ? `${what} never came` : `${what} came ${times} times`
  return [{ during, what: times === 0 ? 'lost' : 'doubled', who, story, line: null }]
}

/** What the open page was never shown though it is in the chat. */
export function judgePage({ person, heard }: Client, transcript: readonly WireMessage[], during: string): Breach[] {
  const shown = new Set(heard.map(line => line.id))
  return transcript.flatMap((line): Breach[] =>
    shown.has(line.id)
      ? []
      : [
          {
            during,
            what: 'lost',
            who: person.number,
            story: `“${start(line.text)}” (${line.id}, ${line.at}) was never shown on the open page`,
            line: line.id,
          },
        ],
  )
}

/** The time of day that a clock in a zone shows, `HH:MM`. */
export const timeIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)
