import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

type Line = { open: Exchange } | { marked: string; isTried: boolean } | { closed: string }

/** Opens the exchanges kept in a folder. The addresses are as good as passwords for an hour: only the owner may read the file. */
export function openExchanges(folder: string, now: Date): Exchanges {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'exchanges.jsonl')
  const open = new Map<string, Exchange>()
  const apply = (line: Line) => {
    if ('open' in line) open.set(line.open.update, line.open)
    else if ('closed' in line) open.delete(line.closed)
    else if (open.has(line.marked)) open.get(line.marked)!.isTried = line.isTried
  }
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const parsed = lineIn(line)
    if (parsed) apply(parsed)
  }
  const isOver = ({ at }: Exchange, at2: Date) => at <= at2.getTime() - lifeMs
  const forgetOld = (at: Date) => {
    for (const [update, exchange] of open) if (isOver(exchange, at)) open.delete(update)
  }
  const rewrite = () => {
    const lines = [...open.values()].map(exchange => `${JSON.stringify({ open: exchange })}\n`)
    writeFileSync(`${path}.new`, lines.join(''), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  forgetOld(now)
  rewrite()
  let written = 0
  const keep = (line: Line, at?: Date) => {
    apply(line)
    appendFileSync(path, `${JSON.stringify(line)}\n`)
    if (!at || ++written % 1000 !== 0) return
    forgetOld(at)
    rewrite()
  }
  return {
    open(exchange, at) {
      if (!open.has(exchange.update)) keep({ open: { ...exchange, at: at.getTime(), isTried: false } }, at)
    },
    find(update, at) {
      const found = open.get(update)
      return found && !isOver(found, at) ? found : null
    },
    mark: (update, isTried) => keep({ marked: update, isTried }),
    close: update => keep({ closed: update }),
  }
}

function lineIn(text: string): Line | null {
  try {
    return text === '' ? null : (JSON.parse(text) as Line)
  } catch {
    return null // the last line of a killed process may be cut off
  }
}
