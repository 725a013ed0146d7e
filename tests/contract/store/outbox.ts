import { describe, expect, test } from 'vitest'
import { after, deciding, noon, type Store, say } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, lease, textsOf } from './harness.ts'

/** What the outbox promises, whatever database is behind it. */
export function outboxContract({ name, openEmpty, openSeveral }: Harness): void {
  /** Saves one delivery for each `room: text`, in order. */
  async function saved(...lines: [room: string, text: string][]): Promise<Store> {
    const store = await openEmpty()
    for (const [room, text] of lines) await store.turns.run(anUpdate({ room }), deciding([say(text)]))
    return store
  }

  /** The same, for two processes. */
  async function twoOver(...lines: [room: string, text: string][]): Promise<[Store, Store]> {
    const [first, second] = await openSeveral(2)
    for (const [room, text] of lines) await first!.turns.run(anUpdate({ room }), deciding([say(text)]))
    return [first!, second!]
  }

  describe(`outbox of ${name}`, () => {
    test('deliveries are claimed in the order of their chat, several chats at once', async () => {
      const store = await saved(['a', 'a1'], ['b', 'b1'], ['a', 'a2'], ['b', 'b2'])
      expect(await textsOf(store)).toEqual(['a1', 'b1', 'a2', 'b2'])
    })

    test('a delivery knows whom it is for', async () => {
      const store = await openEmpty()
      const update = anUpdate({ room: 'r', from: 'u7' })
      await store.turns.run(update, deciding([say('x')]))
      const [delivery] = await store.outbox.claim(noon, lease)
      expect(delivery).toMatchObject({ chatId: 'room/r', channel: 'test', to: 'u7', attempts: 0, at: noon })
      expect(delivery?.key).toBe(`reply:${update.id}:0`)
    })

    test('nothing is claimed past one of the same chat that is being sent', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
      expect(await store.outbox.claim(noon, { ...lease, limit: 1 })).toMatchObject([{ text: 'a1' }])
      expect(await textsOf(store)).toEqual(['b1'])
    })

    test('nothing is claimed past one of the same chat that must be tried again later', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
      const [first] = await store.outbox.claim(noon, { ...lease, limit: 1 })
      const notBefore = after(5000)
      await store.outbox.settle([{ ...first!, state: 'waiting', notBefore, attempts: 1, reason: 'timeout' }], noon)
      expect(await textsOf(store, after(4999))).toEqual(['b1'])
      expect(await store.outbox.claim(notBefore, lease)).toMatchObject([{ text: 'a1', attempts: 1 }, { text: 'a2' }])
    })

    test('a lease that has not run out keeps its delivery, one that has gives it away', async () => {
      const store = await saved(['a', 'a1'])
      expect(await textsOf(store)).toEqual(['a1'])
      expect(await textsOf(store, after(59_999))).toEqual([])
      expect(await textsOf(store, after(60_000))).toEqual(['a1'])
    })

    test('what ended is never claimed again, and no longer holds its chat up', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'], ['a', 'a3'], ['a', 'a4'])
      const [first, second, third] = await store.outbox.claim(noon, { ...lease, limit: 3 })
      await store.outbox.settle(
        [
          { ...first!, state: 'delivered', nativeId: 'n' },
          { ...second!, state: 'refused', reason: 'blocked' },
          { ...third!, state: 'failed', reason: 'timeout' },
        ],
        noon,
      )
      expect(await textsOf(store, after(3_600_000))).toEqual(['a4'])
    })

    test('a released delivery can be claimed at once, untouched', async () => {
      const store = await saved(['a', 'a1'])
      const [claimed] = await store.outbox.claim(noon, lease)
      await store.outbox.settle([{ ...claimed!, state: 'released', notBefore: null }], noon)
      expect(await store.outbox.claim(noon, lease)).toEqual([claimed])
    })

    test('what a process that is gone had claimed can be given back', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'])
      await store.outbox.claim(noon, { ...lease, limit: 1 })
      await store.releaseClaims()
      expect(await textsOf(store)).toEqual(['a1', 'a2'])
    })

    test('the next due time is the earliest of those that wait', async () => {
      const store = await saved(['a', 'a1'], ['b', 'b1'])
      const claimed = await store.outbox.claim(noon, lease)
      expect(await store.outbox.nextDue()).toBeNull()
      const waiting = { state: 'waiting', attempts: 1, reason: 'timeout' } as const
      await store.outbox.settle(
        claimed.map((d, n) => ({ ...d, ...waiting, notBefore: after(2000 - 1000 * n) })),
        noon,
      )
      expect(await store.outbox.nextDue()).toEqual(after(1000))
    })

    test('whoever holds a lease no longer changes nothing by settling, and is told so', async () => {
      const [first, second] = await twoOver(['a', 'a1'])
      const [slow] = await first.outbox.claim(noon, lease)
      expect(await textsOf(second, after(60_000))).toEqual(['a1'])
      const settled = [{ ...slow!, state: 'delivered', nativeId: 'n' } as const]
      expect(await first.outbox.settle(settled, after(60_001))).toEqual([slow!.id])
      expect(await first.outbox.settle([{ ...slow!, state: 'failed', reason: 'timeout' }], after(60_002))).toEqual([
        slow!.id,
      ])
      expect(await second.outbox.settle(settled, after(60_003))).toEqual([])
      expect(await textsOf(first, after(600_000))).toEqual([])
    })

    test('whoever still holds a lease that ran out may settle, when nobody else has taken it', async () => {
      const [first] = await twoOver(['a', 'a1'])
      const [slow] = await first.outbox.claim(noon, lease)
      expect(await first.outbox.settle([{ ...slow!, state: 'delivered', nativeId: 'n' }], after(3_600_000))).toEqual([])
    })

    test('a process that starts beside one that lives gives nothing back that it holds', async () => {
      const [first, second] = await twoOver(['a', 'a1'])
      const [held] = await first.outbox.claim(noon, lease)
      await second.releaseClaims()
      expect(await textsOf(second, after(59_999))).toEqual([])
      expect(await first.outbox.settle([{ ...held!, state: 'delivered', nativeId: 'n' }], after(1))).toEqual([])
    })

    test('of six who claim at once everybody has something of their own', async () => {
      const stores = await openSeveral(6)
      const texts = Array.from({ length: 120 }, (_, n) => `${n}`)
      for (const text of texts) await stores[0]!.turns.run(anUpdate({ room: `r${text}` }), deciding([say(text)]))
      const claims = await Promise.all(
        stores.flatMap(store => [0, 1].map(() => store.outbox.claim(noon, { ...lease, limit: 10 }))),
      )
      expect(claims.map(claimed => claimed.length)).toEqual(claims.map(() => 10))
      expect(claims.flatMap(claimed => claimed.map(d => d.text)).sort()).toEqual(texts.sort())
    })

    test('however many send, a chat hears one thing after the other and in order', async () => {
      const stores = await openSeveral(6)
      const chats = ['a', 'b', 'c', 'd']
      for (let n = 0; n < 10; n++)
        for (const room of chats) await stores[0]!.turns.run(anUpdate({ room }), deciding([say(`${room}${n}`)]))
      const heard = new Map(chats.map(room => [`room/${room}`, [] as string[]]))
      const underway = new Set<string>()
      const overlaps: string[] = []
      const work = async ({ outbox }: Store) => {
        while ([...heard.values()].some(list => list.length < 10)) {
          const [one] = await outbox.claim(noon, { ...lease, limit: 1 })
          await new Promise(resolve => setImmediate(resolve))
          if (!one) continue
          if (underway.has(one.chatId)) overlaps.push(one.text)
          underway.add(one.chatId)
          heard.get(one.chatId)!.push(one.text)
          await new Promise(resolve => setImmediate(resolve))
          underway.delete(one.chatId)
          await outbox.settle([{ ...one, state: 'delivered', nativeId: 'n' }], noon)
        }
      }
      await Promise.all(stores.map(work))
      expect(overlaps).toEqual([])
      expect([...heard.values()]).toEqual(chats.map(room => Array.from({ length: 10 }, (_, n) => `${room}${n}`)))
    })
  })
}
