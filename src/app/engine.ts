import type { Setting } from '../bot/context.ts'
import { makeShowing } from '../bot/showing.ts'
import { makeDecide, settingOf } from '../bot/turn.ts'
import { beginningWithPeople, type Channel } from '../core/channel.ts'
import type { Chore } from '../core/chore.ts'
import type { Clock, Ids } from '../core/clock.ts'
import type { Delivery, Receipt } from '../core/delivery.ts'
import type { Decide, Turns } from '../core/turn.ts'
import type { Inbox, Update } from '../core/update.ts'
import { type Dispatcher, type DispatchPoints, makeDispatcher } from '../delivery/dispatch.ts'
import type { CarefulPicker } from '../model/careful.ts'
import { saveChannels } from '../store/channels.ts'
import { makeOutbox, releaseClaims, sentLately } from '../store/outbox.ts'
import { makeTurns, type TurnHooks } from '../store/turns.ts'
import { type ChoreParts, makeChores } from './clockwork/chores.ts'
import { makeInbox } from './inbox.ts'
import type { Log } from './log.ts'
import { makeAsking } from './model/asking.ts'
import { makeOperator, type Operator, sendPast } from './operator.ts'
import { inboxWords } from './platforms.ts'
import { makeRescue, type Rescue } from './rescue.ts'

/** What a bot is put together from; what may be left out is as for a bot without pages, pictures and anybody who runs it. */
export interface EngineParts extends Pick<ChoreParts, 'database' | 'content' | 'pictures'> {
  channels: readonly Channel[]
  clock: Clock
  /** Whose time the platforms' limits and waits are, where the date of `clock` may be pretended. */
  sendingClock?: Clock
  ids: Ids
  log: Log
  /** The roster number of whoever runs the bot, or null. */
  operator?: string | null
  setting?: Partial<Setting>
  /** What is looked up about an update before its turn begins, as what its pictures say; never throws. */
  look?(update: Update): Promise<Update>
  /** The school's model service, asked before a turn; null where there is none. */
  model?: Pick<CarefulPicker, 'ask'> | null
  ports?: EnginePorts
}

/** What a test or a bench puts in the place of a part, and where it may stop the process. */
export interface EnginePorts {
  decide?: Decide
  turns?(made: Turns): Turns
  /** Sends past the database. */
  send?(delivery: Delivery): Promise<Receipt>
  /** Called when something was saved that must be sent; wakes the dispatcher unless told otherwise. */
  wake?(): void
  points?: NonNullable<TurnHooks['points']> & DispatchPoints
}

/** A bot that is put together: what comes in goes to `inbox`, what falls due is done by `chores`, what is said leaves by `dispatcher`. */
export interface Engine {
  inbox: Inbox
  turns: Turns
  decide: Decide
  dispatcher: Dispatcher
  /** Everything that happens by itself, in the order in which it is looked at. */
  chores: readonly Chore[]
  rescue: Rescue
  operator: Operator
  channels: ReadonlyMap<string, Channel>
  /** Hears what whoever runs the bot should know: ids and reasons, never words or names. */
  report: Report
  /** Stops the channels, then the dispatcher, which lets what is on its way finish for so long. */
  stop(graceMs: number): Promise<void>
}

type Report = (event: string, detail: Record<string, unknown>) => void

/**
 * Puts a bot together; the one place that does. What a process that is gone had claimed waits again. Nothing happens until somebody starts the
 * channels, wakes the dispatcher and looks after the chores.
 */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const { database, content, clock, ids, log, operator: number = null, ports = {} } = parts
  const channels = new Map(parts.channels.map(c => [c.name, c]))
  const model = parts.model ? { wants: () => undefined } : null
  const setting = settingOf({ reach: beginningWithPeople(parts.channels), model, ...parts.setting })
  const report = reportTo(log)
  const dispatcher = await openDispatcher(parts, channels)
  const wake = ports.wake ?? dispatcher.wake
  const made = makeTurns(database, { clock, ids, hooks: { onSaved: wake, points: ports.points ?? {} } })
  const turns = ports.turns?.(made) ?? made
  const decide = ports.decide ?? makeDecide(content, setting)
  const send = ports.send ?? sendPast(channels)
  const operator = makeOperator(number, { database, send, ids, clock })
  const recovered = (update: Update, text: string) => operator.tell(`rescue:${update.id}`, text)
  const { hearsCrisis } = setting
  const rescue = makeRescue({ content, hearsCrisis, turns, clock, ids, send, log: report, recovered })
  const { look = async (update: Update) => update, pictures } = parts
  const showing = makeShowing(content, clock)
  const inbox = makeInbox({
    ...{ database, turns, decide, clock, ids, log, operator: number, rescue, wake },
    words: inboxWords(content),
    look: async update => showing.recall(await look(update)),
    ...(parts.model ? { ask: makeAsking({ database, content, setting, picker: parts.model, clock, ids, log }) } : {}),
  })
  const parting = { links: setting, deskUrl: setting.deskUrl, log: report, operator: number }
  const own = { database, turns, decide, content, ids, ...parting }
  const chores = [...makeChores({ ...own, ...(pictures ? { pictures } : {}) }), rescue.chore]
  return {
    ...{ inbox, turns, decide, dispatcher, chores, rescue, operator, channels, report },
    async stop(graceMs) {
      await Promise.all(parts.channels.map(c => c.stop()))
      await dispatcher.stop(graceMs)
    },
  }
}

/** The dispatcher, after what an earlier process had claimed was let go and what it had sent was counted. */
async function openDispatcher(
  { database, clock, ids, sendingClock = clock, log, ports = {} }: EngineParts,
  channels: ReadonlyMap<string, Channel>,
): Promise<Dispatcher> {
  const now = sendingClock.now()
  const idempotent = new Set([...channels.values()].filter(c => c.abilities.has('idempotent')).map(c => c.name))
  await saveChannels(database, channels.values())
  await releaseClaims(database, { now, idempotent })
  return makeDispatcher(makeOutbox(database, { claimer: ids.next(), idempotent }), channels, {
    clock: sendingClock,
    sent: await sentLately(database, now),
    points: ports.points ?? {},
    log: {
      settled: ({ id, chatId }, state, reason) => log.debug({ event: 'delivery', id, chat: chatId, state, reason }),
      defect: (delivery, err) => log.error({ event: 'delivery-defect', id: delivery?.id, chat: delivery?.chatId, err }),
    },
  })
}

/** What whoever runs the bot has to look at today. */
const gravest = new Set(['crisis-rescue', 'crisis-lost', 'crisis-nobody-left', 'storage-unsaved', 'disk-low'])

const reportTo =
  (log: Log): Report =>
  (event, detail) =>
    gravest.has(event) ? log.error({ event, ...detail }) : log.warn({ event, ...detail })
