import { expect } from 'vitest'
import { address } from '../../src/bot/address.ts'
import type { ChannelHarness, Place } from './channel.ts'
import type { ContractCase } from './channel-suite.ts'
import { samplePicture } from './samples.ts'
import { aDelivery, ask, hears, say } from './saying.ts'

/** What the bot is called in all harnesses. */
const own = { names: ['离校小助手', '小助手'], nameTails: ['们'] }

/** Where one writes when any chat will do. */
const heardAt = ({ channel: { abilities } }: ChannelHarness): Place => (abilities.has('private') ? 'a' : 'g')

/** The texts that were taken from a chat, in order. */
const textsOf = (harness: ChannelHarness, chatId: string) =>
  harness.updates.filter(u => u.chat.id === chatId).map(u => u.message.text)

const mentionCase = (position: 'front' | 'middle' | 'end'): ContractCase => ({
  says: `a mention at the ${position} of a message in a group speaks to the bot`,
  needs: ['reads-groups'],
  async run(harness) {
    await harness.write({ from: 'a', room: 'g', text: '请问 退宿怎么办', mention: position })
    await harness.taken(1)
    const { addressed, text } = address(harness.updates[0]!, own)
    expect(addressed).toBe(true)
    for (const words of ['请问', '退宿怎么办']) expect(text).toContain(words)
  },
})

