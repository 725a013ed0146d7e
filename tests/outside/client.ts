import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import { type Answer, enter, listen, request } from './net.ts'
import type { Bot } from './process.ts'
import type { Reference } from './reference.ts'
import { shapeOf } from './reference.ts'
import type { Person } from './school.ts'

/** A line that a person has sent, and what they were told of it. */
export interface Sent {
  id: string
  /** What was said, in the words of the reference. */
  key: string
  token: string
  text: string
  /** During which fault it was sent. */
  during: string
  /** How the page came to show it as sent: it was told 200, or the line itself came back; null while neither. */
  taken: 'told' | 'shown' | null
  /** Milliseconds of the process's clock that only goes forward. */
  at: number
  /** How many lines the page had shown when it was sent. */
  heardBefore: number
}

/** A picture of which the person was told that it is kept. */
export interface Kept {
  name: string
  url: string
}

/** One who talks to the bot as the page does: the same ids until 200, one line at a time, an open stream that goes on where it broke. */
export interface Client {
  readonly person: Person
  readonly chat: string
  readonly sent: readonly Sent[]
  /** What the stream has shown, in order of arrival, each line once. */
  readonly heard: readonly WireMessage[]
  /** Sends a line; resolves when it is shown as sent. */
  say(key: string, text: string, more?: { token?: string; pictures?: string[] }): Promise<Sent>
  /** The lines that answer one that was sent; throws `Stuck` when they do not come while the bot could speak. */
  answersTo(sent: Sent): Promise<WireMessage[]>
  /** A recent line of the bot's of which this is true; null when none comes. */
  hears(what: (text: string) => boolean): Promise<WireMessage | null>
  keep(picture: Uint8Array): Promise<Kept>
  call(path: string, init?: RequestInit): Promise<Answer>
  /** Everything in the chat as the server tells it, oldest first. */
  transcript(): Promise<WireMessage[]>
  close(): void
}

/** What a page cannot go on with: no answer came though the bot had time for it, or the server refused what may be sent. */
export class Stuck extends Error {
  /** The line that it is about, or null for a picture. */
  readonly line: string | null
  constructor(line: string | null, story: string) {
    super(story)
    this.line = line
  }
}

/** What clients stand on and tell. */
export interface Ground {
  bot: Bot
  reference: Reference
  /** How long the bot may take for an answer, in milliseconds in which it could serve. */
  patienceMs: number
  during(): string
  /** Hears that a page has shown its own line as sent. */
  shown(): void
  /** Hears how a post was answered. */
  answered(status: number): void
  /** True now and then: whether this line is sent a second time though it was taken. */
  repeats(): boolean
  /** While nothing happens: answers are not compared with the reference, they make it. */
  isCalm(): boolean
  /** Words by which one knows what comes into a chat by itself. */
  unasked: ReadonlySet<string>
}

const retryMs = 150
/** After so long without another line an answer in calm is whole. */
const quietMs = 250
/** Nobody says more than so many lines before the answer to one is there. */
const recently = 200

/** Opens a page for someone with a personal link. */
export async function openClient(person: Person, ground: Ground): Promise<Client> {
  const { bot } = ground
  const cookie = await enter(bot.url, person.link)
  const heard: WireMessage[] = []
  const sent: Sent[] = []
  const closing = new AbortController()
  const call = (path: string, init: RequestInit = {}) => request(bot.url + path, { cookie, init })
  const { people } = JSON.parse((await call('/api/start')).bytes.toString())
  const chat = `${people[0].id}:private`
  const shownOf = (id: string) => heard.findLast(line => line.id === id)
  void listen({ url: bot.url, cookie, heard, signal: closing.signal, mine: () => ground.shown() })

  const deliver = async (line: Sent, body: string): Promise<'told' | 'shown'> => {
    for (;;) {
      const { status, bytes } = await call('/api/messages', json(body))
      ground.answered(status)
      if (status === 200) return 'told'
      // The page lets go of a line that it has been shown; whatever became of the request.
      if (shownOf(line.id)) return 'shown'
      if (status >= 400 && status < 500 && status !== 408 && status !== 429)
        throw new Stuck(line.id, `“${line.text}” was refused: ${status} ${bytes.toString().slice(0, 200)}`)
      await wait(retryMs)
    }
  }
  return {
    person,
    chat,
    sent,
    heard,
    call,
    async say(key, text, { token = '', pictures = [] } = {}) {
      const line: Sent = {
        id: randomUUID(),
        key,
        token,
        text,
        during: ground.during(),
        taken: null,
        at: performance.now(),
        heardBefore: heard.length,
      }
      sent.push(line)
      const body = JSON.stringify({ id: line.id, chat, person: people[0].id, text, pictures })
      line.taken = await deliver(line, body)
      // A page that lost the answer posts again; that must change nothing.
      if (ground.repeats()) void call('/api/messages', json(body))
      return line
    },
    answersTo: line => answersTo(line, { heard, ground, own: { name: person.name, token: line.token } }),
    async hears(what) {
      const until = bot.goodMs() + ground.patienceMs
      for (;;) {
        const found = heard.slice(-recently).find(line => line.from === null && what(line.text))
        if (found || bot.goodMs() > until) return found ?? null
        await wait(20)
      }
    },
    async keep(picture) {
      for (;;) {
        const { status, bytes } = await call('/api/pictures', { method: 'POST', body: new Uint8Array(picture) })
        if (status === 200) return JSON.parse(bytes.toString())
        if (status >= 400 && status < 500 && status !== 408 && status !== 429)
          throw new Stuck(null, `a picture was refused: ${status} ${bytes.toString().slice(0, 200)}`)
        await wait(retryMs)
      }
    },
    transcript: () => transcriptOf(chat, call),
    close: () => closing.abort(),
  }
}

