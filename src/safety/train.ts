/**
 * Run by hand: makes knowledge/safety/model.json from the texts in tests/content/safety/training, all written for this
 * purpose. `node src/safety/train.ts [--misses] [--crisis]`; the same texts and lists give the same file. With
 * --crisis the half about scams stays as it is. See docs/models/safety.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type Problem } from '../core/errors.ts'
import { readCorpus, type Text } from './corpus.ts'
import { featuresOf, gramsOf, gramValue } from './feature.ts'
import { parseSafetyLists, type SafetyLists } from './lists.ts'
import { type Example, fitLogistic, type Logistic, logitOf } from './logistic.ts'
import { makePlain } from './plain.ts'
import { weighPlain } from './scam.ts'
import { type ModelFile, modelFile } from './schema.ts'
import { stretchesOf } from './stretch.ts'

const folder = join('knowledge', 'safety')
const longest = 3
/** A feature counts when at least so many templates use it: fewer would be learnt by heart. */
const rarest = 2
const folds = 5
const scamFit = { shrink: 0.0001, rounds: 200 }
const crisisFit = { shrink: 0.000015, rounds: 150 }
// What is easily taken for it counts more: talk for a word of despair, lawful deals and adverts for a scam.
const nearWeight = 3
const weightsOfKinds = {
  crisis: new Map([
    ['chat', 4],
    ['calm', 4],
  ]),
  scam: new Map([
    ['lawful', nearWeight],
    ['advert', nearWeight],
    ['chat', nearWeight],
  ]),
}
const thresholds = {
  ...{ low: 0.44, high: 0.72, alone: 2.6 },
  ...{ told: 0.3, quiet: 1.7, friend: -1, danger: 1.8, several: 1, strong: 2.3, core: 3.3, bare: 6.5 },
}
/** Files of deals among students; they would only thin out the talk that the crisis model learns from. */
const scamOnly = /^[a-z]+-campus/
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

interface Seen extends Text {
  rules: number
  excuses: number
  grams: Map<string, number>
  features: Map<string, number>
  fold: number
}

const looks = { scam: (text: Seen) => text.grams, crisis: (text: Seen) => text.features }

