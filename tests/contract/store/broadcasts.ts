import { describe, expect, test } from 'vitest'
import type { Broadcast, BroadcastEffect } from '../../../src/core/broadcast.ts'
import type { RosterPerson } from '../../../src/core/roster.ts'
import { makeAftercare } from '../../../src/office/broadcasts/after.ts'
import { makeApproval } from '../../../src/office/broadcasts/approval.ts'
import { makeArriving } from '../../../src/office/broadcasts/arriving.ts'
import { makeLeaving } from '../../../src/office/broadcasts/leaving.ts'
import { makeAfter } from '../../../src/store/broadcasts/after.ts'
import { makeArrivals } from '../../../src/store/broadcasts/arrivals.ts'
import { broadcastReads } from '../../../src/store/broadcasts/reads.ts'
import { makeRounds } from '../../../src/store/broadcasts/rounds.ts'
import { makeUnapproved } from '../../../src/store/broadcasts/unapproved.ts'
import { saveChannels } from '../../../src/store/channels.ts'
import { moveChat } from '../../../src/store/people/moved-group.ts'
import { savePeople } from '../../../src/store/people/roster.ts'
import { FakeChannel } from '../../support/channel.ts'
import { broadcastWords } from '../../support/content.ts'
import { aCounselor } from '../../support/office.ts'
import { aBroadcast, fillSchool, studentNumber } from '../../support/school.ts'
import { after, deciding, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, lease } from './harness.ts'

let drawn = 0
const ids = { next: () => `copy-${++drawn}` }
const rules = () => ({ words: broadcastWords, zone: 'Asia/Shanghai' })
const parts = { rules, links: { publicUrl: null, secret: null } }
const leavingOf = ({ database }: Pick<Store, 'database'>) => makeLeaving(makeRounds(database, { ids }), parts)
const arrivingOf = ({ database }: Store) => makeArriving(makeArrivals(database, { ids }), parts)
const aftercareOf = ({ database }: Store) => makeAftercare(makeAfter(database, { ids }), rules)
const approvalOf = ({ database }: Store) => makeApproval(makeUnapproved(database, { ids }), rules)

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

/** Puts somebody on the roster who can be written to. */
async function putOnRoster({ database }: Store, person: RosterPerson): Promise<void> {
  const { number } = person
  await savePeople(database, [person], noon)
  const binding = { handle: number, number, channel: 'test', private_chat: `private/${number}`, at: 0 }
  await database.transact(db => db.insertInto('binding').values(binding).execute())
}

/** To whom something was written that is no copy. */
async function told({ database: { db } }: Store) {
  const rows = await db.selectFrom('delivery').select('person').where('matter', 'is', null).execute()
  return rows.map(r => r.person)
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

    test('what breaks off between two steps goes on where it was', async () => {
      const [store] = await school(1200)
      await release(store)
      let steps = 0
      const database: typeof store.database = {
        ...store.database,
        transact: work => (++steps === 2 ? Promise.reject(new Error('broken off')) : store.database.transact(work)),
      }
      await expect(leavingOf({ database }).run(noon)).rejects.toThrow('broken off')
      expect(await copies(store)).toEqual({ all: 500, chats: 500, pending: 500 })
      await leavingOf(store).run(noon)
      expect(await copies(store)).toEqual({ all: 1200, chats: 1200, pending: 1200 })
    })

    test('however many look after those who can be reached only later, each is given it once', async () => {
      const stores = await school(1200, 3)
      const { database } = stores[0]
      await database.transact(db => db.deleteFrom('channel').execute())
      await release(stores[0])
      await leavingOf(stores[0]).run(noon)
      expect(await copies(stores[0])).toMatchObject({ all: 0 })
      await saveChannels(database, [new FakeChannel()])
      await Promise.all(stores.map(store => arrivingOf(store).run(noon)))
      expect(await copies(stores[0])).toEqual({ all: 1200, chats: 1200, pending: 1200 })
    })

    test('however many look after it when too few have confirmed, whoever is in charge hears so once', async () => {
      const stores = await planned(1, 2)
      await putOnRoster(stores[0], aCounselor('c1'))
      const escalate_at = noon.getTime()
      await stores[0].database.transact(db => db.updateTable('broadcast').set({ escalate_at }).execute())
      await Promise.all(stores.map(store => aftercareOf(store).run(noon)))
      expect(await told(stores[0])).toEqual(['c1'])
      expect(await aftercareOf(stores[0]).nextDue(noon)).toEqual(after(4 * 3_600_000))
    })

    test('however many look after one that nobody approved, its sender hears so once', async () => {
      const stores = await school(1, 2)
      await putOnRoster(stores[0], aCounselor('c1'))
      const broadcast = aBroadcast({ state: 'waiting', createdAt: noon.getTime(), unapprovedAt: noon.getTime() })
      await act(stores[0], { do: 'save-broadcast', broadcast })
      await Promise.all(stores.map(store => approvalOf(store).run(noon)))
      expect(await told(stores[0])).toEqual(['c1'])
      expect(await approvalOf(stores[1]!).nextDue(noon)).toEqual(after(broadcastWords.approveMinutes * 60_000))
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
