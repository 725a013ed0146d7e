import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { Layer } from '../../src/core/content/item.ts'
import type { Problem } from '../../src/core/errors.ts'
import { parseSubject } from '../../src/knowledge/entry.ts'
import { entryText } from '../../src/knowledge/layer/written.ts'
import { loadKnowledge, readKnowledge, withLayer } from '../../src/knowledge/load.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { originText } from '../../src/knowledge/values.ts'
import { anEntry } from '../support/editing.ts'
import { copyFixture, fixtureKnowledge, zone } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const own: Layer = [{ kind: 'entry', key: 'own-1', text: anEntry('own-1') }]
const field = (text: string, key = 'checkout.end'): Layer => [{ kind: 'field', key, text }]

test('a layer over files that are read and over what was read before is the same', () => {
  const layer: Layer = [...own, ...field('value: 2027-06-25')]
  const read = readKnowledge(copyFixture(tempFolder()), { zone, layer }).knowledge!
  const laid = withLayer(fixtureKnowledge(), layer)
  expect([...read.entries.keys()]).toEqual([...laid.entries.keys()])
  expect(read.index.data).toEqual(laid.index.data)
  expect([...read.school.fields]).toEqual([...laid.school.fields])
})

test('values of the school take the place of the file’s and its examples', () => {
  const { school } = withLayer(
    fixtureKnowledge(),
    field('value: 2027-06-25\nvalues:\n  - class: 一班\n    value: 2027-06-20'),
  )
  expect(school.general.get('checkout.end')).toMatchObject({ value: '2027-06-25', isSample: false })
  expect(originText(school.fields.get('checkout.end')!)).toBe('own:1')
  expect(school.specials.get('checkout.end')).toMatchObject([{ value: '2027-06-20', isOwn: true, line: 3 }])
  const none = withLayer(fixtureKnowledge(), field('value:')).school
  expect(none.general.get('checkout.end')).toMatchObject({ value: null, from: null })
})

test.each<[string, Layer, string, RegExp]>([
  [
    'an entry whose form is another now',
    [{ ...own[0]!, text: anEntry('own-1').replace('scope: 校', 'scope: 县') }],
    '本校修改: own-1',
    /scope/,
  ],
  ['a value of a field that is gone', field('value: x', 'gone.field'), '本校修改: gone.field', /没有 gone\.field/],
  ['a date that is none', field('value: soon'), '本校修改: checkout.end', /不是日期/],
  [
    'a way of asking for an entry that is gone',
    [{ kind: 'wording', key: '问', text: 'gone\t问' }],
    '本校修改: 问',
    /没有条目 gone/,
  ],
  [
    'an entry that takes a wording of a file',
    [{ ...own[0]!, text: anEntry('own-1', { asks: '\n  - 宿舍最晚留到哪一天' }) }],
    '本校修改: own-1',
    /wordings\.tsv/,
  ],
])('%s is left out and told, and the rest holds', (_, broken, where, what) => {
  const fine: Layer = [{ kind: 'wording', key: '铺盖卷起来以后该干啥', text: 'checkout-steps\t铺盖卷起来以后该干啥' }]
  const { knowledge, problems } = readKnowledge(copyFixture(tempFolder()), { zone, layer: [...broken, ...fine] })
  expect(problems).toEqual([])
  expect(knowledge!.laid).toEqual({
    items: fine,
    leftOut: [expect.objectContaining({ where, what: expect.stringMatching(what) })],
  })
  expect(knowledge!.school.general.get('checkout.end')!.value).toBe('06-30 17:30')
})

test('files that are wrong by themselves are told as before, whatever lies over them', () => {
  const folder = copyFixture(tempFolder(), { 'leaving.md': text => text.replace('scope: 校', 'scope: 县') })
  const { knowledge, problems } = readKnowledge(folder, { zone, layer: own })
  expect([knowledge, problems[0]!.where]).toEqual([null, 'knowledge/leaving.md'])
})

test('a value alone leaves what is searched as it is', () => {
  const before = fixtureKnowledge()
  expect(withLayer(before, field('value: 2027-06-25')).index).toBe(before.index)
})

const shipped = loadKnowledge('knowledge', { zone })

test('each shipped entry that is written down is read as the same entry', () => {
  const problems: Problem[] = []
  const others = shipped.shipped.entries.filter(entry => {
    const text = `# ${entry.subject}\n\n${entryText(entry)}`
    const [read] = parseSubject({ where: entry.where, text }, problems)
    return !isDeepStrictEqual({ ...read, line: 0 }, { ...entry, line: 0 })
  })
  expect([problems, others.map(e => e.id)]).toEqual([[], []])
})

test('what the school wrote as a way of asking is asked of its entry, whatever was learnt of it before', () => {
  const text = anEntry('own-1').replace('毕业以后能去健身房吗', '跳蚤市场怎么报名')
  const own = withLayer(shipped, [{ kind: 'entry', key: 'own-1', text }])
  expect(understand(shipped, '跳蚤市场怎么报名').candidates[0]!.entry).not.toBe('own-1')
  expect(understand(own, '跳蚤市场怎么报名？').candidates[0]).toMatchObject({ entry: 'own-1' })
})

test('a new entry is found by its words without being taught, and a changed one as before', () => {
  const card = shipped.entries.get('campus-card')!
  const text = entryText({ ...card, short: `本校校园卡 7 月 1 日停用。${card.short}`.slice(0, 200) })
  const own = withLayer(shipped, [
    { kind: 'entry', key: 'own-1', text: anEntry('own-1') },
    { kind: 'entry', key: 'campus-card', text },
  ])
  expect(own.laid.leftOut).toEqual([])
  expect(understand(own, '毕业了健身房还让进吗').candidates[0]!.entry).toBe('own-1')
  const asks = readFileSync('tests/content/questions.tsv', 'utf8')
    .split('\n')
    .filter(l => l.endsWith('\tcampus-card'))
  const found = (knowledge: typeof own) =>
    asks.filter(line => understand(knowledge, line.split('\t')[0]!).candidates[0]?.entry === 'campus-card').length
  expect(found(own)).toBeGreaterThanOrEqual(found(shipped))
  expect(asks.length).toBeGreaterThan(0)
})

test('English that says something else than the school’s own Chinese is not said', () => {
  const id = [...shipped.english!.texts.keys()].find(key => /\{\{checkout/.test(shipped.english!.texts.get(key)!.text))!
  const bare = { short: '先问辅导员。', long: '先问辅导员。', late: null, advice: null, direct: {}, situations: [] }
  const text = entryText({ ...shipped.entries.get(id)!, ...bare, deadline: null, contacts: [] })
  const { laid, english } = withLayer(shipped, [{ kind: 'entry', key: id, text }])
  expect([laid.leftOut, english!.texts.has(id), shipped.english!.texts.has(id)]).toEqual([[], false, true])
})
