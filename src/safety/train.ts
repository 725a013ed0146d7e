/**
 * Run by hand: makes knowledge/safety/model.json from the texts in tests/content/safety/training, all written for this
 * purpose. `node src/safety/train.ts`; the same texts and lists give the same file. See docs/models/safety.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../core/errors.ts'
import { parseSafetyLists, type SafetyLists } from './lists.ts'
import { type Example, fitLogistic, type Logistic, logitOf } from './logistic.ts'
import { gramsOf, gramValue } from './model.ts'
import { makePlain } from './plain.ts'
import { weighPlain } from './scam.ts'
import { type Sample, samplesOf, templatesOf } from './template.ts'

const folder = join('knowledge', 'safety')
const texts = join('tests', 'content', 'safety', 'training')
const longest = 3
/** A run counts when at least so many templates use it: fewer would be learnt by heart. */
const rarest = 3
const folds = 5
// Talk varies most, so its templates are written out more often.
const usualMost = 8
const talkMost = 40
const scamFit = { shrink: 0.0006, rounds: 250 }
const crisisFit = { shrink: 0.0001, rounds: 600 }
// Talk is what a word of despair must be told from; scams and adverts teach it little.
const talkWeight = 4
const thresholds = { low: 0.5, high: 0.8, alone: 0.75, hinted: 1.25, unhinted: 3.1 }
const empty = { bias: 0, weights: {} }
const none = {
  list: 'model',
  about: 'none',
  longest,
  scam: empty,
  crisis: empty,
  blend: { bias: -2.5, rules: 1, excuses: -1, model: 0 },
  thresholds: { ...thresholds, alone: -9 },
}

interface Text extends Sample {
  plain: string
  rules: number
  excuses: number
  grams: Set<string>
  from: string
}

const lists = readLists()
const corpus = ['scam', 'lawful', 'chat', 'calm', 'crisis', 'advert'].flatMap(readTexts)
const scam = fit('scam')
const crisis = fit('crisis')
const blend = fitBlend()
const about = 'Made by src/safety/train.ts; see docs/models/safety.md'
const file = { list: 'model', about, longest, scam: tidy(scam), crisis: tidy(crisis), blend, thresholds }
const json = JSON.stringify(file)
writeFileSync(join(folder, 'model.json'), `${json}\n`)
console.log(`${corpus.length} texts, blend ${JSON.stringify(blend)}, ${Math.round(json.length / 1024)} K characters`)

function readLists(): SafetyLists {
  const problems: Problem[] = []
  const sources = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({ where: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
  const parsed = parseSafetyLists([...sources, { where: 'none.json', text: JSON.stringify(none) }], problems)
  if (parsed) return parsed
  console.error(problems.map(describeProblem).join('\n'))
  process.exit(1)
}

function readTexts(from: string): Text[] {
  const templates = templatesOf(readFileSync(join(texts, `${from}.txt`), 'utf8'))
  const most = from === 'chat' || from === 'calm' ? talkMost : usualMost
  return samplesOf(templates, { most, seed: 20_260_620 }).map(sample => {
    const plain = makePlain(sample.text, lists.disguises)
    const grams = gramsOf(plain.text, longest)
    const { rules = 0, excuses = 0 } = weighPlain(lists, plain) ?? {}
    return { ...sample, plain: plain.text, rules, excuses, grams, from }
  })
}

/** The runs of characters that enough templates use. */
function commonGrams(among: readonly Text[]): Set<string> {
  const seen = new Map<string, Set<string>>()
  for (const { grams, from, template } of among) {
    for (const gram of grams) seen.set(gram, (seen.get(gram) ?? new Set()).add(`${from}${template}`))
  }
  return new Set([...seen].filter(([, templates]) => templates.size >= rarest).map(([gram]) => gram))
}

/** Every template counts the same, and both sides count the same. */
function examplesOf(among: readonly Text[], from: string): Example[] {
  const grams = commonGrams(among)
  const perTemplate = Map.groupBy(among, text => text.from + text.template)
  const positives = new Set(among.filter(text => text.from === from).map(text => text.template)).size
  const negatives = perTemplate.size - positives
  return among.map(text => {
    const weight = from === 'crisis' && ['chat', 'calm'].includes(text.from) ? talkWeight : 1
    const share = weight / perTemplate.get(text.from + text.template)!.length
    const isPositive = text.from === from
    return { features: featuresOf(text, grams), isPositive, weight: share / (isPositive ? positives : negatives) }
  })
}

function featuresOf(text: Text, grams?: Set<string>): Map<string, number> {
  const value = gramValue(text.grams.size)
  return new Map([...text.grams].filter(gram => !grams || grams.has(gram)).map(gram => [gram, value]))
}

function fit(from: string, among: readonly Text[] = corpus): Logistic {
  return fitLogistic(examplesOf(among, from), from === 'crisis' ? crisisFit : scamFit)
}

/** Weighs rules against the model by what the model says of templates that it has not seen. */
function fitBlend() {
  const unseen = Array.from({ length: folds }, (_, fold) => {
    const model = fit(
      'scam',
      corpus.filter(text => text.template % folds !== fold),
    )
    return corpus
      .filter(text => text.template % folds === fold)
      .map(text => ({ ...text, model: Math.max(-5, Math.min(5, logitOf(model, featuresOf(text)))) }))
  }).flat()
  const examples = unseen.map(({ rules, excuses, model, from }) => {
    return { features: new Map(Object.entries({ rules, excuses, model })), isPositive: from === 'scam', weight: 1 }
  })
  report(unseen)
  const { bias, weights } = fitLogistic(examples, { shrink: 0.0005, rounds: 3000 })
  const of = (name: string): number => round(weights.get(name) ?? 0)
  return { bias: round(bias), rules: of('rules'), excuses: of('excuses'), model: of('model') }
}

function report(unseen: { from: string; model: number }[]): void {
  for (const [from, group] of Map.groupBy(unseen, text => text.from)) {
    const above = group.filter(text => text.model > 0).length
    console.log(`unseen ${from}: ${above} of ${group.length} above 0`)
  }
}

function tidy({ bias, weights }: Logistic) {
  const kept = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= 0.02)
    .map(([gram, w]) => [gram, round(w)] as const)
  return { bias: round(bias), weights: Object.fromEntries(kept) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
