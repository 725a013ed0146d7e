/** A worker of `train.ts`: teaches guessers on all that there is but the lines of some hands, one after the other as it is told. */
import { parentPort } from 'node:worker_threads'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { readHands } from '../../src/knowledge/measure/hands.ts'
import { handTexts, ownTexts, teachGuesser } from './teach.ts'

const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const taught = [...ownTexts(knowledge), ...handTexts(readHands(), knowledge)]
const entries = [...knowledge.entries.keys()]

parentPort!.on('message', (without: readonly string[]) => {
  const others = taught.filter(t => t.hand === null || !without.includes(t.hand))
  parentPort!.postMessage(teachGuesser(entries, others))
})
