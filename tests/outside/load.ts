import { setTimeout as wait } from 'node:timers/promises'
import { type Client, Stuck } from './client.ts'
import type { Street } from './errands.ts'
import * as errands from './errands.ts'

/** People going about their errands until they are told to stop. */
export interface Load {
  /** Resolves when everybody is between two errands and waits. */
  pause(): Promise<void>
  resume(): void
  /** Residents who can still go on. */
  able(): readonly Client[]
  /** Lets everybody end what they have begun; resolves when they have. */
  finish(): Promise<void>
}

/** What the load is made of. */
export interface Town {
  residents: readonly Client[]
  /** Those who will leave, one after the other. */
  leavers: readonly Client[]
  staff: readonly Client[]
  street: Street
  /** Questions to which everybody gets the same answer. */
  questions: readonly string[]
  /** Milliseconds from one leaver to the next, and from one broadcast to the next. */
  leaveEveryMs: number
  publishEveryMs: number
  /** Milliseconds from one reminder of a person's to the next. */
  remindEveryMs: number
}

/** As many turns as a person may have in a minute and still be answered about anything; the bot's own limit is ten. */
const mostAMinute = 8
const minuteMs = 62_000
/** Picture's quotas are per person and day. */
const mostPictures = 6

/** Sets everybody going. */
export function startLoad(town: Town): Load {
  const { street, residents, leavers, staff } = town
  let isPaused = false
  let isOver = false
  let busy = 0
  const stuck = new Set<Client>()
  const errand = async (client: Client, run: () => Promise<unknown>): Promise<boolean> => {
    busy++
    try {
      await run()
      return true
    } catch (error) {
      blame(street, client, error as Error)
      stuck.add(client)
      return false // what this person says next would mean something else, so they say nothing more
    } finally {
      busy--
    }
  }
  const gate = async () => {
    while (isPaused && !isOver) await wait(20)
  }
  const resident = async (me: Client, index: number) => {
    const next = makeDay(me, town, index)
    for (;;) {
      await wait(20 + street.draw() * 300)
      await gate()
      if (isOver || !(await errand(me, next))) return
    }
  }
  const everyNow = async (ms: number, run: (round: number) => Promise<boolean> | undefined) => {
    for (let round = 0; ; round++) {
      const until = performance.now() + ms
      while (performance.now() < until && !isOver) await wait(50)
      await gate()
      if (isOver || (await run(round)) !== true) return
    }
  }
  const all = [
    ...residents.map(resident),
    everyNow(town.publishEveryMs, round => {
      const me = staff[round % staff.length]!
      return errand(me, () => errands.publish(me, street))
    }),
    everyNow(town.leaveEveryMs, round => {
      const me = leavers[round]
      return me && errand(me, () => errands.leave(me, street)).then(() => true)
    }),
  ]
  return {
    async pause() {
      isPaused = true
      while (busy > 0) await wait(20)
    },
    resume() {
      isPaused = false
    },
    able: () => residents.filter(client => !stuck.has(client)),
    async finish() {
      isOver = true
      await Promise.all(all)
    },
  }
}

/** Notes that someone could not go on. */
export function blame({ journal, during }: Street, { person, sent }: Client, error: Error): void {
  const line = error instanceof Stuck ? error.line : (sent.at(-1)?.id ?? null)
  journal.breaches.push({ during: during(), what: 'left', who: person.number, story: error.message, line })
}

/** What a resident has done so far. */
interface Day {
  open: string[]
  pledges: number
  pictures: number
  remindedAt: number
  /** Broadcasts that were confirmed. */
  read: Set<string>
}

/** What a resident does next, drawn anew each time among what the bot would answer now. */
function makeDay(me: Client, { street, questions, remindEveryMs }: Town, index: number): () => Promise<unknown> {
  const { draw } = street
  const open = questions.map((_, n) => questions[(n + index) % questions.length]!)
  const day: Day = { open, pledges: 0, pictures: 0, remindedAt: performance.now(), read: new Set() }
  return () => {
    const now = performance.now()
    const lately = me.sent.filter(line => line.at > now - minuteMs).length
    const mayAsk = (count: number) => lately + count <= mostAMinute
    const letter = letterFor(me, street, day.read)
    const choices: [share: number, run: () => Promise<unknown>][] = [
      [mayAsk(1) ? 3 : 0, () => errands.verify(me, street)],
      [mayAsk(3) ? 3 : 0, () => errands.verifyHastily(me, street)],
      [mayAsk(1) && open.length > 0 ? 2 : 0, () => errands.question(me, open.shift()!)],
      [mayAsk(1) && letter ? 8 : 0, () => read(me, street, { letter: letter!, day })],
      [1, () => fillIn(me, street, day)],
      [now - day.remindedAt > remindEveryMs ? 2 : 0, () => remind(me, street, day)],
    ]
    return drawn(choices, draw())()
  }
}

/** One of the guided conversations: the pledge once, some pictures, and whatever may be said again and again. */
function fillIn(me: Client, street: Street, day: Day): Promise<void> {
  if (day.pledges++ === 0 && me.sent.every(line => !line.key.startsWith('pledge'))) return errands.pledge(me, street)
  return street.draw() < 0.5 && day.pictures++ < mostPictures
    ? errands.media(me, street)
    : errands.counselor(me, street)
}

function remind(me: Client, street: Street, day: Day) {
  day.remindedAt = performance.now()
  return errands.remind(me, street)
}

interface Letter {
  number: string
  link: string | null
}

function read(me: Client, street: Street, { letter, day }: { letter: Letter; day: Day }) {
  day.read.add(letter.number)
  return errands.confirm(me, street, letter)
}

/** A broadcast that someone has got and not confirmed yet; every other one is confirmed by the link in it. */
function letterFor(me: Client, { journal }: Street, done: ReadonlySet<string>): Letter | null {
  for (const { number, token } of journal.broadcasts) {
    if (done.has(number) || journal.confirmations.get(number)?.has(me)) continue
    const line = me.heard.findLast(l => l.from === null && l.text.includes(token))
    if (!line) continue
    const link = /https?:\/\/[^/\s]+(\/c\/[\w-]+\.[\w-]+)/.exec(line.text)?.[1] ?? null
    return { number, link: Number(number.slice(1)) % 2 === 0 ? link : null }
  }
  return null
}

/** One of the choices, each as likely as its share. */
function drawn<T>(choices: readonly [share: number, what: T][], at: number): T {
  let left = at * choices.reduce((sum, [share]) => sum + share, 0)
  for (const [share, what] of choices) {
    left -= share
    if (left < 0) return what
  }
  return choices.findLast(([share]) => share > 0)![1]
}
