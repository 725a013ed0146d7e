import { describe, expect, test } from 'vitest'
import { after, deciding, noon, type Store, say } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, aLine as message } from './harness.ts'

/** What the web chat's transcript promises, whatever database is behind it. */
export function transcriptContract({ name, openEmpty: empty }: Harness): void {
  describe(`transcript of ${name}`, () => {
    test('a message comes back as it was, with a number that grows', async () => {
      const { transcript } = await empty()
      const first = await transcript.add(message('m1'))
      const second = await transcript.add({ ...message('m2'), from: null, to: { id: 'u1', name: '小林' } })
      expect(second!.seq).toBeGreaterThan(first!.seq)
      expect(await transcript.after(0, { chats: ['c'], limit: 9 })).toEqual([first, second])
    })

    const withLine = (line: string) => {
      const update = anUpdate({ id: `web:${line}`, text: `text of ${line}` })
      return { ...update, message: { ...update.message, line } }
    }
    const linesOf = async ({ transcript }: Store) =>
      (await transcript.after(0, { chats: ['private/u1'], limit: 9 })).map(m => [m.id, m.text, m.from?.id])

    test('what a person wrote is kept with its turn, once, also where an older version kept it before', async () => {
      const store = await empty()
      const before = { ...message('m1', { chat: 'private/u1' }), text: 'older' }
      await store.transcript.add(before)
      for (const line of ['m1', 'm2', 'm2'])
        await store.turns.run(withLine(line), turn => deciding([say(turn.update.id)])(turn))
      expect(await linesOf(store)).toEqual([
        ['m1', 'older', 'u1'],
        ['m2', 'text of m2', 'u1'],
      ])
      expect((await store.outbox.claim(noon, { limit: 9, leaseUntil: after(1) })).map(d => d.text)).toEqual([
        'web:m1',
        'web:m2',
      ])
      expect([await store.transcript.has('m2'), await store.transcript.has('m3')]).toEqual([true, false])
    })

    test('nothing is kept of a turn that fails, and the apology for it keeps the line', async () => {
      const store = await empty()
      const broken = () => {
        throw new Error('a defect')
      }
      await expect(store.turns.run(withLine('m1'), broken)).rejects.toThrow('a defect')
      expect(await linesOf(store)).toEqual([])
      await store.apologize(withLine('m1'), 'sorry')
      expect(await linesOf(store)).toEqual([['m1', 'text of m1', 'u1']])
      expect(await store.turns.run(withLine('m1'), broken)).toBe('seen')
    })

    test('a turn that deletes what is stored of its writer deletes its own line too', async () => {
      const store = await empty()
      await store.turns.run(withLine('m1'), deciding([{ do: 'forget', scope: 'all', erased: '', requests: [] }]))
      expect(await linesOf(store)).toEqual([])
    })

    test('a timer that a message sets keeps no line when it is due', async () => {
      const store = await empty()
      await store.turns.run(withLine('m1'), deciding([{ do: 'timer', run: 'r1', due: 5 }]))
      const { db } = store.database
      const { update } = await db.selectFrom('timer').select('update').executeTakeFirstOrThrow()
      expect(JSON.parse(update).message).not.toHaveProperty('line')
    })

    test('the messages after a number come in order, a few at a time', async () => {
      const { transcript } = await empty()
      for (const id of ['m1', 'm2', 'm3', 'm4']) await transcript.add(message(id))
      const [first] = await transcript.after(0, { chats: ['c'], limit: 9 })
      expect(await transcript.next(first!.seq, { chats: ['c'], limit: 2 })).toMatchObject([{ id: 'm2' }, { id: 'm3' }])
    })

    test('a message with an id that is there already is not added', async () => {
      const { transcript } = await empty()
      await transcript.add(message('m1'))
      expect(await transcript.add({ ...message('m1'), text: 'another' })).toBeNull()
      expect(await transcript.after(0, { chats: ['c'], limit: 9 })).toMatchObject([{ text: 'text of m1' }])
    })

    test('one asks for what came after a number, in some chats', async () => {
      const { transcript } = await empty()
      const first = await transcript.add(message('m1'))
      await transcript.add(message('m2', { chat: 'other' }))
      await transcript.add(message('m3'))
      expect(await transcript.after(first!.seq, { chats: ['c'], limit: 9 })).toMatchObject([{ id: 'm3' }])
      expect(await transcript.after(0, { chats: [], limit: 9 })).toEqual([])
    })

    test('of more than the limit the newest are handed out, oldest first', async () => {
      const { transcript } = await empty()
      for (const id of ['m1', 'm2', 'm3']) await transcript.add(message(id))
      expect(await transcript.after(0, { chats: ['c'], limit: 2 })).toMatchObject([{ id: 'm2' }, { id: 'm3' }])
    })

    test('one who reads back gets the messages right before a number, of this chat alone', async () => {
      const { transcript } = await empty()
      for (const id of ['m1', 'm2', 'm3']) await transcript.add(message(id))
      await transcript.add(message('x', { chat: 'other' }))
      const last = await transcript.add(message('m4'))
      expect(await transcript.before(last!.seq, { chat: 'c', limit: 2 })).toMatchObject([{ id: 'm2' }, { id: 'm3' }])
      expect(await transcript.before(1, { chat: 'c', limit: 2 })).toEqual([])
    })
  })
}
