/**
 * Run by hand: what the detectors make of writers that they were not made from. For each hand the tables are taught on all others, and the
 * detectors as shipped read that hand's lines. `node tools/safety/leave-one-out.ts [--hands A,B] [--groups N] [--scores FILE]`
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { dangerIn } from '../../src/safety/danger.ts'
import { readingsOf } from '../../src/safety/learned.ts'
import { detectScam, weighPlain } from '../../src/safety/scam.ts'
import type { ModelFile } from '../../src/safety/schema.ts'
import { makePlain } from '../../src/safety/text/plain.ts'
import { pinyinSyllables, readTaught, type Taught } from './examples.ts'
import type { Judged } from './figures.ts'
import { handFigures, printFigures } from './figures.ts'
import { blend, thresholds } from './settings.ts'
import { listsWith, type Tables, teach } from './teach.ts'

/** What the detectors say of these hands' lines after learning from all others. */
function judgeHands(hands: readonly string[], taught: readonly Taught[], syllables: readonly string[]): Judged[] {
  const lines = taught.filter(t => hands.includes(t.line.hand))
  const isFraud = lines.some(t => t.line.set === 'scam')
  const only: (keyof Tables)[] = isFraud ? ['fraud'] : ['danger', 'manner']
  const learnt = teach(
    taught.filter(t => !hands.includes(t.line.hand)),
    only,
  )
  const heads = (questions: readonly string[]) => ({
    count: 0,
    names: '',
    heads: Object.fromEntries(questions.map(q => [q, { bias: -9, step: 1, weights: '' }])),
  })
  const none = {
    danger: heads(['danger']),
    manner: heads(['now', 'care', 'other', 'unknown', 'mind', 'held', 'accident', 'illness', 'violence', 'disaster']),
    fraud: heads(['scam', 'lost']),
  }
  const file: ModelFile = { list: 'model', about: '', syllables: [...syllables], ...none, ...learnt, blend, thresholds }
  const lists = listsWith(file)
  return lines.map(({ line }) => {
    const odds = readingsOf(line.text, lists.model.syllables).map(({ traits }) => ({
      danger: lists.model.danger.odds(traits).danger,
      manner: lists.model.manner.odds(traits),
      fraud: lists.model.fraud.odds(traits),
    }))
    const worst = odds.reduce((best, next) => (next.danger > best.danger ? next : best))
    const plain = makePlain(line.text, lists.disguises)
    const weighed = isFraud ? weighPlain(lists, plain, line.text) : null
    const found = [...lists.crisis.find(plain).keys()]
    return {
      line,
      odds: worst.danger,
      manner: worst.manner,
      lost: Math.max(...odds.map(o => o.fraud.lost)),
      scamOdds: Math.max(...odds.map(o => o.fraud.scam)),
      rules: weighed?.rules ?? 0,
      excuses: weighed?.excuses ?? 0,
      found,
      danger: isFraud ? null : dangerIn(lists, line.messages.at(-1)!, { earlier: line.messages.slice(0, -1) }),
      scam: isFraud ? detectScam(lists, line.text) : null,
    }
  })
}

const syllables = pinyinSyllables()
const taught = readTaught(new Set(syllables))
if (!isMainThread) {
  const { groups } = workerData as { groups: string[][] }
  for (const hands of groups) parentPort!.postMessage(judgeHands(hands, taught, syllables))
} else {
  const option = (name: string) =>
    process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined
  const isFraud = (hand: string) => taught.some(t => t.line.hand === hand && t.line.set === 'scam')
  const all = [...new Set(taught.map(t => t.line.hand))].filter(hand => !hand.startsWith('older'))
  const hands = option('--hands')?.split(',') ?? all
  const groups = [hands.filter(h => !isFraud(h)), hands.filter(isFraud)].flatMap(side =>
    grouped(side, option('--groups')),
  )
  const workers = Math.min(availableParallelism(), groups.length)
  const judged: Judged[] = []
  const work = Array.from({ length: workers }, (_, worker) => {
    return new Promise<void>((done, failed) => {
      const mine = groups.filter((_, n) => n % workers === worker)
      const thread = new Worker(new URL(import.meta.url), { workerData: { groups: mine } })
      thread.on('message', (found: Judged[]) => {
        judged.push(...found)
        process.stderr.write(`${[...new Set(found.map(f => f.line.hand))].join('+')} `)
      })
      thread.on('error', failed)
      thread.on('exit', () => done())
    })
  })
  await Promise.all(work)
  process.stderr.write('\n')
  const scores = option('--scores')
  if (scores) writeFileSync(scores, JSON.stringify(judged))
  printFigures(handFigures(judged, hands))
}

/** Each hand alone, or all in so many groups that are left out together: quicker, and a little harder. */
function grouped(hands: readonly string[], groups: string | undefined): string[][] {
  if (groups === undefined) return hands.map(hand => [hand])
  const count = Math.min(Number(groups), hands.length)
  return Array.from({ length: count }, (_, g) => hands.filter((_, n) => n % count === g))
}