/** What must hold of messages that arrive. */
export const receivingCases: readonly ContractCase[] = [
  {
    says: 'a private message arrives with the ids of its chat and its writer',
    needs: ['private'],
    async run(harness) {
      await harness.write({ from: 'a', text: '退宿怎么办 🎓' })
      await harness.taken(1)
      const { id, chat, person, message } = harness.updates[0]!
      expect({ chat: chat.id, kind: chat.kind, channel: chat.channel, person: person.id, text: message.text }).toEqual({
        chat: harness.chatId('a'),
        kind: 'private',
        channel: harness.channel.name,
        person: harness.personId('a'),
        text: '退宿怎么办 🎓',
      })
      for (const each of [id, chat.id, person.id]) expect(each).toMatch(new RegExp(`^${harness.channel.name}:`))
      expect([null, harness.chatId('a')]).toContain(person.privateChat?.id ?? null)
    },
  },
  {
    says: 'messages of one person in two groups and in private come from that person in three chats',
    needs: ['reads-groups'],
    async run(harness) {
      const places: Place[] = hears(harness, 'a') ? ['a', 'g', 'h'] : ['g', 'h']
      for (const place of places) await ask(harness, place)
      expect(harness.updates.map(u => [u.chat.id, u.chat.kind, u.person.id])).toEqual(
        places.map(p => [harness.chatId(p), p === 'a' ? 'private' : 'group', harness.personId('a')]),
      )
      await harness.write({ from: 'b', room: 'g', text: '在吗', mention: 'front' })
      await harness.taken(places.length + 1)
      expect(harness.updates.at(-1)!.person.id).toBe(harness.personId('b'))
    },
  },
  mentionCase('front'),
  mentionCase('middle'),
  mentionCase('end'),
  {
    says: 'talk in a group that is not meant for the bot does not speak to it',
    needs: ['reads-groups'],
    async run(harness) {
      await harness.write({ from: 'a', room: 'g', text: '今天食堂有什么' })
      // A platform may keep such talk from us; the next message shows that it had its turn.
      await harness.write({ from: 'b', room: 'g', text: '在吗', mention: 'front' })
      const isLast = () => harness.updates.some(u => u.message.text.includes('在吗'))
      await harness.taken(1)
      if (!isLast()) await harness.taken(2)
      for (const update of harness.updates)
        expect([update.message.text, address(update, own).addressed]).toEqual([
          update.message.text,
          update.message.text.includes('在吗'),
        ])
    },
  },
  {
    says: 'a reply to one of the bot’s messages is known as one',
    needs: ['reads-groups', 'writes-groups'],
    async run(harness) {
      expect(await say(harness, 'g', { text: '你想问的是哪一个？' })).toMatchObject({ outcome: 'delivered' })
      const before = harness.updates.length
      await harness.write({ from: 'a', room: 'g', text: '第一个', repliesToBot: true })
      await harness.taken(before + 1)
      const update = harness.updates.at(-1)!
      expect(update.message.repliesToBot).toBe(true)
      expect(address(update, own).text).toBe('第一个')
    },
  },
  {
    says: 'messages of a chat are taken in the order in which they were written',
    needs: ['reads-groups'],
    async run(harness) {
      const places: Place[] = hears(harness, 'a') ? ['a', 'b', 'g'] : ['g']
      for (let n = 1; n <= 5; n++)
        for (const place of places)
          await harness.write({
            from: place === 'b' ? 'b' : 'a',
            text: `第${n}句`,
            ...(place === 'g' ? { room: 'g' as const, mention: 'front' as const } : {}),
          })
      await harness.taken(5 * places.length)
      for (const place of places)
        expect(textsOf(harness, harness.chatId(place)).map(t => /第\d句/.exec(t)?.[0])).toEqual(
          [1, 2, 3, 4, 5].map(n => `第${n}句`),
        )
    },
  },
  {
    says: 'a message that the platform repeats counts once',
    needs: ['reads-groups'],
    async run(harness) {
      const place = heardAt(harness)
      await ask(harness, place, '第一句')
      await harness.repeatLast()
      await ask(harness, place, '第二句')
      expect(textsOf(harness, harness.chatId(place)).map(t => /第.句/.exec(t)?.[0])).toEqual(['第一句', '第二句'])
    },
  },
  {
    says: 'the same words written twice are two messages',
    needs: ['reads-groups'],
    async run(harness) {
      const place = heardAt(harness)
      await ask(harness, place, '在吗')
      await ask(harness, place, '在吗')
      expect(harness.updates).toHaveLength(2)
    },
  },
  {
    says: 'a message that could not be saved is handed over again',
    needs: ['reads-groups'],
    async run(harness) {
      const place = heardAt(harness)
      harness.failInbox(true)
      const room = place === 'g' || place === 'h' ? place : undefined
      await harness.write({ from: 'a', room, text: '第一句', mention: room && 'front' })
      await new Promise(resolve => setTimeout(resolve, 150)) // long enough to be handed over and refused
      expect(harness.updates).toHaveLength(0)
      harness.failInbox(false)
      await harness.taken(1)
      await ask(harness, place, '第二句')
      expect(textsOf(harness, harness.chatId(place)).map(t => /第.句/.exec(t)?.[0])).toEqual(['第一句', '第二句'])
    },
  },
  {
    says: 'what is no message that we know harms nothing',
    needs: ['reads-groups'],
    async run(harness) {
      const place = heardAt(harness)
      await harness.writeNonsense()
      await ask(harness, place)
      expect(harness.updates).toHaveLength(1)
      expect(harness.channel.status().state).toBe('up')
    },
  },
  {
    says: 'a picture arrives as one that can be read',
    needs: ['private', 'images'],
    async run(harness) {
      await harness.write({ from: 'a', image: samplePicture.bytes })
      await harness.taken(1)
      const [picture, ...more] = harness.updates[0]!.message.images
      expect(more).toEqual([])
      expect(picture).toMatchObject({ url: expect.stringMatching(/^\/pictures\/.+/), hash: expect.any(String) })
    },
  },
  {
    says: 'after a restart a message that was written meanwhile is taken once, and none before it again',
    needs: ['reads-groups'],
    async run(harness) {
      const place = heardAt(harness)
      await ask(harness, place, '第一句')
      const room = place === 'g' || place === 'h' ? place : undefined
      await harness.restart(() => harness.write({ from: 'a', room, text: '第二句', mention: room && 'front' }))
      await harness.taken(2)
      await ask(harness, place, '第三句')
      expect(textsOf(harness, harness.chatId(place)).map(t => /第.句/.exec(t)?.[0])).toEqual([
        '第一句',
        '第二句',
        '第三句',
      ])
      const delivery = aDelivery(harness, place, { text: '在', update: harness.updates.at(-1) })
      const receipt = await harness.channel.send(delivery, new AbortController().signal)
      expect(receipt).toMatchObject({ outcome: 'delivered' })
    },
  },
]