const json = (body: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } })

interface Listening {
  heard: readonly WireMessage[]
  ground: Ground
  own: { name: string; token: string }
}

async function answersTo(line: Sent, { heard, ground, own }: Listening): Promise<WireMessage[]> {
  const { bot, reference, patienceMs } = ground
  if (ground.isCalm()) return learned(line, { heard, ground, own })
  const expected = reference.of(line.key)
  if (!expected) throw new Error(`nothing was learned of “${line.key}”`)
  const until = bot.goodMs() + patienceMs
  for (let known = -1; ; ) {
    const found = heard.length !== known ? inOrder(linesAfter(heard, line), expected, own) : null
    if (found) return found
    known = heard.length
    if (bot.goodMs() > until) throw new Stuck(line.id, `“${line.text}” had no answer for ${patienceMs / 1000} s`)
    await wait(20)
  }
}

/** The answer in calm, noted as what it must be from now on. */
async function learned(line: Sent, { heard, ground, own }: Listening): Promise<WireMessage[]> {
  for (let tries = 0, count = 0; tries < 100; tries++) {
    const lines = linesAfter(heard, line).filter(l => !isUnasked(l, ground, own.token))
    if (lines.length > 0 && lines.length === count) {
      if (!ground.reference.learn(line.key, lines, own)) {
        // It is judged by itself, and the question is good for nobody else.
        line.key += ` ${line.id}`
        ground.reference.learn(line.key, lines, own)
        throw new Error(`answered otherwise than before: “${line.text}”`)
      }
      return lines
    }
    count = lines.length
    await wait(quietMs)
  }
  throw new Stuck(line.id, `“${line.text}” had no answer in calm`)
}

const isUnasked = ({ text }: WireMessage, { unasked }: Ground, own: string) =>
  [...unasked].some(token => token !== own && text.includes(token))

/** What the bot said since a line was sent, in the order of the chat; only what stands behind it, where it is shown. */
function linesAfter(heard: readonly WireMessage[], { id, heardBefore }: Sent): WireMessage[] {
  const since = heard.slice(heardBefore)
  // Of a line that asks for the deletion of everything nothing need be left.
  const seq = since.find(line => line.id === id)?.seq ?? 0
  return since.filter(line => line.from === null && line.seq > seq).sort((a, b) => a.seq - b.seq)
}

/** The lines that have the expected shapes, in order, whatever stands between them; null when one is missing. */
function inOrder(
  lines: readonly WireMessage[],
  expected: readonly string[],
  own: { name: string; token: string },
): WireMessage[] | null {
  const found: WireMessage[] = []
  for (const line of lines) {
    if (found.length === expected.length) break
    if (shapeOf(line, own) === expected[found.length]) found.push(line)
  }
  return found.length === expected.length ? found : null
}

async function transcriptOf(chat: string, call: Client['call']): Promise<WireMessage[]> {
  const path = `/api/messages?chat=${encodeURIComponent(chat)}`
  const read = async (more: string): Promise<WireMessage[]> => {
    const { status, bytes } = await call(path + more)
    if (status !== 200) throw new Error(`the chat cannot be read: ${status}`)
    return JSON.parse(bytes.toString()).messages
  }
  let lines = await read('')
  for (;;) {
    const first = lines[0]
    const older = first ? await read(`&before=${first.seq}`) : []
    if (older.length === 0) return lines
    lines = [...older, ...lines]
  }
}
