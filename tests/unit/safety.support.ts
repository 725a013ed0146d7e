import { readdirSync, readFileSync } from 'node:fs'
import type { Problem } from '../../src/core/errors.ts'
import { parseSafetyLists, type SafetyLists } from '../../src/safety/lists.ts'
import { mannerHeads } from '../../src/safety/model.ts'
import type { ModelFile } from '../../src/safety/schema.ts'

/** The lists as shipped, compiled. */
export function shippedLists(): SafetyLists {
  const problems: Problem[] = []
  const folder = 'knowledge/safety'
  const sources = readdirSync(folder).map(name => ({ where: name, text: readFileSync(`${folder}/${name}`, 'utf8') }))
  const lists = parseSafetyLists(sources, problems)
  if (!lists) throw new Error(JSON.stringify(problems, null, 1))
  return lists
}

const silent = (questions: readonly string[]) => ({
  count: 0,
  names: '',
  heads: Object.fromEntries(questions.map(q => [q, { bias: -9, step: 1, weights: '' }])),
})

/** A model that has learnt nothing and finds nothing, so that only the lists speak. */
export const silentModel: ModelFile = {
  list: 'model',
  about: 'test',
  syllables: [],
  danger: silent(['danger']),
  manner: silent(mannerHeads),
  fraud: silent(['scam', 'lost']),
  blend: { bias: -1, rules: 1, excuses: -1, model: 0 },
  thresholds: {
    ...{
      low: 0.5,
      lowOverheard: 0.5,
      high: 0.8,
      alone: 3,
      aloneOverheard: 3,
      listed: 3.2,
      listedModel: -20,
      listedAlone: 4,
      lost: 3,
    },
    ...{
      trouble: 0,
      weak: 0,
      sure: 1,
      sureTold: 1,
      plain: 2,
      hinted: 0,
      told: 0,
      overheard: 1,
      overheardHinted: 1,
      overheardTold: 1,
      firm: -20,
      now: 0,
      nowTold: 0,
      care: 0,
      other: 0,
      unknown: 0,
      latin: 0,
      pieces: 0,
    },
  },
}
