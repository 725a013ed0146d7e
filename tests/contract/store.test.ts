import { describe, expect, onTestFinished, test } from 'vitest'
import { tempFolder } from '../support/folder.ts'
import { startScript } from '../support/script.ts'
import { after, deciding, noon, type OpenStore, openSqliteStore, type Store, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const lease = { limit: 100, leaseUntil: after(60_000) }
const texts = async (store: Store, at = noon) => (await store.outbox.claim(at, lease)).map(d => d.text)

/** What every store promises, whatever database is behind it. `open` opens one on a folder. */
function storeContract(name: string, open: OpenStore) {
  /** An empty store that is closed when the test is over. */
  async function empty(options = {}): Promise<Store> {
    const store = await open(tempFolder(), options)
    onTestFinished(() => store.close())
    return store
  }

  /** Saves one delivery for each `room: text`, in order. */
  async function saved(...lines: [room: string, text: string][]): Promise<Store> {
    const store = await empty()
    for (const [room, text] of lines) await store.turns.run(anUpdate({ room }), deciding([say(text)]))
    return store
  }

  describe(`turns of ${name}`, () => {
    test('an update seen twice changes nothing', async () => {
      const { turns, ...store } = await empty()
      const update = anUpdate()
      expect(await turns.run(update, deciding([say('first')]))).toBe('done')
      expect(await turns.run(update, deciding([say('second')]))).toBe('seen')
      expect(await texts({ turns, ...store })).toEqual(['first'])
    })

    test('of the same update arriving many times at once one is handled', async () => {
      const store = await empty()
      const update = anUpdate()
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.turns.run(update, deciding([say('x')]))))
      expect(outcomes.filter(o => o === 'done')).toHaveLength(1)
      expect(await texts(store)).toEqual(['x'])
    })

    test('all effects of a turn are saved', async () => {
      const store = await empty()
      const ask = { do: 'ask-counselor', question: 'q', nearest: ['a', 'b'] } as const
      const rate = { do: 'rate', update: 'u', entry: 'a', useful: true } as const
      await store.turns.run(anUpdate(), deciding([say('one'), { ...ask, nearest: [...ask.nearest] }, rate, say('two')]))
      expect(await texts(store)).toEqual(['one', 'two'])
      expect(await store.desk.unanswered(9)).toMatchObject([{ question: 'q', times: 1, nearest: ['a', 'b'] }])
      expect(await store.desk.ratings()).toEqual([{ entry: 'a', useful: 1, useless: 0 }])
    })

    test('when deciding throws nothing is saved and the update may come again', async () => {
      const store = await empty()
      const update = anUpdate()
      const broken = () => {
        throw new Error('a defect')
      }
      await expect(store.turns.run(update, broken)).rejects.toThrow('a defect')
      expect(await texts(store)).toEqual([])
      expect(await store.turns.run(update, deciding([say('again')]))).toBe('done')
    })

    test('when one effect cannot be saved none is', async () => {
      const store = await empty({ newId: () => 'always the same' })
      const ask = { do: 'ask-counselor', question: 'q', nearest: [] as string[] } as const
      await expect(store.turns.run(anUpdate(), deciding([ask, say('one'), say('two')]))).rejects.toThrow()
      expect(await texts(store)).toEqual([])
      expect(await store.desk.unanswered(9)).toEqual([])
    })

    test('a turn that fails takes nothing along of those that arrive at the same time', async () => {
      const store = await empty()
      const broken = () => {
        throw new Error('a defect')
      }
      const [first, second] = [anUpdate({ room: 'a' }), anUpdate({ room: 'b' })]
      const outcomes = await Promise.allSettled([
        store.turns.run(first, deciding([say('before')])),
        store.turns.run(anUpdate(), broken),
        store.turns.run(second, deciding([say('after')])),
      ])
      expect(outcomes.map(o => o.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await texts(store)).toEqual(['before', 'after'])
    })

    test('a turn after closing is refused, not lost in silence', async () => {
      const store = await open(tempFolder())
      await store.close()
      await expect(store.turns.run(anUpdate(), deciding([]))).rejects.toThrow()
    })

    test('updates of one session do not overlap and each sees what the one before left', async () => {
      const store = await empty()
      const seen: number[] = []
      const counting = deciding([], ({ session }) => {
        seen.push(session.spoken.length)
        return { session: { ...session, spoken: [...session.spoken, seen.length] } }
      })
      await Promise.all(Array.from({ length: 20 }, () => store.turns.run(anUpdate(), counting)))
      expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n))
    })

    test('a session belongs to one person in one chat, the state of a chat to everyone in it', async () => {
      const store = await empty()
      const mark = deciding([], ({ session, chat }) => ({
        session: { ...session, slowed: true },
        chat: { ...chat, mode: '静默' },
      }))
      await store.turns.run(anUpdate({ room: 'r', from: 'u1' }), mark)
      const found: unknown[] = []
      const look = deciding([], ({ session, chat }) => {
        found.push([session.slowed, chat.mode])
        return {}
      })
      await store.turns.run(anUpdate({ room: 'r', from: 'u2' }), look)
      await store.turns.run(anUpdate({ room: 's', from: 'u1' }), look)
      expect(found).toEqual([
        [false, '静默'],
        [false, null],
      ])
    })

    test('an apology is said once, marks the update as seen, and never reaches a group', async () => {
      const store = await empty()
      const direct = anUpdate()
      for (const update of [direct, direct, anUpdate({ room: 'r' })]) await store.apologize(update, 'sorry')
      expect(await texts(store)).toEqual(['sorry'])
      expect(await store.turns.run(direct, deciding([say('x')]))).toBe('seen')
    })
  })

  describe(`outbox of ${name}`, () => {
    test('deliveries are claimed in the order of their chat, several chats at once', async () => {
      const store = await saved(['a', 'a1'], ['b', 'b1'], ['a', 'a2'], ['b', 'b2'])
      expect(await texts(store)).toEqual(['a1', 'b1', 'a2', 'b2'])
    })

    test('a delivery knows whom it is for', async () => {
      const store = await empty()
      const update = anUpdate({ room: 'r', from: 'u7' })
      await store.turns.run(update, deciding([say('x')]))
      const [delivery] = await store.outbox.claim(noon, lease)
      expect(delivery).toMatchObject({ chatId: 'room/r', channel: 'test', to: 'u7', attempts: 0, at: noon })
      expect(delivery?.key).toBe(`reply:${update.id}:0`)
    })

    test('nothing is claimed past one of the same chat that is being sent', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
      expect(await store.outbox.claim(noon, { ...lease, limit: 1 })).toMatchObject([{ text: 'a1' }])
      expect(await texts(store)).toEqual(['b1'])
    })

    test('nothing is claimed past one of the same chat that must be tried again later', async () => {
      const store = await saved(['a', 'a1'], ['a', 'a2'], ['b', 'b1'])
      const [first] = await store.outbox.claim(noon, { ...lease, limit: 1 })
      const notBefore = after(5000)
      await store.outbox.settle([{ ...first!, state: 'waiting', notBefore, attempts: 1, reason: 'timeout' }], noon)
      expect(await texts(store, after(4999))).toEqual(['b1'])
      expect(await store.outbox.claim(notBefore, lease)).toMatchObject([{ text: 'a1', attempts: 1 }, { text: 'a2' }])
    })

    test('a lease that has not run out keeps its delivery, one that has gives it away', async () => {
      const store = await saved(['a', 'a1'])
      expect(await texts(store)).toEqual(['a1'])
      expect(await texts(store, after(59_999))).toEqual([])
      expect(await texts(store, after(60_000))).toEqual(['a1'])
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
      expect(await texts(store, after(3_600_000))).toEqual(['a4'])
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
      expect(await texts(store)).toEqual(['a1', 'a2'])
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

    test('two processes on one file claim each delivery once', async () => {
      const folder = tempFolder()
      const store = await open(folder)
      onTestFinished(() => store.close())
      for (let n = 0; n < 300; n++) await store.turns.run(anUpdate({ room: `r${n}` }), deciding([say(`${n}`)]))
      const claimers = [startScript('claimer.ts', folder), startScript('claimer.ts', folder)]
      await Promise.all(claimers.map(c => c.ready))
      for (const { go } of claimers) go()
      const claims = (await Promise.all(claimers.map(c => c.ended))).map(e => e.out.match(/\d+/g) ?? [])
      const all = claims.flat().map(Number)
      expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n))
      expect(Math.min(...claims.map(c => c.length))).toBeGreaterThan(0)
    })
  })
}

storeContract('SQLite', openSqliteStore)
