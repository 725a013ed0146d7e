import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { type ItemName, type Layer, layerWith } from '../../src/core/content/item.ts'
import type { Problem } from '../../src/core/errors.ts'
import { parseSubject } from '../../src/knowledge/entry.ts'
import { entryText } from '../../src/knowledge/layer/written.ts'
import { type Knowledge, loadKnowledge, readKnowledge, withLayer } from '../../src/knowledge/load.ts'
import type { Postings } from '../../src/knowledge/search/indexing.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { originText } from '../../src/knowledge/values.ts'
import { seeded } from '../bench/measure.ts'
import { anEntry } from '../support/editing.ts'
import { copyFixture, fixtureKnowledge, zone } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const shipped = loadKnowledge('knowledge', { zone })
const folder = copyFixture(mkdtempSync(join(tmpdir(), 'farewell-layer-')))
afterAll(() => rmSync(folder, { recursive: true }))

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

test('a text that is not searched leaves the index as it is, and is said at once', () => {
  const before = fixtureKnowledge()
  const steps = before.entries.get('checkout-steps')!
  const text = entryText({ ...steps, long: `先预约。${steps.long}` })
  const after = withLayer(before, [{ kind: 'entry', key: 'checkout-steps', text }])
  expect(after.index).toBe(before.index)
  expect(after.entries.get('checkout-steps')!.long).toContain('先预约')
})

/** What an index knows, whatever the numbers of its terms: of each term its kind, weight and where it stands. */
function known({ index: { data } }: Knowledge): Map<string, unknown> {
  const at = (postings: Postings, term: number) =>
    Array.from({ length: postings.starts[term + 1]! - postings.starts[term]! }, (_, n) => {
      const place = postings.starts[term]! + n
      return [postings.ids[place], postings.weights[place]]
    })
  const terms = data.terms.split('\n').map((term, n): [string, unknown] => {
    const stands = [data.wordings, data.wholes, data.answers].map(postings => at(postings, n))
    return [term, [data.kinds[n], data.weight[n], stands]]
  })
  return new Map([...terms, ['entries', [data.entries, data.entryOf]]])
}

test('an index made of the one before is the same as one that was read anew, whatever changes', () => {
  const random = seeded(7)
  const fixture = fixtureKnowledge()
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!
  const words = ['钥匙', '玄凤鹦鹉', '学位证', '团关系', '贷款', '猫咖', '怎么办', '几点', 'visa', '退宿']
  const said = () => Array.from({ length: 3 }, () => pick(words)).join('') + Math.floor(random() * 1e6)
  let knowledge = fixture
  let layer: Layer = []
  for (let n = 0; n < 40; n++) {
    const entry = pick([...fixture.entries.values()])
    const changed = entryText({
      ...entry,
      asks: entry.asks.with(0, said()),
      short: random() < 0.5 ? entry.short : `${said()}。`,
    })
    const ask = said()
    const [name, text] = pick<[ItemName, string]>([
      [{ kind: 'entry', key: entry.id }, changed],
      [{ kind: 'entry', key: 'own-1' }, anEntry('own-1', { asks: `\n  - ${ask}` })],
      [{ kind: 'wording', key: ask }, `${entry.id}\t${ask}`],
    ])
    const gone = layer.length > 0 && random() < 0.3 ? pick(layer) : null
    layer = gone ? layerWith(layer, gone, null) : layerWith(layer, name, text)
    knowledge = withLayer(knowledge, layer)
    expect(knowledge.laid).toEqual({ items: layer, leftOut: [] })
    expect(known(knowledge)).toEqual(known(readKnowledge(folder, { zone, layer }).knowledge!))
  }
})

test('with one index a question is still answered as each content has it', () => {
  const steps = shipped.entries.get('checkout-steps')!
  const text = entryText({ ...steps, direct: {}, situations: [] })
  const bare = withLayer(shipped, [{ kind: 'entry', key: 'checkout-steps', text }])
  const scores = (knowledge: Knowledge) => understand(knowledge, '退宿怎么办理呀').candidates.map(c => c.score)
  const [one, other] = [scores(shipped), scores(bare)]
  expect([bare.index === shipped.index, scores(shipped), scores(bare)]).toEqual([true, one, other])
  expect(other).not.toEqual(one)
})

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
