import { onTestFinished } from 'vitest'
import { makeChoreBook } from '../../src/app/clockwork/book.ts'
import { passTime } from '../../src/app/clockwork/passing.ts'
import { makeRoutine } from '../../src/app/clockwork/routine.ts'
import { openEngine } from '../../src/app/engine.ts'
import type { Ability } from '../../src/core/channel.ts'
import type { Delivery } from '../../src/core/delivery.ts'
import type { RosterPerson } from '../../src/core/roster.ts'
import type { Effect } from '../../src/core/turn.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import type { CarefulPicker } from '../../src/model/careful.ts'
import type { LinkGround } from '../../src/office/broadcasts/link.ts'
import type { Standing } from '../../src/office/reminders/standing.ts'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { type Answer, FakeChannel } from './channel.ts'
import { SettableClock } from './clock.ts'
import { type Content, contentOf } from './content.ts'
import { fixtureKnowledge } from './fixture.ts'
import { tempFolder } from './folder.ts'
import { failingLog } from './log.ts'
import { deciding } from './store.ts'
import { anUpdate, type Sent } from './update.ts'

const college = '示例学院'

/** Someone on the roster: a student of 一班 unless told otherwise. */
export function aPerson(number: string, person: Partial<RosterPerson> = {}): RosterPerson {
  const empty = { dorm: '', loan: '', counselor: '', tags: [], left: '' as const }
  return { number, name: `示例${number}`, role: 'student', college, className: '一班', ...empty, scope: [], ...person }
}

/** A counselor of 一班 and 二班 of 示例学院. */
export const aCounselor = (number: string, person: Partial<RosterPerson> = {}): RosterPerson =>
  aPerson(number, {
    role: 'counselor',
    className: '',
    scope: ['一班', '二班'].map(name => ({ of: 'class', college, name })),
    ...person,
  })

/** One message that arrived somewhere. */
export interface Arrived {
  chat: string
  to: string | null
  text: string
  choices: string[]
  /** Addresses of pictures and files. */
  urls: string[]
}

/** What may differ from an office with two students and their counselor. */
export interface OfficeOptions {
  people?: readonly RosterPerson[]
  knowledge?: Knowledge
  flows?: readonly Flow[]
  reminders?: readonly Standing[]
  /** What the platform does with a text, see `FakeChannel`. */
  answers?: Record<string, Answer[]>
  folder?: string
  /** The channels that may write first, as the turn is told; else any. */
  reach?: ReadonlySet<string>
  begin?: string
  operator?: string
  /** Where links begin and what signs them. */
  links?: LinkGround
  /** Where staff reach the console. */
  deskUrl?: string
  /** What the platform can do, when not all. */
  abilities?: readonly Ability[]
  /** What the handles of those begin with who come in by personal links. */
  linkPrefix?: string
  /** How many ids were drawn before; another number for each office on one folder, where ids must differ. */
  drawn?: number
  /** The school's model service, behind its limits. */
  model?: Pick<CarefulPicker, 'ask'>
}

/** How something is said; `handle` is the account, where it is not called like the number. */
type Heard = Omit<Sent, 'text' | 'at' | 'from'> & { handle?: string }

/** A platform that also notes what arrives. */
function recordingChannel({ answers = {}, abilities, linkPrefix }: OfficeOptions, arrived: Arrived[]): FakeChannel {
  const channel = new FakeChannel(answers)
  if (abilities) Object.assign(channel, { abilities: new Set(abilities) })
  if (linkPrefix) Object.assign(channel, { linkPrefix })
  const sending = channel.send.bind(channel)
  channel.send = async (delivery: Delivery, signal: AbortSignal) => {
    const receipt = await sending(delivery, signal)
    const { chatId, to, text, choices, images, files = [] } = delivery
    const urls = [...images, ...files].map(one => one.url)
    if (receipt.outcome === 'delivered')
      arrived.push({ chat: chatId, to, text, choices: choices.map(c => c.value), urls })
    return receipt
  }
  return channel
}

