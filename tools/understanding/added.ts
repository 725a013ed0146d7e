/**
 * Run by hand: fits the weights of `understanding/added.ts`, which tell how likely an entry answers that the school added, and prints them; once they are put
 * there, the figures below them are theirs. The same texts give the same weights. Takes two minutes.
 *
 *   node tools/understanding/added.ts
 */
import { type Entry, parseSubject } from '../../src/knowledge/entry.ts'
import { loadKnowledge, withLayer } from '../../src/knowledge/load.ts'
import { type HandLine, readHands } from '../../src/knowledge/measure/hands.ts'
import { SearchIndex } from '../../src/knowledge/search/search.ts'
import { askedBy, termsOfEach } from '../../src/knowledge/search/texts.ts'
import { addedAmong, featuresOfAdded } from '../../src/knowledge/understanding/added.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { ownEntries } from '../../tests/support/own-entries.ts'

const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const { reader, entries } = knowledge
/** Lines of strangers that ask one thing or nothing. */
const lines = readHands().filter(line => !line.sawEntries && line.wanted.length < 2)

/** A question, and which of the added entries answers it. */
interface Asked {
  text: string
  answer: string | null
}

interface Sample {
  features: readonly number[]
  isTrue: boolean
}

/** What is found of added entries for questions, beside what files have. */
function samplesOf(added: readonly Entry[], rest: readonly Entry[], asked: readonly Asked[]): Sample[] {
  const kept = rest.map(({ id, short }) => ({ id, wordings: null, answer: reader.readOwn(short).terms }))
  const put = added.map(entry => ({
    id: entry.id,
    wordings: termsOfEach(askedBy(entry, { isAdded: true }), reader),
    answer: reader.readOwn(entry.short).terms,
  }))
  const index = new SearchIndex([...kept, ...put], knowledge.index)
  const ids = new Set(added.map(e => e.id))
  return asked.flatMap(({ text, answer }) => {
    const reading = reader.read(text)
    return addedAmong(index.search(reading, index.size), entry => !ids.has(entry)).map(hit => ({
      features: featuresOfAdded(hit, reading),
      isTrue: hit.entry === answer,
    }))
  })
}

/** Numbers between 0 and 1 that are the same every time. */
const random = (() => {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4_294_967_296
  }
})()

const some = <Item>(items: readonly Item[], count: number): Item[] =>
  items
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ item }) => item)

/** Twenty entries are taken out and put back with one to three of their ways of asking; who asked for them finds them or not, and of others every sixth. */
function takenOut(asked: readonly HandLine[]): Sample[] {
  const isAskedFor = (id: string) => asked.filter(l => l.wanted[0]?.[0] === id).length >= 2
  const taken = some(
    [...entries.values()].filter(e => !e.isForStaff && isAskedFor(e.id)),
    20,
  )
  const ids = new Set(taken.map(e => e.id))
  const put = taken.map((entry, n) => {
    const asks = some(entry.asks, 1 + (n % 3))
    return { ...entry, id: `own-${entry.id}`, title: asks[0]!, asks, keywords: [] }
  })
  const questions = asked.flatMap(({ text, wanted: [meant = []] }): Asked[] => {
    const [best, ...others] = meant
    if (best !== undefined && ids.has(best)) return [{ text, answer: `own-${best}` }]
    return others.some(id => ids.has(id)) || random() > 1 / 6 ? [] : [{ text, answer: null }]
  })
  return samplesOf(
    put,
    [...entries.values()].filter(e => !ids.has(e.id)),
    questions,
  )
}

/** The made-up entries of a set beside what strangers said who knew nothing of them. */
function madeUp(set: 'seen' | 'unseen', said: readonly HandLine[]): Sample[] {
  const made = ownEntries(set)
  const added = made.map(({ item }) => parseSubject({ where: item.key, text: item.text }, [])[0]!)
  const questions = made.flatMap(({ item, like }) => like.map(text => ({ text, answer: item.key })))
  return samplesOf(added, [...entries.values()], [...questions, ...said.map(({ text }) => ({ text, answer: null }))])
}

/** A logistic regression by Newton's method with a little shrinkage. */
function fit(samples: readonly Sample[]): number[] {
  const width = samples[0]!.features.length
  const weights = new Array<number>(width).fill(0)
  for (let round = 0; round < 30; round++) {
    const gradient = weights.map((w, i) => (i === 0 ? 0 : 0.01 * w))
    const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? 0.01 : 0)))
    for (const { features, isTrue } of samples) {
      const p = 1 / (1 + Math.exp(-features.reduce((sum, f, i) => sum + f * weights[i]!, 0)))
      for (let i = 0; i < width; i++) {
        gradient[i]! += (p - (isTrue ? 1 : 0)) * features[i]!
        for (let j = 0; j < width; j++) curvature[i]![j]! += p * (1 - p) * features[i]! * features[j]!
      }
    }
    solved(curvature, gradient).forEach((step, i) => {
      weights[i]! -= step
    })
  }
  return weights
}

/** The solution of a few linear equations, by elimination; what stands there is used up. */
function solved(rows: number[][], right: number[]): number[] {
  const size = right.length
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      if (k === i) continue
      const by = rows[k]![i]! / rows[i]![i]!
      for (let j = i; j < size; j++) rows[k]![j]! -= by * rows[i]![j]!
      right[k]! -= by * right[i]!
    }
  return right.map((value, i) => value / rows[i]![i]!)
}

const questions = lines.filter(l => l.part === 'Q' || l.part === 'X')
const isTold = (n: number) => n % 2 === 0
const talk = lines.filter(l => l.part !== 'D')
const samples = [
  ...Array.from({ length: 8 }, () => takenOut(questions)).flat(),
  ...madeUp(
    'seen',
    talk.filter((_, n) => isTold(n)),
  ),
]
console.log(
  `weights [${fit(samples)
    .map(w => w.toFixed(2))
    .join(', ')}]`,
)

const measured = talk.filter((_, n) => !isTold(n))
const outside = measured.filter(l => l.part === 'X' && l.wanted[0]?.length === 0)
const inside = measured.filter(l => l.part === 'Q' && l.wanted[0]!.length > 0)
for (const set of ['seen', 'unseen'] as const) {
  const made = ownEntries(set)
  const laid = withLayer(
    knowledge,
    made.map(({ item }) => item),
  )
  const asked = made.flatMap(({ item, like }) => like.map(text => ({ id: item.key, found: understand(laid, text) })))
  const first = asked.filter(({ id, found }) => found.outcome === 'answer' && found.candidates[0]!.entry === id)
  const offered = asked.filter(
    ({ id, found }) => found.outcome !== 'unknown' && found.candidates.some(c => c.entry === id),
  )
  const isOwn = ({ text }: HandLine) => {
    const { outcome, candidates } = understand(laid, text)
    return outcome === 'answer' && !entries.has(candidates[0]!.entry)
  }
  console.log(
    `${set}: of ${asked.length} questions ${first.length} answered and ${offered.length} offered; of ${inside.length} for other entries ${inside.filter(isOwn).length} taken, of ${outside.length} for none ${outside.filter(isOwn).length} answered`,
  )
}
