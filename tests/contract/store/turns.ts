import { describe, expect, test } from 'vitest'
import { makeTimers } from '../../../src/store/flows/timers.ts'
import { deciding, say } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, textsOf } from './harness.ts'

/** What turns promise, whatever database is behind them. */
export function turnsContract({ name, openEmpty: empty }: Harness): void {
  describe(`turns of ${name}`, () => {
    test('an update seen twice changes nothing', async () => {
      const { turns, ...store } = await empty()
      const update = anUpdate()
      expect(await turns.run(update, deciding([say('first')]))).toBe('done')
      expect(await turns.run(update, deciding([say('second')]))).toBe('seen')
      expect(await textsOf({ turns, ...store })).toEqual(['first'])
    })

    test('of the same update arriving many times at once one is handled', async () => {
      const store = await empty()
      const update = anUpdate()
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.turns.run(update, deciding([say('x')]))))
      expect(outcomes.filter(o => o === 'done')).toHaveLength(1)
      expect(await textsOf(store)).toEqual(['x'])
    })

    test('all effects of a turn are saved', async () => {
      const store = await empty()
      const ask = { do: 'ask-counselor', question: 'q', nearest: ['a', 'b'], unit: null } as const
      const rate = { do: 'rate', update: 'u', entry: 'a', useful: true } as const
      await store.turns.run(anUpdate(), deciding([say('one'), { ...ask, nearest: [...ask.nearest] }, rate, say('two')]))
      expect(await textsOf(store)).toEqual(['one', 'two'])
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
      expect(await textsOf(store)).toEqual([])
      expect(await store.turns.run(update, deciding([say('again')]))).toBe('done')
    })

    test('when one effect cannot be saved none is', async () => {
      const store = await empty({ newId: () => 'always the same' })
      const ask = { do: 'ask-counselor', question: 'q', nearest: [] as string[], unit: null } as const
      await expect(store.turns.run(anUpdate(), deciding([ask, say('one'), say('two')]))).rejects.toThrow()
      expect(await textsOf(store)).toEqual([])
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
      expect(await textsOf(store)).toEqual(['before', 'after'])
    })

    test('a turn after closing is refused, not lost in silence', async () => {
      const store = await empty()
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
      expect(await textsOf(store)).toEqual(['sorry'])
      expect(await store.turns.run(direct, deciding([say('x')]))).toBe('seen')
    })

    test('a timer that was set anew since it was found due is not handled', async () => {
      const store = await empty()
      const due = (at: number) => deciding([{ do: 'timer', run: 'r1', due: at }])
      const timerAt = (at: number) => ({
        ...anUpdate({ id: `timer:r1:${at}`, at: new Date(at) }),
        timer: { run: 'r1' },
      })
      await store.turns.run(anUpdate(), due(1000))
      await store.turns.run(anUpdate(), due(2000))
      expect(await store.turns.run(timerAt(1000), deciding([say('too early')]))).toBe('seen')
      expect(await store.turns.run(timerAt(2000), deciding([say('now')]))).toBe('done')
      expect(await store.turns.run(timerAt(2000), deciding([say('again')]))).toBe('seen')
      expect(await textsOf(store)).toEqual(['now'])
    })

    test('a timer whose turn has a defect gives way to the others, and is tried again', async () => {
      const store = await empty()
      const setting = (run: string, due: number) => deciding([{ do: 'timer', run, due }])
      await store.turns.run(anUpdate(), setting('bad', 1000))
      await store.turns.run(anUpdate(), setting('good', 2000))
      let isMended = false
      const chore = makeTimers(store.database, {
        turns: store.turns,
        decide: turn => {
          if (turn.update.timer?.run === 'bad' && !isMended) throw new TypeError('a defect')
          return deciding([say(turn.update.timer!.run)])(turn)
        },
      })
      const said = async () => {
        const rows = await store.database.db.selectFrom('delivery').select('body').orderBy('seq').execute()
        return rows.map(({ body }) => JSON.parse(body).text)
      }
      await expect(chore.run(new Date(3000))).rejects.toThrow('a defect')
      expect(await said()).toEqual(['good'])
      isMended = true
      await chore.run((await chore.nextDue(new Date(3000)))!)
      expect(await said()).toEqual(['good', 'bad'])
    })

    test('texts are kept without what no database takes, and found with it', async () => {
      const store = await empty()
      const odd = 'a\u0000b\ud800c'
      await store.turns.run(
        anUpdate({ id: odd }),
        deciding([say(odd), { do: 'ask-counselor', question: odd, nearest: [], unit: null }]),
      )
      expect(await store.turns.run(anUpdate({ id: odd }), deciding([]))).toBe('seen')
      expect(await store.desk.unanswered(9)).toMatchObject([{ question: 'ab\ufffdc' }])
      expect(await textsOf(store)).toEqual(['ab\ufffdc'])
    })

    test('two databases at once have each their own', async () => {
      const [first, second] = [await empty(), await empty()]
      await first.turns.run(anUpdate(), deciding([say('one')]))
      await second.turns.run(anUpdate(), deciding([say('two')]))
      expect([await textsOf(first), await textsOf(second)]).toEqual([['one'], ['two']])
    })
  })
}
