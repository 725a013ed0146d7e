import { setTimeout as sleep } from 'node:timers/promises'
import { openTelegram } from '../../../src/channels/telegram/channel.ts'
import type { Wait } from '../../../src/channels/telegram/poll.ts'
import type { Clock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { ChannelHarness, Fault, Place, Shown, Written } from '../../contract/channel.ts'
import { RecordingInbox } from '../../contract/inbox.ts'
import { sampleAssets } from '../../contract/samples.ts'
import { tempFolder } from '../folder.ts'
import { type EmulatorOptions, TelegramEmulator } from './emulator.ts'
import type { Sent } from './world.ts'

/** The people of the emulated Telegram. */
export const people = {
  a: { id: 501, first_name: '示例甲' },
  b: { id: 502, first_name: '示例乙', username: 'sample_yi' },
}
const places: Record<Place, number> = { a: 501, b: 502, g: -1001, h: -1002 }

/** Waits on real time, but never long: tests of trouble need not sit it out. */
export const shortWait: Wait = (ms, signal) => sleep(Math.min(ms, 30), undefined, { signal }).catch(() => undefined)

/** An emulator with two people and two groups. */
export async function openWorld(options: EmulatorOptions = {}): Promise<TelegramEmulator> {
  const emulator = new TelegramEmulator(options)
  for (const person of [people.a, people.b]) {
    emulator.users.set(person.id, person)
    emulator.chat({ id: person.id, type: 'private' })
  }
  emulator.chat({ id: places.g, type: 'supergroup', title: '示例1班' })
  emulator.chat({ id: places.h, type: 'group', title: '示例2班' })
  return emulator.listen()
}

/** A Telegram channel on an emulator that is already there. */
export function channelOn(
  emulator: TelegramEmulator,
  {
    folder = tempFolder(),
    webhook = null,
    clock = { now: () => new Date() },
    wait = shortWait,
  }: { folder?: string; webhook?: string | null; clock?: Clock; wait?: Wait } = {},
) {
  const logged: string[] = []
  const opened = openTelegram(
    { token: new Secret(emulator.token), api: emulator.url, webhook },
    {
      assets: sampleAssets(),
      clock,
      data: folder,
      log: (event, detail) => logged.push(JSON.stringify({ event, ...detail })),
      words: () => ({ rating: ['有用', '没用'], commands: [{ name: 'help', about: '能问什么' }] }),
      wait,
    },
  )
  return { ...opened, logged }
}

/** Telegram for the contract of channels. */
export async function openTelegramHarness(): Promise<ChannelHarness> {
  // Tests write faster than people; the limits have tests of their own.
  const emulator = await openWorld({ limits: null })
  const folder = tempFolder()
  const inbox = new RecordingInbox()
  let running = channelOn(emulator, { folder })
  const logged = [...running.logged]
  await running.channel.start(inbox)
  // biome-ignore lint/suspicious/noExplicitAny: as it went over the wire
  let last: any = null

  return {
    get channel() {
      return running.channel
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox: isFailing => {
      inbox.isFailing = isFailing
    },
    chatId: place => `telegram:${places[place]}`,
    personId: who => `telegram:${people[who].id}`,
    async write(message) {
      emulator.write(writingOf(message, emulator))
      last = emulator.pending.at(-1)
    },
    async repeatLast() {
      emulator.pending.push(last)
      emulator.push({ poll: { id: '1' } })
    },
    async writeNonsense() {
      emulator.push({ message: 'what' })
      emulator.push({ message: { message_id: 1, date: 'soon', chat: null } })
      emulator.push({ a_kind_of_tomorrow: { id: 1 } })
      emulator.push({ callback_query: { id: 7 } })
      emulator.push({ message: null })
    },
    taken: count => inbox.taken(count),
    shown: () => emulator.sent.map(shownOf),
    fault: fault => makeWrong(emulator, fault),
    faults: new Set<Fault>([
      'rate-limit',
      'unreachable',
      'cut-after-taking',
      'logged-out',
      'kicked',
      'blocked',
      'silent',
    ]),
    longest: { limit: 4096, measure: text => text.length },
    async restart(meanwhile) {
      // A killed process asks nothing any more: the line is cut before the old one is told to stop.
      await emulator.hangUp()
      logged.push(...running.logged)
      await running.channel.stop()
      await meanwhile?.()
      await emulator.listen()
      running = channelOn(emulator, { folder })
      await running.channel.start(inbox)
    },
    secrets: [emulator.token],
    logged: () => [...logged, ...running.logged].join('\n'),
    async close() {
      emulator.troubles = []
      await running.channel.stop()
      await emulator.hangUp()
    },
  }
}

function writingOf({ from, room, text, mention, repliesToBot, image }: Written, emulator: TelegramEmulator) {
  const chat = places[room ?? from]
  const bot = `@${emulator.me.username}`
  const words = text?.split(' ') ?? []
  const middle = Math.ceil(words.length / 2)
  const mentioning = {
    front: `${bot} ${text}`,
    middle: [...words.slice(0, middle), bot, ...words.slice(middle)].join(' '),
    end: `${text} ${bot}`,
  }
  const said = mention ? mentioning[mention] : text
  const earlier = repliesToBot ? emulator.sent.findLast(s => s.chat === chat) : undefined
  return {
    from: people[from],
    chat,
    ...(image ? { photo: image, ...(said ? { caption: said } : {}) } : { text: said ?? '' }),
    ...(earlier ? { repliesTo: earlier } : {}),
  }
}

function shownOf({ method, chat, text, fields, uploads }: Sent): Shown {
  const [upload] = uploads
  const entities = (fields.entities ?? fields.caption_entities ?? []) as { type: string; user?: { id: number } }[]
  const named = entities.find(e => e.type === 'text_mention')?.user?.id
  const rows = (fields.reply_markup?.inline_keyboard ?? []) as { text: string }[][]
  return {
    place: (Object.keys(places) as Place[]).find(p => places[p] === chat)!,
    text,
    image: method === 'sendPhoto' ? upload!.bytes : null,
    file: method === 'sendDocument' ? upload! : null,
    buttons: rows.flat().map(b => b.text),
    mentions: named === people.a.id ? 'a' : named === people.b.id ? 'b' : null,
  }
}

const sends = /^send/

async function makeWrong(emulator: TelegramEmulator, fault: Fault | null): Promise<void> {
  switch (fault) {
    case 'rate-limit':
      emulator.troubles = [{ method: sends, kind: 'too-many', times: 1 }]
      return
    case 'cut-after-taking':
      emulator.troubles = [{ method: sends, kind: 'cut-after', times: 1 }]
      return
    case 'silent':
      emulator.troubles = [{ kind: 'silent' }]
      return
    case 'unreachable':
      return emulator.hangUp()
    case 'logged-out':
      emulator.isKnown = false
      return emulator.dropConnections()
    case 'kicked':
      return emulator.membership(places.g, people.a, 'kicked')
    case 'blocked':
      return emulator.membership(places.a, people.a, 'blocked')
    default:
      emulator.troubles = []
      emulator.isKnown = true
      for (const chat of emulator.chats.values()) chat.state = 'open'
      await emulator.hangUp()
      await emulator.listen()
  }
}
