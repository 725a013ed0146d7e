import { describe, expect, onTestFinished, test } from 'vitest'
import { ProblemsError } from '../../src/core/errors.ts'
import { tempFolder } from '../support/folder.ts'
import { runScript } from '../support/script.ts'
import { after, deciding, noon, type OpenStore, openSqliteStore, type Store, say } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

/** What every store promises about what it keeps: the web chat's messages, what is old, the folder itself. */
function keepingContract(name: string, open: OpenStore) {
  async function empty(folder = tempFolder()): Promise<Store> {
    const store = await open(folder)
    onTestFinished(() => store.close())
    return store
  }

  const message = (id: string, { chat = 'c', at = noon } = {}) => ({
    id,
    chat,
    from: { id: 'u1', name: '小林' },
    to: null,
    text: `text of ${id}`,
    images: [],
    choices: [],
    rateable: false,
    at: at.toISOString(),
  })

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

  describe(`what ${name} keeps`, () => {
    const old = after(-40 * 86_400_000)

    test('retention forgets old updates and remembers young ones', async () => {
      const { turns, retain } = await empty()
      const [before, since] = [anUpdate({ at: old }), anUpdate({ at: noon })]
      for (const update of [before, since]) await turns.run(update, deciding([]))
      await retain(noon)
      expect(await turns.run(before, deciding([]))).toBe('done')
      expect(await turns.run(since, deciding([]))).toBe('seen')
    })

    test('retention forgets what was said to whom long ago, and nothing of late', async () => {
      const { turns, retain } = await empty()
      const slow = deciding([], ({ session }) => ({ session: { ...session, slowed: true } }))
      await turns.run(anUpdate({ from: 'u1', at: old }), slow)
      await turns.run(anUpdate({ from: 'u2', at: noon }), slow)
      await retain(noon)
      const found: boolean[] = []
      const look = deciding([], ({ session }) => {
        found.push(session.slowed)
        return {}
      })
      for (const from of ['u1', 'u2']) await turns.run(anUpdate({ from }), look)
      expect(found).toEqual([false, true])
    })

    test('retention never deletes a delivery that still waits, however old', async () => {
      const { turns, outbox, retain } = await empty()
      await turns.run(anUpdate({ at: old }), deciding([say('late')]))
      await retain(after(31 * 86_400_000))
      expect(await outbox.claim(noon, { limit: 9, leaseUntil: noon })).toMatchObject([{ text: 'late' }])
    })

    test('retention deletes a delivery that ended long ago, so that its text is gone', async () => {
      const { turns, outbox, retain } = await empty()
      const update = anUpdate({ at: old })
      await turns.run(update, deciding([say('sent')]))
      const [sent] = await outbox.claim(noon, { limit: 9, leaseUntil: noon })
      await outbox.settle([{ ...sent!, state: 'delivered', nativeId: 'n' }], old)
      await retain(noon)
      // The key is free again only when the row is gone.
      await expect(turns.run(update, deciding([say('sent')]))).resolves.toBe('done')
    })

    test('retention deletes the old lines of the web chat only', async () => {
      const { transcript, retain } = await empty()
      await transcript.add(message('m1', { at: old }))
      await transcript.add(message('m2'))
      await retain(noon)
      expect(await transcript.after(0, { chats: ['c'], limit: 9 })).toMatchObject([{ id: 'm2' }])
    })

    test('an empty folder gets its tables, and opening it again changes nothing', async () => {
      const folder = tempFolder()
      const update = anUpdate()
      const first = await open(folder)
      await first.turns.run(update, deciding([say('kept')]))
      await first.close()
      const { turns, outbox } = await empty(folder)
      expect(await turns.run(update, deciding([say('again')]))).toBe('seen')
      expect(await outbox.claim(noon, { limit: 9, leaseUntil: noon })).toMatchObject([{ text: 'kept' }])
    })

    test('a folder that does not exist is made', async () => {
      const { turns } = await empty(`${tempFolder()}/new/deeper`)
      expect(await turns.run(anUpdate(), deciding([]))).toBe('done')
    })

    test('a second process on the same folder gets a clear error', async () => {
      const folder = tempFolder()
      await empty(folder)
      const { code, err } = await runScript('opener.ts', folder)
      expect(code).toBe(1)
      expect(err).toContain(`${folder}: 这个数据目录正被另一个小助手进程使用 → `)
    })

    test('the folder is free again when the one that held it has closed', async () => {
      const folder = tempFolder()
      await (await open(folder)).close()
      expect(await runScript('opener.ts', folder)).toMatchObject({ code: 0 })
    })

    test('what was saved by a newer version is refused, not damaged', async () => {
      const folder = tempFolder()
      await (await open(folder)).close()
      await runScript('future.ts', folder)
      await expect(open(folder)).rejects.toThrow(ProblemsError)
    })
  })
}

keepingContract('SQLite', openSqliteStore)
