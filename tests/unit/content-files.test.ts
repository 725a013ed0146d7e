import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ContentItem, type Layer, layerWith } from '../../src/core/content/item.ts'
import type { Problem } from '../../src/core/errors.ts'
import { filesOfLayer, layerOfFiles } from '../../src/knowledge/layer/files.ts'
import { fieldItemText, tidyEntry, wordingItem } from '../../src/knowledge/layer/written.ts'
import { withLayer } from '../../src/knowledge/load.ts'
import { anEntry } from '../support/editing.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const words = fc.stringMatching(/^[\u4e00-\u9fa5a-z0-9:#'"?，。\-|>&*!%@ ]{1,30}$/).filter(s => s.trim().length > 1)
const id = fc.integer({ min: 1, max: 40 }).map(n => `own-${n}`)
const entry = fc.record({ id, short: words }).map(({ id: key, short }): ContentItem => {
  return { kind: 'entry', key, text: tidyEntry(anEntry(key, { short: `答：${short}` })) }
})
const whom = fc.record({ class: words, college: words }, { requiredKeys: ['class'] })
const values = fc.record({
  value: fc.option(words),
  source: fc.option(words),
  values: fc.array(fc.record({ for: whom, value: words, source: fc.option(words) }), { maxLength: 3 }),
})
const field = fc.record({ key: fc.constantFrom('checkout.end', 'checkout.place', 'school.name'), values })
const item = fc.oneof(
  entry,
  field.map((one): ContentItem => ({ kind: 'field', key: one.key, text: fieldItemText(one.values) })),
  fc.record({ id, question: words }).map(one => wordingItem(one.id, one.question)),
)

/** The layer as it comes back from the files that it is written into. */
function there(layer: Layer): { back: Layer; problems: Problem[] } {
  const problems: Problem[] = []
  const read = layerOfFiles(filesOfLayer(layer), problems)
  return { back: read.reduce((before: Layer, one) => layerWith(before, one, one.text), []), problems }
}

test('what is written into files and read again is the same, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), items => {
      const layer = items.reduce((before: Layer, one) => layerWith(before, one, one.text), [])
      expect(there(layer)).toEqual({ back: layer, problems: [] })
    }),
    { numRuns: 300 },
  )
})

test('values that are written down hold as they were set', () => {
  const text = fieldItemText({ value: ' 2027-06-30 ', values: [{ for: { class: '计科1班' }, value: '06: 30 # 楼下' }] })
  const { school } = withLayer(fixtureKnowledge(), [{ kind: 'field', key: 'checkout.place', text }])
  expect(school.general.get('checkout.place')!.value).toBe('2027-06-30')
  expect(school.specials.get('checkout.place')).toMatchObject([{ for: { class: '计科1班' }, value: '06: 30 # 楼下' }])
})

test.each([
  ['an entry without an id', 'x.md', '## 标题\n\n没有', 1],
  ['a wording on no line of its own', 'wordings.tsv', '# 说明\n只有一半', 2],
  ['a field of another form', 'school.yaml', 'fields:\n  checkout.end: { label: 退宿 }', 2],
])('%s is told with its line', (_, where, text, line) => {
  const problems: Problem[] = []
  expect(layerOfFiles([{ where, text }], problems)).toEqual([])
  expect(problems).toMatchObject([{ where, line }])
})
