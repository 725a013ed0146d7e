import { type Answer, type Frame, freshId, type Kept } from './net.ts'
import { whyRefused, words } from './words.ts'

/** One of our lines until the server's own copy of it arrives. */
export interface Outgoing {
  id: string
  chat: string
  person: { id: string; name: string }
  text: string
  pictures: Kept[]
  repliesToBot: boolean
  /** The bot's time when it was written. */
  at: string
  state: 'sending' | 'retrying' | 'sent' | 'failed'
  /** Why it failed; `unreachable` is tried again when the line is back. */
  failure: 'unreachable' | 'refused' | null
  reason: string | null
}

export type Draft = Pick<Outgoing, 'chat' | 'person' | 'text' | 'pictures' | 'repliesToBot' | 'at'>

interface Ways {
  post(frame: Frame): Promise<Answer<unknown>>
  /** Called after every change. */
  changed(): void
}

const mostTries = 6
const waitBefore = (tries: number) => Math.min(8000, 500 * 2 ** tries)
const shelf = 'farewell-outbox'

/** Our lines on their way: in order, one at a time, and each under one id however often it is tried. */
export class Outbox {
  #lines: Outgoing[] = restore()
  #ways: Ways
  #isBusy = false
  #tries = 0
  #hurry = () => {}

  constructor(ways: Ways) {
    this.#ways = ways
  }

  /** The lines of a chat that the server has not echoed yet, oldest first. */
  of(chat: string): Outgoing[] {
    return this.#lines.filter(line => line.chat === chat)
  }

  add(draft: Draft): void {
    this.#lines.push({ ...draft, id: freshId(), state: 'sending', failure: null, reason: null })
    this.#changed()
    void this.pump()
  }

  /** The server has shown the line: it needs no more of us. */
  settle(id: string): void {
    if (this.#lines.some(line => line.id === id)) this.drop(id)
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
    if (!this.#lines.includes(line)) return // echoed or dropped meanwhile
    if (answer.outcome === 'ok') {
      this.#tries = 0
      line.state = 'sent'
    } else if (answer.outcome === 'refused') {
      this.#fail(line, 'refused', whyRefused(answer))
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

/** Lines that a reload interrupted; the server drops an id that it has. */
function restore(): Outgoing[] {
  try {
    const lines = JSON.parse(sessionStorage.getItem(shelf) ?? '[]') as Outgoing[]
    return lines.map(line => (line.state === 'failed' ? line : { ...line, state: 'sending' }))
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
