import { expect, test } from 'vitest'
import { makeConcepts } from '../../src/safety/concept.ts'
import { featuresOf } from '../../src/safety/feature.ts'

const concepts = makeConcepts(
  new Map([
    ['want', ['想']],
    ['death', ['死']],
    ['slang', ['死线']],
  ]),
)

test('a word inside a longer word is not meant', () => {
  expect(concepts.find('死线')).toEqual([{ concept: 'slang', start: 0, end: 2 }])
})

test('concepts close by are read together, in their order', () => {
  const features = (text: string) => featuresOf({ text, mentions: concepts.find(text), signals: [] }, 1)
  expect(features('想死').has('<want>death>')).toBe(true)
  expect(features('死想').has('<want>death>')).toBe(false)
  expect(features(`想${'好'.repeat(20)}死`).has('<want>death>')).toBe(false)
})