const lists = readLists()
const corpus = see(readCorpus(join('tests', 'content', 'safety', 'training')))
const learnt = corpus.filter(text => !text.isDev)
reportUnseen()
const unseenScam = unseenOdds('scam')
const before: ModelFile | null = process.argv.includes('--crisis')
  ? modelFile.parse(JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')))
  : null
const scam = before?.scam ?? tidy(fit('scam', learnt), 0.2)
const crisis = tidy(fitTogether('crisis'), 0.15)
const blend = before?.blend ?? fitBlend()
const about = 'Made by src/safety/train.ts; see docs/models/safety.md'
const file = { list: 'model', about, longest, scam, crisis, blend, thresholds }
reportBlend()
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

function see(texts: readonly Text[]): Seen[] {
  const subjects = [...new Set(texts.map(text => text.subject))]
  const foldOf = new Map(subjects.map((subject, i) => [subject, i % folds]))
  return texts.map(text => {
    const plain = makePlain(text.text, lists.disguises)
    const grams = gramsOf(plain.text, longest)
    const value = gramValue(grams.size)
    const { rules = 0, excuses = 0 } = weighPlain(lists, plain) ?? {}
    const features = featuresOf(stretchesOf(lists, plain)[0]!, longest)
    const seen = new Map([...grams].map(gram => [gram, value]))
    return { ...text, rules, excuses, grams: seen, features, fold: foldOf.get(text.subject)! }
  })
}

type Side = 'scam' | 'crisis'

function fit(side: Side, among: readonly Seen[]): Logistic {
  const taught = side === 'crisis' ? among.filter(({ template }) => !scamOnly.test(template)) : among
  return fitLogistic(examplesOf(taught, side), side === 'crisis' ? crisisFit : scamFit)
}

/** The mean of the models that each leave a fold out: steadier than one where hardly anything may raise an alarm. */
function fitTogether(side: Side): Logistic {
  const models = Array.from({ length: folds }, (_, fold) => fitWithout(side, fold))
  const weights = new Map<string, number>()
  for (const model of models) {
    for (const [name, weight] of model.weights) weights.set(name, (weights.get(name) ?? 0) + weight / folds)
  }
  return { bias: models.reduce((sum, { bias }) => sum + bias / folds, 0), weights }
}

function fitWithout(side: Side, fold: number): Logistic {
  const others = learnt.filter(text => text.fold !== fold)
  return fit(side, others)
}

/** Every template counts the same, and both sides count the same. */
function examplesOf(among: readonly Seen[], side: Side): Example[] {
  const common = commonFeatures(among, looks[side])
  const perTemplate = Map.groupBy(among, text => text.template)
  const weightOf = (text: Seen): number => {
    const weight = weightsOfKinds[side].get(text.kind) ?? 1
    return weight / perTemplate.get(text.template)!.length
  }
  const sumOf = (texts: readonly Seen[]): number => texts.reduce((sum, text) => sum + weightOf(text), 0)
  const positives = sumOf(among.filter(text => text.kind === side))
  const negatives = sumOf(among.filter(text => text.kind !== side))
  return among.map(text => {
    const isPositive = text.kind === side
    const features = new Map([...looks[side](text)].filter(([name]) => common.has(name)))
    return { features, isPositive, weight: weightOf(text) / (isPositive ? positives : negatives) }
  })
}

/** The features that enough templates use. */
function commonFeatures(among: readonly Seen[], look: (text: Seen) => Map<string, number>): Set<string> {
  const seen = new Map<string, Set<string>>()
  for (const text of among) {
    for (const name of look(text).keys()) seen.set(name, (seen.get(name) ?? new Set()).add(text.template))
  }
  return new Set([...seen].filter(([, templates]) => templates.size >= rarest).map(([name]) => name))
}

/** The log-odds of each text by a model that has not seen its subject. */
function unseenOdds(side: Side): { text: Seen; odds: number }[] {
  return Array.from({ length: folds }, (_, fold) => {
    const model = fitWithout(side, fold)
    return learnt.filter(text => text.fold === fold).map(text => ({ text, odds: logitOf(model, looks[side](text)) }))
  }).flat()
}

/** Weighs rules against the model by what the model says of subjects that it has not seen. */
function fitBlend() {
  const examples = unseenScam.map(({ text: { rules, excuses, kind }, odds }) => {
    const model = Math.max(-5, Math.min(5, odds))
    return { features: new Map(Object.entries({ rules, excuses, model })), isPositive: kind === 'scam', weight: 1 }
  })
  const { bias, weights } = fitLogistic(examples, { shrink: 0.0005, rounds: 600 })
  const of = (name: string): number => round(weights.get(name) ?? 0)
  return { bias: round(bias), rules: of('rules'), excuses: of('excuses'), model: of('model') }
}

/** What rules and model together find among subjects that the model has not seen, by kind and threshold. */
function reportBlend(): void {
  const steps = [0.4, 0.45, 0.5, 0.54, 0.58, 0.62, 0.66, 0.7, 0.75, 0.8]
  console.log(`scam, unseen subjects     ${steps.map(step => String(step).padStart(6)).join('')}`)
  const score = ({ text: { rules, excuses }, odds }: (typeof unseenScam)[number]): number => {
    const model = Math.max(-5, Math.min(5, odds))
    const sum = blend.bias + blend.rules * rules + blend.excuses * excuses + blend.model * model
    return 1 / (1 + Math.exp(-sum))
  }
  for (const [from, group] of Map.groupBy(unseenScam, ({ text }) => text.template.split(':')[0]!)) {
    const cells = steps.map(step => (100 * group.filter(one => score(one) >= step).length) / group.length)
    const row = cells.map(cell => cell.toFixed(1).padStart(6)).join('')
    console.log(`${from.padEnd(18)}${String(group.length).padStart(7)} ${row}`)
  }
  const near = unseenScam.filter(({ text: { kind } }) => kind !== 'scam' && weightsOfKinds.scam.has(kind)).map(score)
  for (const share of [0.02, 0.05, 0.1]) {
    const threshold = near.sort((a, b) => b - a)[Math.floor(share * near.length)]!
    const scams = unseenScam.filter(({ text }) => text.kind === 'scam')
    const found = (100 * scams.filter(one => score(one) > threshold).length) / scams.length
    console.log(`near misses ${100 * share} % above ${threshold.toFixed(2)}: scams ${found.toFixed(1)} %`)
  }
}

/** What the crisis model says of subjects that it has not seen, by file and for a row of thresholds. */
function reportUnseen(): void {
  const unseen = unseenOdds('crisis')
  const steps = [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3]
  console.log(`crisis, unseen subjects   ${steps.map(step => String(step).padStart(6)).join('')}`)
  for (const [from, group] of Map.groupBy(unseen, ({ text }) => text.template.split(':')[0]!)) {
    const shares = steps.map(step => group.filter(({ odds }) => odds >= step).length / group.length)
    const cells = shares.map(share => (100 * share).toFixed(1).padStart(6)).join('')
    console.log(`${from.padEnd(18)}${String(group.length).padStart(7)} ${cells}`)
  }
  for (const share of [0.01, 0.02, 0.05]) console.log(recallAt(unseen, share))
  if (!process.argv.includes('--misses')) return
  for (const { text, odds } of unseen) {
    if (odds > 0.5 !== (text.kind === 'crisis')) console.log(`${text.template}\t${odds.toFixed(2)}\t${text.text}`)
  }
}

/** The share of crisis texts found when so small a share of calm ones raises an alarm. */
function recallAt(unseen: { text: Seen; odds: number }[], share: number): string {
  const calm = unseen.filter(({ text }) => text.kind === 'calm').map(({ odds }) => odds)
  const threshold = calm.sort((a, b) => b - a)[Math.floor(share * calm.length)]!
  const files = [...Map.groupBy(unseen, ({ text }) => text.template.split(':')[0]!)].filter(([from]) =>
    from.startsWith('crisis'),
  )
  const recalls = files.map(([from, group]) => {
    const found = group.filter(({ odds }) => odds > threshold).length
    return `${from} ${((100 * found) / group.length).toFixed(1)}`
  })
  return `calm ${100 * share} % above ${threshold.toFixed(2)}: ${recalls.join(', ')}`
}

function tidy({ bias, weights }: Logistic, least: number) {
  const kept = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= least)
    .map(([name, weight]) => [name, round(weight)] as const)
  return { bias: round(bias), weights: Object.fromEntries(kept) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
