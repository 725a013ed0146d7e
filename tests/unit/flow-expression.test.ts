import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/core/memory.ts'
import { isTrue, parseExpression } from '../../src/flows/expression.ts'

const scope = { kind: 'origin', moved: true, no: false, count_of: 4, items: ['fees', 'keys'], photos: [], name: null }

const cases: [source: string, value: boolean][] = [
  ["kind == 'origin'", true],
  ["kind != 'origin'", false],
  ['moved == true', true],
  ['no == false', true],
  ['count_of > 3', true],
  ['count_of >= 4 and count_of <= 4', true],
  ['count_of < 3', false],
  ["'fees' in items", true],
  ["not ('rent' in items)", true],
  ['photos == none', true],
  ['name == none', true],
  ['kind == none', false],
  ['unheard == none', true],
  ['count(items) == 2', true],
  ['count(photos) == 0', true],
  ["no or kind == 'origin' and moved", true],
  ["(no or kind == 'origin') and no", false],
  ['not no', true],
  ['not not moved', true],
  ['items', true],
  ['photos', false],
  ["kind > 3 or 'and' == 'and'", true],
]

for (const [source, value] of cases)
  test(`${source} is ${value}`, () => {
    expect(isTrue(parseExpression(source).evaluate(scope))).toBe(value)
  })

test('a name that JavaScript knows of every object is unknown here', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'has_own'])
    expect(parseExpression(`${name} == none`).evaluate({})).toBe(true)
})

const faults: [source: string, place: string][] = [
  ['kind = 1', '第 5 个字符'],
  ['kind == “origin”', '第 8 个字符'],
  ['kind ==', '结尾'],
  ['(kind', '结尾'],
  ['kind == == 3', '== 附近'],
  ['count kind', 'kind 附近'],
  ['and kind', 'and 附近'],
  ['kind kind', 'kind 附近'],
  ["kind == 'open", '第 8 个字符'],
  ['', '结尾'],
]

for (const [source, place] of faults)
  test(`what is wrong with “${source}” is told with its place`, () => {
    expect(() => parseExpression(source)).toThrow(place)
  })

const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.array(fc.record({ url: fc.string(), alt: fc.string() })),
)
const names = ['a', 'b', 'constructor', 'none_here']
const leaf = fc.constantFrom(...names, 'true', 'false', 'none', "'x'", '3', 'count(a)')
const source = fc.letrec<{ e: string }>(tie => ({
  e: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc
      .tuple(tie('e'), fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'), tie('e'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie('e').map(e => `(not ${e})`),
  ),
})).e

test('whatever parses can be evaluated on whatever was answered', () => {
  fc.assert(
    fc.property(source, fc.dictionary(fc.constantFrom(...names), answer), (text, given) => {
      isTrue(parseExpression(text).evaluate(given))
    }),
    { numRuns: 500 },
  )
})

test('whatever is written, parsing ends in an expression or an error that quotes it', () => {
  const pieces = fc.array(fc.oneof(leaf, fc.constantFrom('(', ')', '==', 'not', 'in', 'and', '，', '"', '-')), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map(p => p.join(' ')),
      ),
      text => {
        try {
          parseExpression(text).evaluate({})
        } catch (error) {
          expect((error as Error).message).toContain(`“${text}”`)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