/**
 * The whole bot on a database: turns, chores, dispatcher and a platform that records. People write under their roster number as handle,
 * vouched for by the channel. Time stands still until it is moved.
 */
export async function openOffice(options: OfficeOptions = {}) {
  const { knowledge = fixtureKnowledge(), flows = [], folder = tempFolder() } = options
  const people = options.people ?? [aPerson('s1'), aPerson('s2', { className: '二班' }), aCounselor('c1')]
  let content = { ...contentOf(knowledge, flows), reminders: options.reminders ?? [] }
  const clock = new SettableClock(new Date(options.begin ?? '2026-06-10T12:00:00+08:00'))
  const database = await openDatabase(folder)
  onTestFinished(() => database.close().catch(() => undefined)) // some tests close it themselves
  await savePeople(database, people, clock.now())
  let { drawn = 0 } = options
  const ids = { next: () => String(++drawn * 7919).padStart(24, '3') }
  const arrived: Arrived[] = []
  const channel = recordingChannel(options, arrived)
  /** What whoever runs the bot hears: `event reason`. */
  const events: string[] = []
  const heard = (event: string, reason: unknown) => void events.push(`${event} ${reason ?? ''}`.trim())
  const { operator = null, deskUrl = null, links = { publicUrl: null, secret: null }, reach = null } = options
  const engine = await openEngine({
    ...{ database, content: () => content, clock, ids, operator, channels: [channel] },
    log: failingLog(({ event, reason }) => heard(event as string, reason)),
    setting: { ...links, deskUrl, reach },
    model: options.model ?? null,
    // Nothing is sent beside the test.
    ports: { wake() {} },
  })
  const { chores, dispatcher, turns, decide, inbox } = engine
  const book = makeChoreBook(clock, (_, error) => {
    throw error
  })
  const log = (event: string, { seconds }: Record<string, unknown>) => heard(event, seconds)
  const round = makeRoutine({ clock, chores, book, lastLived: null, besides: {}, log })
  /** What arrives while `act` runs. */
  const during = async (act: () => Promise<unknown>): Promise<Arrived[]> => {
    const from = arrived.length
    await act()
    await dispatcher.drain()
    return arrived.slice(from)
  }

  return {
    database,
    clock,
    get content() {
      return content
    },
    channel,
    folder,
    links,
    turns,
    decide,
    /** Other content comes into force. */
    reload(next: Content) {
      content = { ...content, ...next }
    },
    chores,
    dispatcher,
    events,
    /** Says something (as `number`, in the private chat or in `room`) and returns what arrives. */
    hear: (number: string, text: string, { handle = number, ...sent }: Heard = {}): Promise<Arrived[]> =>
      during(async () => {
        const update = anUpdate({ ...sent, text, from: handle, at: clock.now() })
        update.person = { ...update.person, number }
        await inbox.update(update)
      }),
    /** As `hear`, and returns the texts that arrive, joined. */
    async say(number: string, text: string, sent: Heard = {}): Promise<string> {
      return (await this.hear(number, text, sent)).map(a => a.text).join('\n')
    },
    /** Saves these effects as a turn of `number`'s own. */
    decideWith: (number: string, effects: Effect[]): Promise<Arrived[]> =>
      during(() => turns.run(anUpdate({ from: number, at: clock.now() }), deciding(effects))),
    /** What arrives while something is done beside the messages. */
    deliver: during,
    /** Somebody sets the clock by so many minutes, and a round through the chores goes by; returns what arrives. */
    jump: (minutes: number): Promise<Arrived[]> =>
      during(async () => {
        clock.jump(minutes * 60_000)
        await round()
      }),
    /** A round through the chores goes by; returns what arrives. */
    round: (): Promise<Arrived[]> => during(round),
    /** Lets time pass, each chore at its own time; returns what arrives. */
    wait: (minutes: number): Promise<Arrived[]> =>
      during(async () => {
        const until = new Date(clock.now().getTime() + minutes * 60_000)
        await passTime(engine, clock, until)
        clock.set(until)
        await dispatcher.drain()
      }),
  }
}
