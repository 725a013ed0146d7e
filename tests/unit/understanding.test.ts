import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeGuesser } from '../../src/knowledge/understanding/guess.ts'
import { clausesOf } from '../../src/knowledge/understanding/look.ts'
import { partsOf } from '../../src/knowledge/understanding/several.ts'
import { questionTraits } from '../../src/knowledge/understanding/traits.ts'
import { probabilityOf } from '../../src/knowledge/understanding/trees.ts'
import { fitBag } from '../../tools/understanding/bag.ts'
import { growTrees } from '../../tools/understanding/forest.ts'

const texts: [text: string, entry: number][] = [
  ['退宿什么时候截止', 0],
  ['几号前要搬出宿舍', 0],
  ['宿舍最晚住到哪天', 0],
  ['毕业证丢了怎么补', 1],
  ['毕业证不见了能补办吗', 1],
  ['补毕业证要什么材料', 1],
  ['今天中午吃什么', 2],
  ['附近哪里有好吃的', 2],
]
const traitsOf = (text: string) => questionTraits(text, [])

/** A guesser that was taught these few texts; the third class is "nothing". */
function taught(seed = 1) {
  const names = Uint32Array.from(new Set(texts.flatMap(([text]) => [...traitsOf(text)]))).sort()
  const rowOf = new Map(Array.from(names, (name, row) => [name, row]))
  const examples = texts.map(([text, own]) => {
    const traits = traitsOf(text)
    return { rows: Int32Array.from(traits, t => rowOf.get(t)!), traits: traits.length, class: own, weight: 1 }
  })
  const setting = { rows: names.length, classes: 3, width: 8, epochs: 40, rate: 0.2, dropout: 0.1, seed }
  return { entries: ['when', 'lost'], names, models: [fitBag(examples, setting)] }
}

test('what was taught is guessed, also in other words', () => {
  const guess = makeGuesser(taught())
  expect(guess(traitsOf('宿舍几号截止')).best[0]?.entry).toBe('when')
  expect(guess(traitsOf('毕业证丢了咋补办')).best[0]?.entry).toBe('lost')
  const lunch = guess(traitsOf('中午吃什么好吃的'))
  expect(lunch.nothing).toBeGreaterThan(lunch.of('when') + lunch.of('lost'))
})

test('the same texts give the same model', () => {
  expect(taught()).toEqual(taught())
})

test('all probabilities of a guess add up to one, whatever the text', () => {
  const guess = makeGuesser(taught())
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      const found = guess(traitsOf(text))
      expect(found.of('when') + found.of('lost') + found.nothing).toBeCloseTo(1, 6)
      expect(found.of('somebody else')).toBe(0)
    }),
  )
})

test('trees learn what depends on two things at once', () => {
  const samples = Array.from({ length: 400 }, (_, n) => {
    const [a, b] = [n % 2, Math.floor(n / 2) % 2]
    return { features: Float32Array.from([a, b, n]), isTrue: a !== b, weight: 1 }
  })
  const trees = growTrees(samples)
  const said = ([a, b]: [number, number]) => probabilityOf(trees, [a, b, 0]) > 0.5
  expect([said([0, 0]), said([0, 1]), said([1, 0]), said([1, 1])]).toEqual([false, true, true, false])
})

test('a short message has no clauses, a long one has those that say something', () => {
  expect(clausesOf('退宿什么时候截止')).toEqual([])
  expect(clausesOf('我昨天已经回老家了，嗯，宿舍还没退，室友能帮我把钥匙交了吗')).toEqual([
    '我昨天已经回老家了',
    '宿舍还没退',
    '室友能帮我把钥匙交了吗',
  ])
})

for (const [text, parts] of [
  ['退宿几号截止？档案寄哪？', ['退宿几号截止', '档案寄哪']],
  ['1.退宿几号截止 2.档案寄哪', ['退宿几号截止', '档案寄哪']],
  ['退宿几号截止', ['退宿几号截止']],
] as const)
  test(`the parts of “${text}” are ${parts.length}`, () => {
    expect(partsOf(text)).toEqual(parts)
  })
