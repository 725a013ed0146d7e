import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What the channel must still know after a restart; every change is in the file when the call returns. */
export interface Memory {
  /** Whether this person has opened their private chat with the bot and not closed it. */
  isOpen(person: number): boolean
  setOpen(person: number, isOpen: boolean): void
  /** The id under which a chat goes on. */
  nowAt(chat: number): number
  setMoved(from: number, to: number): void
  /** How many messages of a delivery have been shown. */
  shownOf(delivery: string): number
  setShown(delivery: string, count: number): void
  /** The delivery is done with. */
  forget(delivery: string): void
}

const factSchema = z.union([
  z.strictObject({ open: z.number() }),
  z.strictObject({ closed: z.number() }),
  z.strictObject({ moved: z.tuple([z.number(), z.number()]) }),
  z.strictObject({ shown: z.string(), count: z.number() }),
  z.strictObject({ done: z.string() }),
])
type Fact = z.infer<typeof factSchema>

/** Deliveries that nobody asked about again (a broadcast held for a person, say) are forgotten when so many are remembered. */
const mostDeliveries = 1000
/** The file is written anew when it has grown by so many lines. */
const mostLines = 5000

/** Opens what was remembered in a folder: a file of one fact a line, so that a kill in the middle costs that line at most. */
export function openMemory(folder: string): Memory {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'memory.jsonl')
  const open = new Set<number>()
  const moved = new Map<number, number>()
  const shown = new Map<string, number>()
  if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n')) apply(factOf(line))
  /** Lines since the file was last written anew. */
  let lines = 0
  rewrite()

  function apply(fact: Fact | null): void {
    if (fact === null) return
    if ('open' in fact) open.add(fact.open)
    else if ('closed' in fact) open.delete(fact.closed)
    else if ('moved' in fact) moved.set(...fact.moved)
    else if ('done' in fact) shown.delete(fact.done)
    else shown.set(fact.shown, fact.count)
    if (shown.size > mostDeliveries) shown.delete(shown.keys().next().value!)
  }

  /** Writes all that is still true into a new file. */
  function rewrite(): void {
    const facts: Fact[] = [
      ...[...open].map(id => ({ open: id })),
      ...[...moved].map(pair => ({ moved: pair })),
      ...[...shown].map(([id, count]) => ({ shown: id, count })),
    ]
    writeFileSync(`${path}.new`, facts.map(f => `${JSON.stringify(f)}\n`).join(''))
    renameSync(`${path}.new`, path)
    lines = 0
  }

  function keep(fact: Fact): void {
    apply(fact)
    appendFileSync(path, `${JSON.stringify(fact)}\n`)
    lines++
    if (lines >= mostLines) rewrite()
  }

  return {
    isOpen: person => open.has(person),
    setOpen(person, isOpen) {
      if (open.has(person) !== isOpen) keep(isOpen ? { open: person } : { closed: person })
    },
    nowAt: chat => moved.get(chat) ?? chat,
    setMoved(from, to) {
      if (moved.get(from) !== to) keep({ moved: [from, to] })
    },
    shownOf: delivery => shown.get(delivery) ?? 0,
    setShown: (delivery, count) => keep({ shown: delivery, count }),
    forget(delivery) {
      if (shown.has(delivery)) keep({ done: delivery })
    },
  }
}

/** The fact of a line, or null for one that was cut off. */
function factOf(line: string): Fact | null {
  try {
    return factSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null // the last line of a process that was killed
  }
}
