import { pause } from './pause.ts'

/** Which chats of this login do not take our messages, as far as the platform has said. */
export class Refusals {
  readonly #refused = new Map<string, 'left' | 'blocked'>()
  /** Whoever waits to hear whether a person takes our messages. */
  readonly #awaited = new Map<string, () => void>()
  readonly #patienceMs: number

  /** A person may turn out to have blocked us for `patienceMs` after a message. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  /** A login began. */
  clear(): void {
    this.#refused.clear()
  }

  /** Somebody wrote there: it takes ours too. */
  end(chat: string): void {
    this.#refused.delete(chat)
  }

  left(room: string): void {
    this.#refused.set(room, 'left')
  }

  blocked(person: string): void {
    this.#refused.set(person, 'blocked')
    this.#awaited.get(person)?.()
  }

  /** Why a chat does not take our messages, or null. */
  of(chat: string): 'left' | 'blocked' | null {
    return this.#refused.get(chat) ?? null
  }

  /** Resolves when a person turns out to have blocked us, or when the platform has had the time to say so. */
  async soon(person: string, signal: AbortSignal): Promise<void> {
    const heard = new AbortController()
    this.#awaited.set(person, () => heard.abort())
    if (!this.#refused.has(person)) await pause(this.#patienceMs, AbortSignal.any([signal, heard.signal]))
    this.#awaited.delete(person)
  }
}
