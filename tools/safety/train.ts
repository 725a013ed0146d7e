/**
 * Run by hand: makes `knowledge/safety/model.json` from the texts in `tests/content/safety`. `node tools/safety/train.ts`; the same texts give the
 * same file. See docs/models/safety.md.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelFile } from '../../src/safety/schema.ts'
import { pinyinSyllables, readTaught } from './examples.ts'
import { blend, thresholds } from './settings.ts'
import { teach } from './teach.ts'

const syllables = pinyinSyllables()
const taught = readTaught(new Set(syllables))
const about = 'Made by tools/safety/train.ts; see docs/models/safety.md'
const file = modelFile.parse({ list: 'model', about, syllables, ...teach(taught), blend, thresholds })
const json = JSON.stringify(file)
writeFileSync(join('knowledge', 'safety', 'model.json'), `${json}\n`)
console.log(`${taught.length} texts, ${Math.round(json.length / 1024)} K characters`)
