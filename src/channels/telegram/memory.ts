import { join } from 'node:path'
import { z } from 'zod'
import { FactFile, type Remembered } from '../http/facts.ts'

/** What the channel must still know after a restart; every change is in the file when the call returns. */
export interface TelegramMemory {
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

/** Opens what was remembered in a folder. */
export function openMemory(folder: string): TelegramMemory {
  return new KeptMemory(join(folder, 'memory.jsonl'))
}

class KeptMemory implements TelegramMemory, Remembered<Fact> {
  readonly #open = new Set<number>()
  readonly #moved = new Map<number, number>()
  readonly #shown = new Map<string, number>()
  readonly #file: FactFile<Fact>

  constructor(path: string) {
    this.#file = new FactFile(path, this, mostLines)
  }

  read(value: unknown): Fact | null {
    return factSchema.safeParse(value).data ?? null
  }

  apply(fact: Fact): void {
    if ('open' in fact) this.#open.add(fact.open)
    else if ('closed' in fact) this.#open.delete(fact.closed)
    else if ('moved' in fact) this.#moved.set(...fact.moved)
    else if ('done' in fact) this.#shown.delete(fact.done)
    else this.#shown.set(fact.shown, fact.count)
    if (this.#shown.size > mostDeliveries) this.#shown.delete(this.#shown.keys().next().value!)
  }

  facts(): Fact[] {
    return [
      ...[...this.#open].map(id => ({ open: id })),
      ...[...this.#moved].map(pair => ({ moved: pair })),
      ...[...this.#shown].map(([id, count]) => ({ shown: id, count })),
    ]
  }

  isOpen(person: number): boolean {
    return this.#open.has(person)
  }

  setOpen(person: number, isOpen: boolean): void {
    if (this.isOpen(person) !== isOpen) this.#file.keep(isOpen ? { open: person } : { closed: person })
  }

  nowAt(chat: number): number {
    return this.#moved.get(chat) ?? chat
  }

  setMoved(from: number, to: number): void {
    if (this.#moved.get(from) !== to) this.#file.keep({ moved: [from, to] })
  }

  shownOf(delivery: string): number {
    return this.#shown.get(delivery) ?? 0
  }

  setShown(delivery: string, count: number): void {
    this.#file.keep({ shown: delivery, count })
  }

  forget(delivery: string): void {
    if (this.#shown.has(delivery)) this.#file.keep({ done: delivery })
  }
}
