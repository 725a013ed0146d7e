import type { WireTaken } from '../../channels/web/wire.ts'
import { freshId, type KeptPicture, type LineFrame, type NetAnswer } from './net.ts'
import type { Line } from './thread.ts'
import { whyRefused, words } from './words.ts'

/** One of our lines until the server has said that it is taken, and its own copy of it is here. */
export interface Outgoing {
  id: string
  chat: string
  person: { id: string; name: string }
  text: string
  pictures: KeptPicture[]
  repliesToBot: boolean
  /** The bot's time when it was written. */
  at: string
  state: 'sending' | 'retrying' | 'sent' | 'failed'
  /** Why it failed; `unreachable` is tried again when the line is back, or the page has a pass again. */
  failure: 'unreachable' | 'refused' | null
  reason: string | null
}

export type Draft = Pick<Outgoing, 'chat' | 'person' | 'text' | 'pictures' | 'repliesToBot' | 'at'>

interface Ways {
  post(frame: LineFrame): Promise<NetAnswer<WireTaken>>
  /** Whether the server's own copy of a line is here. */
  isHere(line: Outgoing): boolean
  /** Called after every change. */
  changed(): void
}

const mostTries = 6
const waitBefore = (tries: number) => Math.min(8000, 500 * 2 ** tries)
const shelf = 'farewell-outbox'

/**
 * Our lines on their way: in order, one at a time, and each under one id however often it is tried. They are kept over a reload, for this tab only:
 * what is not sent yet is private, and the next one at the same computer must not find it.
 */
export class PageOutbox {
  #lines: Outgoing[]
  #ways: Ways
  #isBusy = false
  #tries = 0
  #hurry = () => {}

  /** `people` are those whom this page may speak as; what somebody else left in the tab is thrown away. */
  constructor(ways: Ways, people: ReadonlySet<string>) {
    this.#ways = ways
    const left = restore()
    this.#lines = left.filter(line => people.has(line.person.id))
    if (this.#lines.length < left.length) keep(this.#lines)
  }

  /** The lines of a chat that are still ours to look after, oldest first. */
  of(chat: string): Outgoing[] {
    return this.#lines.filter(line => line.chat === chat)
  }

  /** Whether there is a line that the server is not known to have taken. */
  get hasUnsent(): boolean {
    return this.#lines.some(line => line.state !== 'sent')
  }

  add(draft: Draft): void {
    this.#lines.push({ ...draft, id: freshId(), state: 'sending', failure: null, reason: null })
    this.#changed()
    void this.pump()
  }

  /** The server's own copy of a line has come. Until the server has also said that it is taken, the line stays ours. */
  settle(id: string): void {
    if (this.#lines.some(line => line.id === id && line.state === 'sent')) this.drop(id)
  }

  drop(id: string): void {
    this.#lines = this.#lines.filter(line => line.id !== id)
    this.#changed()
  }

  retry(id: string): void {
    this.#again(line => line.id === id)
  }

  /** The line is back: what only the network stopped goes out at once. */
  hurry(): void {
    this.#again(line => line.failure === 'unreachable')
    this.#hurry()
  }

  /** Sends what waits. Runs once at a time. */
  async pump(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    for (let line = this.#next(); line; line = this.#next()) await this.#send(line)
    this.#isBusy = false
  }

  #next = () => this.#lines.find(line => line.state === 'sending' || line.state === 'retrying')

  async #send(line: Outgoing): Promise<void> {
    const { id, chat, person, text, pictures, repliesToBot } = line
    const answer = await this.#ways.post({
      id,
      chat,
      person: person.id,
      text,
      pictures: pictures.map(p => p.name),
      repliesToBot,
    })
    if (!this.#lines.includes(line)) return // dropped meanwhile
    if (answer.outcome === 'ok') {
      this.#tries = 0
      line.state = 'sent'
      // What the turn itself deleted has no copy that could come.
      if (!answer.value.isKept || this.#ways.isHere(line)) return this.drop(id)
    } else if (answer.outcome === 'refused') {
      const failure = answer.error === 'no-pass' ? 'unreachable' : 'refused'
      this.#fail(line, failure, whyRefused(answer))
    } else if (++this.#tries >= mostTries) {
      this.#fail(line, 'unreachable', words.unreachable)
    } else {
      line.state = 'retrying'
      this.#changed()
      await this.#wait(waitBefore(this.#tries))
      return
    }
    this.#changed()
  }

  #fail(line: Outgoing, failure: Outgoing['failure'], reason: string): void {
    this.#tries = 0
    Object.assign(line, { state: 'failed', failure, reason })
  }

  #again(which: (line: Outgoing) => boolean): void {
    const again = this.#lines.filter(line => line.state === 'failed' && which(line))
    for (const line of again) Object.assign(line, { state: 'sending', failure: null, reason: null })
    if (again.length > 0) this.#changed()
    void this.pump()
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      this.#hurry = resolve
      setTimeout(resolve, milliseconds)
    })
  }

  #changed(): void {
    keep(this.#lines.filter(line => line.state !== 'sent'))
    this.#ways.changed()
  }
}

/** A line of ours as it is shown before the server's own copy of it is here. */
export function onItsWay(line: Outgoing): Line {
  const isVideo = ({ name }: KeptPicture) => /\.(?:mp4|mov)$/.test(name)
  const images = line.pictures.filter(p => !isVideo(p)).map(p => ({ url: p.url, alt: '' }))
  const files = line.pictures.filter(isVideo)
  const { id, chat, person, text, at, state, reason } = line
  return { id, chat, from: person, to: null, text, images, files, choices: [], rateable: false, at, state, reason }
}

/** Lines that a reload interrupted; the server drops an id that it has. */
function restore(): Outgoing[] {
  try {
    const lines = JSON.parse(sessionStorage.getItem(shelf) ?? '[]') as Outgoing[]
    const again = { state: 'sending', failure: null, reason: null } as const
    return lines.map(line => (line.failure === 'refused' ? line : { ...line, ...again }))
  } catch {
    return [] // storage is switched off, or holds something else
  }
}

function keep(lines: Outgoing[]): void {
  try {
    sessionStorage.setItem(shelf, JSON.stringify(lines))
  } catch {
    // storage is switched off or full: lines then last as long as the page
  }
}
