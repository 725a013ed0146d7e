/**
 * Run by hand: makes `knowledge/understanding.bin` from our wordings and the lines of the hands, and prints how well each stranger is understood by what has
 * not seen them (a few hands are left out at a time). The same texts give the same file. Takes about twenty minutes on two cores.
 *
 *   node tools/understanding/train.ts                 fits all and writes the file
 *   node tools/understanding/train.ts --measure       only prints the figures
 *   node tools/understanding/train.ts --keep FOLDER   keeps what it made there, and takes what is there already: for going on, or for trying other thresholds, on the same texts
 *   node tools/understanding/train.ts --verdicts FILE writes there what became of each line
 */
import { once as messageOf } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { byHandAndStyle, figures, type Judged, judgeAll, tellTale } from '../../src/knowledge/measure/figures.ts'
import { type HandLine, readHands } from '../../src/knowledge/measure/hands.ts'
import { type GuesserData, makeGuesser } from '../../src/knowledge/understanding/guess.ts'
import {
  openUnderstanding,
  type UnderstandingData,
  writeUnderstanding,
} from '../../src/knowledge/understanding/model.ts'
import { growTrees } from './forest.ts'
import { teachKinds, teachSituations } from './teach.ts'
import { glassOf, partingsOf, samplesOf, see, seeInPassing, tellingsOf } from './weigh.ts'

const { values: options } = parseArgs({
  options: { measure: { type: 'boolean' }, keep: { type: 'string' }, verdicts: { type: 'string' } },
})
const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
const lines = readHands()
const handsOf = (isOne: (line: HandLine) => boolean) => [...new Set(lines.filter(isOne).map(l => l.hand))]
const strangers = handsOf(l => l.isMeasured)

/** So many hands at a time. */
const inGroups = (hands: readonly string[], most: number) =>
  Array.from({ length: Math.ceil(hands.length / most) }, (_, n) => hands.slice(n * most, (n + 1) * most))

/**
 * What is taught without whom. Few strangers at a time: a fit takes long, and two hands less to learn from make the figures a little worse, never better. The others
 * are left out for the trees alone, which grow on what a guesser has not seen.
 */
const groups: (readonly string[])[] = [
  ...inGroups(strangers, 3),
  ...inGroups(
    handsOf(l => !l.isMeasured && !l.sawEntries),
    8,
  ),
  ...inGroups(
    handsOf(l => l.sawEntries),
    5,
  ),
]
const nameOf = (without: readonly string[]) => (without.length === 0 ? 'everybody' : without.join('+'))
const waiting = [...groups, ...(options.measure ? [] : [[]])]
const fitted = new Map<string, GuesserData>()
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(new URL('./fit.ts', import.meta.url))
    for (let without = waiting.shift(); without; without = waiting.shift()) {
      fitted.set(nameOf(without), await kept(nameOf(without), () => guesserWithout(without, worker)))
      console.error(nameOf(without), `${Math.round(performance.now() / 1000)} s`)
    }
    await worker.terminate()
  }),
)

/** What is taught quickly of all hands but some. */
const taughtWithout = (what: string, teach: typeof teachKinds) => (hands: readonly string[]) =>
  kept(`${nameOf(hands)}.${what}`, () =>
    teach(
      lines.filter(l => !hands.includes(l.hand)),
      knowledge,
    ),
  )
const kindsWithout = taughtWithout('kinds', teachKinds)
const situationsWithout = taughtWithout('situations', teachSituations)
/** What each line looks like to a guesser that has not seen its hand. */
const seen = once(() =>
  Promise.all(
    groups.map(async hands => {
      const kinds = makeGuesser(await kindsWithout(hands))
      const glass = glassOf(knowledge, makeGuesser(fitted.get(nameOf(hands))!), kinds)
      const own = lines.filter(l => hands.includes(l.hand))
      const weighing = [see(own, glass), seeInPassing(own, glass)].flatMap(seen =>
        seen.flatMap((s, n) => samplesOf(knowledge, s, n)),
      )
      const isMeasured = own.some(l => l.isMeasured)
      const telling = isMeasured ? tellingsOf(knowledge, own, makeGuesser(await situationsWithout(hands))) : []
      return { hands, weighing, parting: partingsOf(own, glass), telling }
    }),
  ),
)

/** A model that has not seen these hands. */
const modelWithout = (hands: readonly string[]): Promise<UnderstandingData> =>
  kept(`${nameOf(hands)}.model`, async () => {
    const others = (await seen()).filter(s => s.hands !== hands)
    return {
      ...{
        guesser: fitted.get(nameOf(hands))!,
        kinds: await kindsWithout(hands),
        situations: await situationsWithout(hands),
      },
      weighing: growTrees(others.flatMap(o => o.weighing)),
      parting: growTrees(others.flatMap(o => o.parting)),
      telling: growTrees(others.flatMap(o => o.telling)),
    }
  })

const verdicts: Judged[] = []
for (const hands of groups.filter(([hand]) => strangers.includes(hand!))) {
  const model = openUnderstanding(await modelWithout(hands))
  for (const hand of hands)
    verdicts.push(
      ...judgeAll(
        lines.filter(l => l.hand === hand),
        knowledge,
        model,
      ),
    )
}
console.log([...figures(verdicts), ...byHandAndStyle(verdicts)].join('\n'))
if (options.verdicts) writeFileSync(options.verdicts, verdicts.map(tellTale).join('\n'))

if (!options.measure) {
  const model = await modelWithout([])
  const file = writeUnderstanding(model, 'Made by tools/understanding/train.ts; see docs/models/understanding.md')
  writeFileSync(join('knowledge', 'understanding.bin'), file)
  console.error(`${model.guesser.names.length} traits, ${Math.round(file.length / 2 ** 20)} MB`)
}

function once<Made>(make: () => Made): () => Made {
  const made: Made[] = []
  return () => {
    if (made.length === 0) made.push(make())
    return made[0]!
  }
}

/** What is made once for the same texts, where `--keep` says so. */
async function kept<Made>(name: string, make: () => Made | Promise<Made>): Promise<Made> {
  const file = options.keep && join(options.keep, name)
  if (file && existsSync(file)) return deserialize(readFileSync(file))
  const made = await make()
  if (file) {
    mkdirSync(options.keep!, { recursive: true })
    writeFileSync(file, serialize(made))
  }
  return made
}

async function guesserWithout(without: readonly string[], worker: Worker): Promise<GuesserData> {
  worker.postMessage(without)
  const [guesser] = (await messageOf(worker, 'message')) as [GuesserData]
  return guesser
}
