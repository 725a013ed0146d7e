import { longestWechatText } from '../../../src/channels/wechat/encode.ts'
import type { ChannelHarness, Fault, Place, Shown, Written } from '../../contract/channel.ts'
import { withMention } from '../mention.ts'
import type { Actor, Room } from './cast.ts'
import { isUp, openWorld, until, type World } from './world.ts'

const lineOfDashes = '- - - - - - - - - - - - - - -'

/** A world that nothing was done to but talking: the next harness may have it, because starting one takes a second. */
let spare: { world: World; places: Record<Place, Actor | Room> } | null = null

/** Closes what was kept for the next harness. */
export async function closeSpare(): Promise<void> {
  await spare?.world.close()
  spare = null
}

/** The WeChat channel over the emulated platform, for the contract of all channels. */
export async function openWechatHarness(): Promise<ChannelHarness> {
  if (spare) {
    const { world, places } = spare
    spare = null
    return harnessOf(world, places)
  }
  let places: Record<Place, Actor | Room> | undefined
  const world = await openWorld(({ cast }) => {
    // Friends who have written before: their remarks hold the tags by which they are found.
    const a = cast.actor('示例甲', { remark: '示例甲 FW-aaaaaa' })
    const b = cast.actor('示例乙', { remark: '示例乙 FW-bbbbbb' })
    places = { a, b, g: cast.room('示例一班', [a, b]), h: cast.room('示例二班', [a, b]) }
  })
  await isUp(world)
  await until(() => world.rooms().length === 2, 'the groups are known')
  return harnessOf(world, places!)
}

function harnessOf(world: World, places: Record<Place, Actor | Room>): ChannelHarness {
  const { emulator, inbox } = world
  let isSpoiled = false
  const ids: Record<Place, string> = { a: 'wechat:r:aaaaaa', b: 'wechat:r:bbbbbb', g: '', h: '' }
  for (const place of ['g', 'h'] as const) ids[place] = roomId(world, (places[place] as Room).topic)
  const placeOf = (to: Actor | Room) => (Object.keys(places) as Place[]).find(p => places[p] === to)!
  return {
    get channel() {
      return world.channel
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox: isFailing => {
      isSpoiled = true
      inbox.isFailing = isFailing
    },
    chatId: place => ids[place],
    personId: who => ids[who],
    async write(written) {
      const room = written.room ? (places[written.room] as Room) : null
      const text = textOf(written, emulator.sent.findLast(s => s.to === places[written.room ?? written.from])?.text)
      emulator.say(places[written.from] as Actor, room, written.image ? { image: written.image } : { text })
    },
    async repeatLast() {
      isSpoiled = true
      emulator.repeat()
    },
    async writeNonsense() {
      isSpoiled = true
      emulator.push({ MsgId: '', Content: 5 })
      emulator.push({ MsgType: 9999, FromUserName: (places.g as Room).id, Content: '&lt;sysmsg/&gt;' })
      emulator.push({ MsgType: 1, FromUserName: '@@unknown', Content: 'no writer' })
    },
    taken: count => inbox.taken(count),
    shown: () => emulator.sent.map(sent => shownOf(sent, placeOf(sent.to), world)),
    fault(fault) {
      isSpoiled = true
      return cause(world, places, fault)
    },
    faults: new Set<Fault>([
      'rate-limit',
      'unreachable',
      'cut-after-taking',
      'logged-out',
      'kicked',
      'blocked',
      'silent',
    ]),
    longest: longestWechatText,
    async restart(meanwhile) {
      isSpoiled = true
      await world.reopen('kill', meanwhile)
      await isUp(world)
    },
    now: () => world.now(),
    pass: ms => world.setNow(new Date(world.now().getTime() + ms)),
    secrets: ['@crypt_key'],
    logged: () => world.logged.join('\n'),
    async close() {
      if (spare || isSpoiled || world.channel.status().state !== 'up') return world.close()
      emulator.sent.length = 0
      inbox.updates.length = 0
      spare = { world, places }
    },
  }
}

/** The lasting id of a group, as the channel wrote it down. */
function roomId(world: World, topic: string): string {
  return world.rooms().find(r => r.topic === topic)?.id ?? ''
}

/** What someone's phone sends: mentions end with U+2005, replies carry what they reply to. */
function textOf(written: Written, last: string | undefined): string {
  const text = withMention(written, '@离校小助手\u2005').replaceAll('\u2005 ', '\u2005')
  return written.repliesToBot && last !== undefined ? `「离校小助手：${last}」\n${lineOfDashes}\n${text}` : text
}

function shownOf({ text, image, file }: World['emulator']['sent'][number], place: Place, { emulator }: World): Shown {
  const named = /^@([^\u2005]+)\u2005/.exec(text)?.[1]
  const actor = emulator.cast.actors.findIndex(a => a.name === named)
  return { place, text, image, file, buttons: [], mentions: actor < 0 ? null : (['a', 'b'] as const)[actor]! }
}

async function cause({ emulator }: World, places: Record<Place, Actor | Room>, fault: Fault | null): Promise<void> {
  switch (fault) {
    case null:
      if (emulator.mood === 'unreachable') await emulator.open()
      emulator.mood = 'well'
      emulator.scans = true
      return
    case 'unreachable':
      emulator.mood = 'unreachable'
      return emulator.close()
    case 'logged-out':
      emulator.scans = false
      emulator.endSession()
      return
    case 'kicked': {
      emulator.closed.add(places.g)
      emulator.push({ MsgType: 10000, FromUserName: places.g.id, Content: '你被"示例甲"移出群聊' })
      return
    }
    case 'blocked':
      emulator.closed.add(places.a)
      return
    case 'rate-limit':
      emulator.mood = 'too-fast'
      return
    default:
      emulator.mood = fault
  }
}
