import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  classCount,
  type GuesserData,
  makeGuesser,
  otherClasses,
  together,
} from '../../src/knowledge/understanding/guess.ts'
import { clausesOf } from '../../src/knowledge/understanding/look.ts'
import { openUnderstanding, readUnderstanding, writeUnderstanding } from '../../src/knowledge/understanding/model.ts'
import { readsAsQuestion } from '../../src/knowledge/understanding/question.ts'
import { questionTraits } from '../../src/knowledge/understanding/traits.ts'
import { probabilityOf } from '../../src/knowledge/understanding/trees.ts'
import { fitBag, joined, stepped } from '../../tools/understanding/bag.ts'
import { growTrees } from '../../tools/understanding/forest.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const entries = ['when', 'lost']
const nothing = entries.length + otherClasses.nothing
const leaning = entries.length + otherClasses.leaning
const texts: [text: string, means: number][] = [
  ['退宿什么时候截止', 0],
  ['几号前要搬出宿舍', 0],
  ['宿舍最晚住到哪天', 0],
  ['毕业证丢了怎么补', 1],
  ['毕业证不见了能补办吗', 1],
  ['补毕业证要什么材料', 1],
  ['今天中午吃什么', nothing],
  ['附近哪里有好吃的', nothing],
  ['那要多久', leaning],
  ['那还来得及吗', leaning],
]
const traitsOf = (text: string) => questionTraits(text, [])

/** A guesser that was taught these few texts, by two bags. */
function taught(): GuesserData {
  const names = Uint32Array.from(new Set(texts.flatMap(([text]) => [...traitsOf(text)]))).sort()
  const rowOf = new Map(Array.from(names, (name, row) => [name, row]))
  const examples = texts.map(([text, means]) => {
    const traits = traitsOf(text)
    const shares = [[means, 1] as const]
    return { rows: Int32Array.from(traits, t => rowOf.get(t)!), traits: traits.length, shares, weight: 1 }
  })
  const setting = {
    rows: names.length,
    classes: classCount(entries.length),
    width: 8,
    epochs: 40,
    rate: 0.2,
    dropout: 0.1,
  }
  const bags = [1, 2].map(seed => fitBag(examples, { ...setting, seed }))
  const { places, directions, begin } = joined(bags, setting.width)
  return { entries, names, width: 16, ...stepped(places), directions, begin }
}

const guesser = makeGuesser(taught())
const guess = (...said: string[]) => guesser.guess(together(said.map(text => guesser.sketch(traitsOf(text)))))

test('what was taught is guessed, also in other words', () => {
  expect(guess('宿舍几号截止').best[0]?.entry).toBe('when')
  expect(guess('毕业证丢了咋补办').best[0]?.entry).toBe('lost')
  const lunch = guess('中午吃什么好吃的')
  expect(lunch.nothing).toBeGreaterThan(lunch.of('when')! + lunch.of('lost')!)
})

test('what says too little leans, and together with what was said before it is about that', () => {
  const alone = guess('那要多久')
  expect(alone.leaning).toBeGreaterThan(alone.best[0]!.probability)
  expect(guess('毕业证丢了怎么补', '那要多久').best[0]?.entry).toBe('lost')
})

test('the same texts give the same model', () => {
  expect(taught()).toEqual(taught())
})

test('all probabilities of a guess add up to one, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      const found = guess(text)
      expect(found.of('when')! + found.of('lost')! + found.nothing + found.leaning).toBeCloseTo(1, 6)
      expect(found.of('somebody else')).toBeNull()
    }),
  )
})

const trees = { bias: 0, trees: [] }
const guessers = { guesser: taught(), kinds: taught(), situations: taught() }
const data = { ...guessers, weighing: trees, parting: trees, telling: trees }

test('a model that was written to a file is read as it was', () => {
  expect(readUnderstanding(writeUnderstanding(data, 'a test')).data).toEqual(openUnderstanding(data).data)
})

test('a model file of which something is missing is refused', () => {
  const file = writeUnderstanding(data, 'a test')
  const text = file.toString('latin1').replace('"width":16', '"width":15')
  expect(() => readUnderstanding(Buffer.from(text, 'latin1'))).toThrow(/do not fit/)
  expect(() => readUnderstanding(file.subarray(0, file.length - 20))).toThrow()
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

const reader = fixtureKnowledge().reader
for (const text of [
  '退宿要排队没',
  '钥匙要交伐',
  '毕业证可以寄㗎',
  '户口迁不迁',
  '宿舍能住到7月不',
  '毕业证发了没',
  '领证要几张照片',
])
  test(`“${text}” asks without a word that asks`, () => {
    expect(readsAsQuestion(reader.read(text))).toBe(true)
  })
for (const text of ['我不', '还没', '我没去', '今天不去了', '好的没问题', '十几个人'])
  test(`“${text}” asks nothing`, () => {
    expect(readsAsQuestion(reader.read(text))).toBe(false)
  })
