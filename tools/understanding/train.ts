/**
 * Run by hand: makes `knowledge/understanding.json` from our wordings and the lines of the hands, and prints how well each hand is understood by what has not
 * seen it (leave-one-hand-out). The same texts give the same file.
 *
 *   node tools/understanding/train.ts            fits all and writes the file
 *   node tools/understanding/train.ts --measure  only prints the figures
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type GuesserData, makeGuesser } from '../../src/knowledge/understanding/guess.ts'
import { openUnderstanding, type UnderstandingFile } from '../../src/knowledge/understanding/model.ts'
import type { Trees } from '../../src/knowledge/understanding/trees.ts'
import { byHandAndStyle, figures, judgeAll } from './figures.ts'
import { growTrees } from './forest.ts'
import { readHands } from './hands.ts'
import { handTexts, ownTexts, teachGuesser } from './teach.ts'
import { samplesOf, see } from './weigh.ts'

const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const entries = [...knowledge.entries.keys()]
const lines = readHands()
const hands = [...new Set(lines.map(l => l.hand))]
const linesOf = (hand: string) => lines.filter(l => l.hand === hand)
const taught = [...ownTexts(knowledge), ...handTexts(lines, knowledge)]

// What each line looks like to a guesser that has not seen its hand.
const guessers = new Map(
  hands.map(hand => {
    console.error(hand)
    return [
      hand,
      teachGuesser(
        entries,
        taught.filter(t => t.hand !== hand),
      ),
    ]
  }),
)
const seen = hands.flatMap(hand => see(linesOf(hand), knowledge, makeGuesser(guessers.get(hand)!)))

const verdicts = hands.flatMap(hand => {
  const trees = growTrees(seen.filter(s => s.line.hand !== hand).flatMap(samplesOf))
  return judgeAll(linesOf(hand), knowledge, openUnderstanding({ guesser: guessers.get(hand)!, trees }))
})
console.log([...figures(verdicts), ...byHandAndStyle(verdicts)].join('\n'))

if (!process.argv.includes('--measure')) write(teachGuesser(entries, taught), growTrees(seen.flatMap(samplesOf)))

function write({ entries, names, models }: GuesserData, trees: Trees): void {
  const packed = (bytes: Uint8Array | Int8Array | Uint32Array | Float32Array) =>
    deflateSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { level: 9 }).toString('base64')
  const file: UnderstandingFile = {
    about: 'Made by tools/understanding/train.ts; see docs/models/understanding.md',
    guesser: {
      entries: [...entries],
      names: packed(names),
      models: models.map(({ width, step, places, directions, begin }) => ({
        width,
        step,
        places: packed(places),
        directions: packed(directions),
        begin: Array.from(begin, b => Math.round(b * 1e4) / 1e4),
      })),
    },
    trees: trees as UnderstandingFile['trees'],
  }
  const json = JSON.stringify(file)
  writeFileSync(join('knowledge', 'understanding.json'), `${json}\n`)
  console.error(`${names.length} traits, ${Math.round(json.length / 1024)} K characters`)
}
