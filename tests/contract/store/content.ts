import { describe, expect, test } from 'vitest'
import type { ContentVersion } from '../../../src/core/content/item.ts'
import type { ListedQuestion } from '../../../src/core/content/lists.ts'
import type { Effect } from '../../../src/core/turn.ts'
import { lastVersionSaved, layerIn } from '../../../src/store/content/versions.ts'
import { readsIn } from '../../../src/store/reads.ts'
import { after, deciding, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import type { Harness } from './harness.ts'

const version = (n: number, of: Partial<ContentVersion> = {}): Effect => ({
  do: 'save-content',
  version: { kind: 'entry', key: 'a', version: n, text: `第 ${n} 版`, by: 'c1', why: '', ...of },
})
const ask = (question: string, name: string | null): Effect => ({
  do: 'ask-counselor',
  question,
  nearest: [],
  unit: name === null ? null : { college: '一院', name },
})

const aList = (id: string, name: string, questions: ListedQuestion[]): Effect => ({
  do: 'save-question-list',
  list: { id, name, by: 'c1', questions },
})

/** What is promised of the school's own content, and of questions without an answer. */
export function contentContract({ name, openEmpty: empty, openSeveral }: Harness): void {
  const reads = ({ database: { db } }: Store) => readsIn(db, noon).content
  const save = (store: Store, ...effects: Effect[]) => store.turns.run(anUpdate(), deciding(effects))

  describe(`the school's own content in ${name}`, () => {
    test('the newest version of each item holds, and one that was taken back does not', async () => {
      const store = await empty()
      await save(store, version(1), version(1, { key: 'b' }), version(1, { kind: 'field', text: 'value: 1' }))
      await save(store, version(2), version(2, { key: 'b', text: null }))
      expect(await layerIn(store.database.db)).toEqual([
        { kind: 'entry', key: 'a', text: '第 2 版' },
        { kind: 'field', key: 'a', text: 'value: 1' },
      ])
      expect((await reads(store).history({ kind: 'entry', key: 'a' })).map(v => v.text)).toEqual(['第 2 版', '第 1 版'])
      expect((await reads(store).newest()).map(v => [v.kind, v.key, v.version])).toEqual([
        ['field', 'a', 1],
        ['entry', 'a', 2],
        ['entry', 'b', 2],
      ])
    })

    test('a version is saved once, whoever else saves it at the same time', async () => {
      const stores = await openSeveral(2)
      const outcomes = await Promise.allSettled(stores.map(store => save(store, version(1))))
      expect(outcomes.map(o => o.status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await reads(stores[0]!).newest()).toHaveLength(1)
    })

    test('another process sees that something was saved', async () => {
      const [one, other] = (await openSeveral(2)) as [Store, Store]
      const before = await lastVersionSaved(other.database.db)
      await save(one, version(1))
      expect(await lastVersionSaved(other.database.db)).not.toBe(before)
    })

    test('whoever follows it is told once it is saved, and of nothing else', async () => {
      const store = await empty()
      const seen: number[] = []
      store.database.followContent(async () => void seen.push((await layerIn(store.database.db)).length))
      await save(store, ask('q', null))
      await save(store, version(1))
      expect(seen).toEqual([1])
    })

    test('no version is ever deleted', async () => {
      const store = await empty()
      await save(store, version(1))
      await store.retain(after(4000 * 86_400_000))
      expect(await reads(store).newest()).toHaveLength(1)
    })
  })

  describe(`lists of questions in ${name}`, () => {
    const questions = [
      { question: '怎么退宿', expected: 'a' },
      { question: '几号退宿', expected: null },
    ]

    test('are kept whole, counted, changed in their place, and gone when they are dropped', async () => {
      const store = await empty()
      await save(store, aList('1', '甲', questions), aList('2', '乙', []))
      await save(store, aList('1', '丙', questions.slice(0, 1)))
      expect(await reads(store).list('1')).toMatchObject({ name: '丙', questions: questions.slice(0, 1), by: 'c1' })
      expect((await reads(store).lists()).map(l => [l.name, l.count, l.expected])).toEqual([
        ['丙', 1, 1],
        ['乙', 0, 0],
      ])
      await save(store, { do: 'drop-question-list', id: '1' })
      expect([await reads(store).list('1'), (await reads(store).lists()).length]).toEqual([null, 1])
    })

    test('of two with one name the second is not saved', async () => {
      const store = await empty()
      await save(store, aList('1', '甲', []))
      await expect(save(store, aList('2', '甲', []))).rejects.toThrow()
    })

    test('go when nobody has used them as long as was promised', async () => {
      const store = await empty()
      await save(store, aList('1', '甲', []), aList('2', '乙', []))
      await store.database.db.updateTable('question_list').set({ used_at: 1 }).where('id', '=', '1').execute()
      await save(store, { do: 'use-question-list', id: '2' })
      await store.retain(noon)
      expect((await reads(store).lists()).map(l => l.name)).toEqual(['乙'])
    })
  })

  describe(`questions without an answer in ${name}`, () => {
    test('are counted, for each class by itself', async () => {
      const store = await empty()
      for (const of of ['一班', '一班', '二班', null]) await save(store, ask('q', of))
      expect(await store.desk.unanswered(9)).toMatchObject([{ question: 'q', times: 4 }])
      expect(await reads(store).askedFrom(['q', 'other'])).toEqual([
        { question: 'q', college: '一院', name: '一班', times: 2 },
        { question: 'q', college: '一院', name: '二班', times: 1 },
      ])
    })

    test('that have ended leave the list, are found among the ended, and nobody waits for them', async () => {
      const store = await empty()
      await save(store, ask('q', null), ask('r', null), { do: 'await-answer', question: 'q' })
      await store.turns.run(anUpdate(), deciding([{ do: 'end-questions', questions: ['q'], as: 'entry', entry: 'a' }]))
      expect((await store.desk.unanswered(9)).map(q => q.question)).toEqual(['r'])
      expect(await reads(store).ended(9)).toMatchObject([{ question: 'q', as: 'entry', entry: 'a', times: 1 }])
      expect(await reads(store).awaiting(['q'])).toEqual([])
    })

    test('that are asked again are open again, but for those that are not ours', async () => {
      const store = await empty()
      await save(store, ask('q', null), ask('r', null))
      await save(store, { do: 'end-questions', questions: ['q'], as: 'wording', entry: 'a' })
      await save(store, { do: 'end-questions', questions: ['r'], as: 'dismissed', entry: null })
      await save(store, ask('q', null), ask('r', null))
      expect((await store.desk.unanswered(9)).map(q => q.question)).toEqual(['q'])
      expect(await reads(store).ended(9)).toMatchObject([{ question: 'r', times: 2 }])
    })

    test('that have ended are found by their words, and are open again when staff want it', async () => {
      const store = await empty()
      await save(store, ask('q%', null), ask('r', null))
      await save(store, { do: 'end-questions', questions: ['q%', 'r'], as: 'dismissed', entry: null })
      expect((await reads(store).ended(9, 'r')).map(q => q.question)).toEqual(['r'])
      expect((await reads(store).ended(9, '%')).map(q => q.question)).toEqual(['q%', 'r'])
      await save(store, { do: 'reopen-questions', questions: ['q%', 'other'] })
      expect((await store.desk.unanswered(9)).map(q => q.question)).toEqual(['q%'])
      expect((await reads(store).endedAmong(['q%', 'r'])).map(q => q.question)).toEqual(['r'])
      expect(await store.desk.questions()).toBe(1)
    })

    test('name those on the roster who wait for an answer, each once, and go with the data of whoever asked', async () => {
      const store = await empty()
      const waits = deciding([{ do: 'await-answer', question: 'q' }])
      const people = [{ number: 's1', name: '', role: 'student' as const, college: '一院', className: '一班' }]
      const empties = { dorm: '', loan: '', counselor: '', scope: [], tags: [], left: '' as const }
      await save(store, { do: 'import-roster', people: people.map(p => ({ ...p, ...empties })), gone: [] })
      const update = () => {
        const made = anUpdate({ from: 'u1' })
        return { ...made, person: { ...made.person, number: 's1' } }
      }
      for (const _ of [1, 2]) await store.turns.run(update(), waits)
      await store.turns.run(anUpdate({ from: 'stranger' }), waits)
      expect(await reads(store).awaiting(['q'])).toEqual([{ question: 'q', number: 's1' }])
      await store.turns.run(update(), deciding([{ do: 'forget', scope: 'all', erased: '', requests: [] }]))
      expect(await reads(store).awaiting(['q'])).toEqual([])
    })
  })
}
