import { describe, expect, test } from 'vitest'
import type { Broadcast, BroadcastEffect } from '../../../src/core/broadcast.ts'
import { makeLeaving } from '../../../src/office/broadcasts/leaving.ts'
import { broadcastReads } from '../../../src/store/broadcasts/reads.ts'
import { makeRounds } from '../../../src/store/broadcasts/rounds.ts'
import { saveChannels } from '../../../src/store/channels.ts'
import { moveChat } from '../../../src/store/people/moved-group.ts'
import { FakeChannel } from '../../support/channel.ts'
import { broadcastWords } from '../../support/content.ts'
import { aBroadcast, fillSchool, studentNumber } from '../../support/school.ts'
import { after, deciding, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, lease } from './harness.ts'

let drawn = 0
const leavingOf = ({ database }: Store) =>
  makeLeaving(makeRounds(database, { ids: { next: () => `copy-${++drawn}` } }), {
    rules: () => ({ words: broadcastWords, zone: 'Asia/Shanghai' }),
    links: { publicUrl: null, secret: null },
  })

const act = (store: Store, ...effects: BroadcastEffect[]) => store.turns.run(anUpdate(), deciding(effects))

/** Saves a broadcast to everybody and releases it for noon. */
const release = (store: Store, broadcast: Broadcast = aBroadcast({ due: noon.getTime() })) =>
  act(store, { do: 'save-broadcast', broadcast }, { do: 'approve-broadcast', number: broadcast.number, by: 'c1' })

const readsOf = ({ database }: Store) => broadcastReads(database.db, noon.getTime())

/** How many copies stand in the outbox for each person or group, and how many have not ended by the broadcast's own count. */
async function copies({ database: { db } }: Store) {
  const rows = await db.selectFrom('delivery').select(['chat', 'state']).where('matter', '=', 'broadcast').execute()
  const { pending } = await db.selectFrom('broadcast').select('pending').executeTakeFirstOrThrow()
  return { all: rows.length, chats: new Set(rows.map(r => r.chat)).size, pending }
}

