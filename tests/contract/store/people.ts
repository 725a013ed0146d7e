import { describe, expect, test } from 'vitest'
import { everyone } from '../../../src/core/roster.ts'
import type { Effect, Turn } from '../../../src/core/turn.ts'
import { saveChannels } from '../../../src/store/channels.ts'
import { recipientsOf } from '../../../src/store/people/audience.ts'
import { savePeople } from '../../../src/store/people/roster.ts'
import { FakeChannel } from '../../support/channel.ts'
import { aPerson } from '../../support/office.ts'
import { after, deciding, forgetting, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import type { Harness } from './harness.ts'

const unit = { college: '示例学院', name: '一班' }

/** What a person's next message finds. */
async function found<T>(store: Store, from: string, look: (turn: Turn) => T | Promise<T>): Promise<T> {
  let seen: T | undefined
  await store.turns.run(anUpdate({ from }), async turn => {
    seen = await look(turn)
    return deciding([])(turn)
  })
  return seen as T
}

/** What is promised of who is who. */
export function peopleContract({ name, openEmpty, openSeveral }: Harness): void {
  async function opened(): Promise<Store> {
    const store = await openEmpty()
    await saveChannels(store.database, [new FakeChannel()])
    await savePeople(store.database, [aPerson('s1'), aPerson('s2', { className: '二班', loan: '生源地' })], noon)
    return store
  }
  const act = (store: Store, from: string, ...effects: Effect[]) =>
    store.turns.run(anUpdate({ from }), deciding(effects))
  const code = { do: 'issue-code', number: 's1', hash: 'h', until: after(1000).getTime() } as const

  describe(`people of ${name}`, () => {
    test('bound, what a person did before goes on under the number, over every account', async () => {
      const store = await opened()
      const hand = { do: 'tag', name: 'done', value: 'yes', keepDays: 9 } as const
      await act(store, 'u1', hand)
      for (const handle of ['u1', 'u2']) await act(store, handle, { do: 'bind', number: 's1' })
      expect(await found(store, 'u2', turn => turn.who)).toMatchObject({ number: 's1', home: unit })
      expect(await store.database.db.selectFrom('tag').select('person').execute()).toEqual([{ person: 'n:s1' }])
    })

    test('unbound, an account is nobody’s', async () => {
      const store = await opened()
      await act(store, 'u1', { do: 'bind', number: 's1' })
      await act(store, 'u1', { do: 'unbind' })
      expect((await found(store, 'u1', turn => turn.who)).number).toBeNull()
    })

    test('wrong tries at a code are all counted, also at once', async () => {
      const stores = await openSeveral(3)
      await act(stores[0]!, 'c1', code)
      await Promise.all(stores.map((store, n) => act(store, `u${n}`, { do: 'bind-attempt', number: 's1' })))
      expect(await found(stores[0]!, 'u0', turn => turn.read.roster.bindCode('s1'))).toMatchObject({
        hash: 'h',
        attempts: 3,
      })
      expect(await found(stores[0]!, 'u0', turn => turn.read.roster.attempts('u0', 0))).toBe(1)
    })

    test('a new code takes the place of the old one, and being bound uses it up', async () => {
      const store = await opened()
      await act(store, 'c1', code, { ...code, hash: 'i' })
      expect(await found(store, 'u1', turn => turn.read.roster.bindCode('s1'))).toMatchObject({
        hash: 'i',
        attempts: 0,
      })
      await act(store, 'u1', { do: 'bind', number: 's1' })
      expect(await found(store, 'u1', turn => turn.read.roster.bindCode('s1'))).toBeNull()
    })

    test('an audience is who fits it in everything, with where they are reached', async () => {
      const store = await opened()
      await act(store, 'u1', { do: 'bind', number: 's1' })
      const meant = async (part: object) =>
        (await recipientsOf(store.database.db, { ...everyone, ...part }, noon.getTime())).map(r => [
          r.number,
          r.home?.chat.id,
        ])
      expect(await meant({})).toEqual(
        expect.arrayContaining([
          ['s1', 'private/u1'],
          ['s2', undefined],
        ]),
      )
      expect(await meant({ loan: 'yes' })).toEqual([['s2', undefined]])
      expect(await meant({ units: [{ of: 'class', ...unit }], numbers: ['s1', 's2'] })).toEqual([['s1', 'private/u1']])
      expect(await meant({ progress: { name: 'done', isDone: true } })).toEqual([])
    })

    test('whoever has their data deleted is unknown, and others are not touched', async () => {
      const store = await opened()
      for (const [handle, number] of [
        ['u1', 's1'],
        ['u2', 's2'],
      ] as const)
        await act(store, handle, { do: 'bind', number })
      await act(store, 'u1', forgetting)
      expect((await found(store, 'u1', turn => turn.who)).number).toBeNull()
      expect((await found(store, 'u2', turn => turn.who)).number).toBe('s2')
    })

    test('a group is of one class, the last that was said', async () => {
      const store = await opened()
      const { chat: group } = anUpdate({ room: 'r' })
      for (const className of ['一班', '二班'])
        await act(store, 'c1', { do: 'bind-group', chat: group, to: { ...unit, name: className }, by: 'n:c1' })
      expect(await found(store, 'u1', turn => turn.read.roster.classOf('room/r'))).toEqual({ ...unit, name: '二班' })
      expect(await found(store, 'u1', turn => turn.read.roster.chatsOf(unit))).toEqual([])
    })
  })
}
