import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readLabelled } from '../../src/commands/eval/labelled.ts'
import { loadKnowledge, withLayer } from '../../src/knowledge/load.ts'
import { isClear, thresholds, understand } from '../../src/knowledge/understanding/understand.ts'
import { whatSpeaks } from '../../src/knowledge/understanding/why.ts'
import { ownEntries } from '../support/own-entries.ts'

const here = import.meta.dirname
const knowledge = loadKnowledge(resolve(here, '../../knowledge'), { zone: 'Asia/Shanghai' })
const sets = (['seen', 'unseen'] as const).map(set => {
  const made = ownEntries(set, here)
  const items = made.map(({ item }) => item)
  return { set, made, laid: withLayer(knowledge, items) }
})

// Before the words of the answer counted and what was added was judged by itself, 4 of 40 were answered, and none of the unseen ones.
for (const { set, made, laid } of sets) {
  test(`of the ${set} entries of one to three ways of asking, other ways are answered often enough`, () => {
    expect(laid.laid.leftOut).toEqual([])
    const asked = made.flatMap(({ item, like }) => like.map(text => ({ id: item.key, found: understand(laid, text) })))
    const answered = asked.filter(({ id, found }) => found.outcome === 'answer' && found.candidates[0]!.entry === id)
    const named = asked.filter(
      ({ id, found }) => found.outcome !== 'unknown' && found.candidates.some(c => c.entry === id),
    )
    const [answers, names] = set === 'seen' ? [18, 22] : [12, 17]
    expect(asked.length).toBe(40)
    expect(answered.length).toBeGreaterThanOrEqual(answers)
    expect(named.length).toBeGreaterThanOrEqual(names)
  })

  test(`the ${set} entries answer little that is asked of others, or of nothing of ours`, () => {
    const ids = new Set(knowledge.entries.keys())
    const asked = readLabelled(join(here, 'questions-blind.tsv'), ids)
    const byOwn = asked.filter(({ question }) => {
      const { outcome, candidates } = understand(laid, question)
      return outcome === 'answer' && !ids.has(candidates[0]!.entry)
    })
    const outside = asked.filter(q => q.expected === null)
    expect(byOwn.filter(q => q.expected !== null).map(q => q.question)).toEqual([])
    expect(byOwn.length / outside.length).toBeLessThanOrEqual(0.05)
  })
}

test('every way of asking that the school wrote finds its entry', () => {
  for (const { made, laid } of sets)
    for (const { item } of made)
      for (const ask of laid.entries.get(item.key)!.asks)
        expect([ask, understand(laid, ask).candidates[0]?.entry]).toEqual([ask, item.key])
})

test('what is said of nothing in particular is not taken for an own entry in a group', () => {
  const { laid } = sets[1]!
  for (const said of ['周末了周末了', '下课了', '今天食堂好多人', '英语好难啊'])
    expect([said, isClear(understand(laid, said), thresholds.unprompted)]).toEqual([said, false])
})

test('what speaks for an own entry is its words', () => {
  const { made, laid } = sets[0]!
  const [first] = whatSpeaks(laid, '洗衣房的洗衣机坏了', { texts: [], entry: null })!
  expect(first?.entry).toBe(made[4]!.item.key)
  expect(first?.by.words).toBe(first?.score)
})
