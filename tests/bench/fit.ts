/**
 * Fits the weights of `confidence` in src/knowledge/understanding/untaught.ts: a logistic regression of "the best candidate is right" on labelled
 * questions. Run it by hand after a change of the search, and copy what it prints.
 *
 *   node tests/bench/fit.ts tests/content/questions.tsv
 */
import { readLabelled } from '../../src/commands/eval/labelled.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { features } from '../../src/knowledge/understanding/untaught.ts'

const knowledge = loadKnowledge(process.env.FAREWELL_KNOWLEDGE ?? 'knowledge', { zone: 'Asia/Shanghai' })
const samples = process.argv.slice(2).flatMap(file =>
  readLabelled(file, new Set(knowledge.entries.keys())).flatMap(({ question, expected }) => {
    const reading = knowledge.reader.read(question)
    const [best, rival] = knowledge.index.search(reading, 5)
    return best
      ? [{ x: features(best, rival ?? null, reading), y: best.entry === expected ? 1 : 0, out: expected === null }]
      : []
  }),
)

/** Gradient descent on the logistic loss with a little shrinkage; small data, so it need not be clever. */
function train(rows: typeof samples): number[] {
  const size = rows[0]!.x.length
  const w = new Array<number>(size).fill(0)
  for (let step = 0; step < 30_000; step++) {
    const gradient = new Array<number>(size).fill(0)
    for (const { x, y } of rows) {
      const error = 1 / (1 + Math.exp(-dot(w, x))) - y
      for (let i = 0; i < size; i++) gradient[i]! += error * x[i]!
    }
    for (let i = 0; i < size; i++) w[i]! -= 1.5 * (gradient[i]! / rows.length + (i === 0 ? 0 : 0.0003 * w[i]!))
  }
  return w
}

const dot = (w: readonly number[], x: readonly number[]) => w.reduce((sum, weight, i) => sum + weight * x[i]!, 0)

// Five folds: how good the confidence is on questions that it was not fitted on.
const scored = [0, 1, 2, 3, 4].flatMap(fold => {
  const weights = train(samples.filter((_, i) => i % 5 !== fold))
  return samples.filter((_, i) => i % 5 === fold).map(s => ({ ...s, p: 1 / (1 + Math.exp(-dot(weights, s.x))) }))
})
for (const bar of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97]) {
  const over = scored.filter(s => s.p >= bar)
  const inScope = scored.filter(s => !s.out)
  const outside = scored.filter(s => s.out)
  const percent = (part: number, all: number) => `${((100 * part) / Math.max(1, all)).toFixed(1)}%`
  console.log(
    `bar ${bar}: right ${percent(over.filter(s => s.y === 1).length, inScope.length)} of in-scope answered rightly, wrong ${percent(over.filter(s => s.y === 0 && !s.out).length, inScope.length)}, out of scope answered ${percent(over.filter(s => s.out).length, outside.length)}`,
  )
}
console.log(
  `weights [${train(samples)
    .map(w => w.toFixed(2))
    .join(', ')}]`,
)