/** What is promised of broadcasts. */
export function broadcastsContract({ name, openSeveral }: Harness): void {
  /** A school of so many students that can be written to, seen from so many processes. */
  async function school(people: number, processes = 1): Promise<[Store, ...Store[]]> {
    const [first, ...rest] = await openSeveral(processes)
    await saveChannels(first!.database, [new FakeChannel()])
    await fillSchool(first!.database, people)
    return [first!, ...rest]
  }

  /** The same, with a broadcast planned. */
  async function planned(people: number, processes = 1): Promise<[Store, ...Store[]]> {
    const stores = await school(people, processes)
    await release(stores[0])
    await leavingOf(stores[0]).run(noon)
    return stores
  }

  const stateOf = async (store: Store, n: number) => (await readsOf(store).recipient('A01', studentNumber(n)))?.state

  describe(`broadcasts of ${name}`, () => {
    test('however many plan one at once, everybody is sent one copy and counted once', async () => {
      const stores = await school(1200, 3)
      await release(stores[0])
      await Promise.all(stores.map(store => leavingOf(store).run(noon)))
      expect(await copies(stores[0])).toEqual({ all: 1200, chats: 1200, pending: 1200 })
    })

    test('what is put off since it was found due is not planned', async () => {
      const [store] = await school(3)
      await release(store)
      const { database } = store
      // It has looked, and only then comes to write.
      const slow = {
        ...database,
        async transact<T>(work: Parameters<typeof database.transact<T>>[0]) {
          await database.db
            .updateTable('broadcast_round')
            .set({ due: after(60_000).getTime() })
            .execute()
          return database.transact(work)
        },
      }
      await leavingOf({ ...store, database: slow }).run(noon)
      expect(await copies(store)).toMatchObject({ all: 0, pending: 0 })
    })

    test('receipts move their people, and the last of them ends it', async () => {
      const [store] = await planned(3)
      const claimed = await store.outbox.claim(noon, lease)
      await store.outbox.settle(
        claimed.map((d, n) =>
          n === 0 ? { ...d, state: 'refused', reason: 'blocked' } : { ...d, state: 'delivered', nativeId: 'n' },
        ),
        noon,
      )
      expect([await stateOf(store, 0), await stateOf(store, 1)]).toEqual(['unreachable', 'sent'])
      expect(await readsOf(store).broadcast('A01')).toMatchObject({ state: 'sent', sentAt: noon.getTime() })
    })

    test('a receipt that is not one’s own to save moves nobody', async () => {
      const [first, second] = await planned(1, 2)
      const [copy] = await first.outbox.claim(noon, lease)
      expect(await second!.outbox.settle([{ ...copy!, state: 'delivered', nativeId: 'n' }], noon)).toEqual([copy!.id])
      expect([await stateOf(first, 0), (await copies(first)).pending]).toEqual(['queued', 1])
    })

    test('a copy whose sender is gone is in doubt, and not sent again', async () => {
      const [store] = await planned(1)
      await store.outbox.claim(noon, lease)
      expect(await store.outbox.claim(after(60_000), lease)).toEqual([])
      expect([await stateOf(store, 0), (await copies(store)).pending]).toEqual(['uncertain', 0])
    })

    test('a recall stops what waits, and nothing of another broadcast', async () => {
      const [store] = await school(2)
      for (const number of ['A01', 'A010']) await release(store, aBroadcast({ number, due: noon.getTime() }))
      await leavingOf(store).run(noon)
      const notice = aBroadcast({ number: 'A11', of: { number: 'A01', as: 'recall' } })
      await act(store, { do: 'recall-broadcast', number: 'A01', reason: '写错了', notice })
      const rows = await store.database.db.selectFrom('delivery').select(['about', 'state']).orderBy('about').execute()
      expect(rows.map(r => `${r.about} ${r.state}`)).toEqual([
        ...['A01 cancelled', 'A01 cancelled'],
        ...['A010 waiting', 'A010 waiting'],
      ])
    })

    test('a notice whose number was given out meanwhile is refused whole', async () => {
      const [store] = await planned(1)
      const notice = aBroadcast({ number: 'A01', of: { number: 'A01', as: 'recall' } })
      await expect(act(store, { do: 'recall-broadcast', number: 'A01', reason: '', notice })).rejects.toThrow(
        'given out',
      )
      expect(await readsOf(store).broadcast('A01')).toMatchObject({ state: 'queued' })
    })

    test('a confirmation is in time or late, and once', async () => {
      const [store] = await planned(2)
      const confirm = async (n: number, closes_at: number) => {
        await store.database.transact(db => db.updateTable('broadcast').set({ closes_at }).execute())
        const person = studentNumber(n)
        await act(store, { do: 'confirm-broadcast', number: 'A01', person, by: 'private', progressEvery: 1 })
      }
      await confirm(0, noon.getTime())
      await confirm(1, noon.getTime() - 1)
      await confirm(0, noon.getTime() - 1)
      expect([await stateOf(store, 0), await stateOf(store, 1)]).toEqual(['confirmed', 'late'])
    })

    test('the receipt of a group that has moved since moves its class', async () => {
      const [store] = await school(0)
      const { db } = store.database
      await fillSchool(store.database, 2)
      await db.deleteFrom('binding').execute()
      const unit = { college: '示例学院', class_name: '1班' }
      await db
        .insertInto('group_class')
        .values({ chat: 'g', channel: 'test', ...unit, by: '', at: 0 })
        .execute()
      await release(store)
      await leavingOf(store).run(noon)
      const [copy] = await store.outbox.claim(noon, lease)
      await moveChat(store.database, 'g', { id: 'h', channel: 'test', kind: 'group', title: '' })
      await store.outbox.settle([{ ...copy!, state: 'delivered', nativeId: 'n' }], noon)
      expect([await stateOf(store, 0), await stateOf(store, 1)]).toEqual(['sent', 'sent'])
    })
  })
}
