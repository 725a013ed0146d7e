import { join } from 'node:path'
import { FactFile, type Remembered } from '../http/facts.ts'

/** A message that may be answered once, at an address of its own. */
export interface Exchange {
  /** The update's id, and the chat that it came from. */
  update: string
  chat: string
  url: string
  /** Epoch milliseconds. */
  at: number
  /** Whether an answer was begun whose fate is unknown. */
  isTried: boolean
}

/** The messages that wait for an answer; kept in a file, because a message is answered after a restart too. */
export interface Exchanges {
  open(exchange: { update: string; chat: string; url: string }, now: Date): void
  find(update: string, now: Date): Exchange | null
  /** Whether an answer was begun whose fate is unknown. */
  mark(update: string, isTried: boolean): void
  close(update: string): void
}

/** WeCom takes an answer for an hour; a little less, so that none is sent too late. */
const lifeMs = 59 * 60_000

/** The file is written anew when it has grown by so many lines. */
const mostLines = 3000

type Fact = { open: Exchange } | { marked: string; isTried: boolean } | { closed: string }

/** Opens the exchanges kept in a folder. The addresses are as good as passwords for an hour: only the owner may read the file. */
export function openExchanges(folder: string, now: Date): Exchanges {
  return new KeptExchanges(join(folder, 'exchanges.jsonl'), now)
}

class KeptExchanges implements Exchanges, Remembered<Fact> {
  readonly #open = new Map<string, Exchange>()
  readonly #file: FactFile<Fact>
  /** The last time that we heard of. */
  #now: Date

  constructor(path: string, now: Date) {
    this.#now = now
    this.#file = new FactFile(path, this, mostLines)
  }

  read(value: unknown): Fact | null {
    return value as Fact | null
  }

  apply(fact: Fact): void {
    if ('open' in fact) this.#open.set(fact.open.update, fact.open)
    else if ('closed' in fact) this.#open.delete(fact.closed)
    else if (this.#open.has(fact.marked)) this.#open.get(fact.marked)!.isTried = fact.isTried
  }

  /** What is over is forgotten here. */
  facts(): Fact[] {
    for (const [update, exchange] of this.#open) if (isOver(exchange, this.#now)) this.#open.delete(update)
    return [...this.#open.values()].map(open => ({ open }))
  }

  open(exchange: { update: string; chat: string; url: string }, now: Date): void {
    if (this.#open.has(exchange.update)) return
    this.#now = now
    this.#file.keep({ open: { ...exchange, at: now.getTime(), isTried: false } })
  }

  find(update: string, now: Date): Exchange | null {
    const found = this.#open.get(update)
    return found && !isOver(found, now) ? found : null
  }

  mark(update: string, isTried: boolean): void {
    this.#file.keep({ marked: update, isTried })
  }

  close(update: string): void {
    this.#file.keep({ closed: update })
  }
}

const isOver = ({ at }: Exchange, now: Date) => at <= now.getTime() - lifeMs
