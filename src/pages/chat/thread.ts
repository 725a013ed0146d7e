import type { WireMessage } from '../../channels/web/wire.ts'

/** A line as it is shown: one that the server has, or one of ours on its way. */
export interface Line extends Omit<WireMessage, 'seq'> {
  state: 'sent' | 'sending' | 'retrying' | 'failed'
  /** Why it failed, in words. */
  reason: string | null
}

/** What can still be done with a bot's message, and what was. */
export interface LineMark {
  choices: Use
  rating: Use
}
export interface Use {
  isOpen: boolean
  chosen: string | null
}

/** The messages of all chats, each once and in the server's order. */
export class Threads {
  #chats = new Map<string, Map<string, WireMessage>>()

  /** Adds a message; false when it was there. */
  add(message: WireMessage): boolean {
    const chat = this.#chats.get(message.chat) ?? new Map<string, WireMessage>()
    if (chat.has(message.id)) return false
    this.#chats.set(message.chat, chat.set(message.id, message))
    return true
  }

  has(chat: string, id: string): boolean {
    return this.#chats.get(chat)?.has(id) ?? false
  }

  of(chat: string): WireMessage[] {
    return [...(this.#chats.get(chat)?.values() ?? [])].sort((a, b) => a.seq - b.seq)
  }

  /** The first number in a chat that the page knows; 0 when there is none. */
  firstSeq(chat: string): number {
    return this.of(chat)[0]?.seq ?? 0
  }

  /** The last number in one chat, or in all of them; 0 when there is none. */
  lastSeq(chat?: string): number {
    const chats = chat === undefined ? [...this.#chats.keys()] : [chat]
    return Math.max(0, ...chats.map(id => this.of(id).at(-1)?.seq ?? 0))
  }
}

const closed: Use = { isOpen: false, chosen: null }

/** Buttons that name what they are about (收到 A07, 收到 C03) mean the same however much has been said since. */
const areLasting = ({ choices }: Line) => choices.length > 0 && choices.every(c => /[A-Z]\d{2,}/.test(c.value))

/**
 * Reads from the lines themselves which buttons are still good for `me`. A number picks from the newest list and a rating
 * rates the newest answer, so older buttons would do something else than they say; only those that name their matter last.
 */
export function lineMarksOf(lines: readonly Line[], me: string, ratings: readonly string[]): Map<string, LineMark> {
  const marks = new Map<string, LineMark>()
  let choosing: Line | null = null
  const lasting = new Set<Line>()
  let rating: Line | null = null
  const mark = (line: Line, change: Partial<LineMark>) =>
    marks.set(line.id, { ...(marks.get(line.id) ?? { choices: closed, rating: closed }), ...change })
  for (const line of lines) {
    if (line.from === null && (line.to === null || line.to.id === me)) {
      choosing = line.choices.length > 0 && !areLasting(line) ? line : null
      if (areLasting(line)) lasting.add(line)
      if (line.rateable) rating = line
    } else if (line.from?.id === me) {
      const said = line.text.trim()
      if (choosing?.choices.some(c => c.value === said)) {
        mark(choosing, { choices: { isOpen: false, chosen: said } })
        choosing = null
      }
      for (const open of lasting)
        if (open.choices.some(c => c.value === said)) {
          mark(open, { choices: { isOpen: false, chosen: said } })
          lasting.delete(open)
        }
      if (rating && ratings.includes(said)) {
        mark(rating, { rating: { isOpen: false, chosen: said } })
        rating = null
      }
    }
  }
  for (const open of lasting) mark(open, { choices: { isOpen: true, chosen: null } })
  if (choosing) mark(choosing, { choices: { isOpen: true, chosen: null } })
  if (rating) mark(rating, { rating: { isOpen: true, chosen: null } })
  return marks
}
