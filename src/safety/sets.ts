import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LabelledLine, parseLabelled } from './measure.ts'

const own = join('tests', 'content', 'safety')

/** The measuring sets that are there, and the paths of those that are not. */
export function readSets(shared: string): { sets: Record<string, LabelledLine[]>; missing: string[] } {
  const files = [
    { name: 'chat', path: join(shared, 'chat.tsv'), label: 'chat' },
    { name: 'sms', path: join(shared, 'scam.tsv'), label: 'scam' },
    { name: 'posts', path: join(shared, 'crisis.tsv'), label: 'high' },
    { name: 'campus', path: join(own, 'scam.tsv'), label: 'scam' },
    { name: 'idioms', path: join(own, 'idioms.tsv'), label: 'idiom' },
    { name: 'crisis', path: join(own, 'crisis.tsv'), label: 'crisis' },
    { name: 'campus-blind', path: join(own, 'scam-blind.tsv'), label: 'scam' },
    { name: 'idioms-blind', path: join(own, 'idioms-blind.tsv'), label: 'idiom' },
    { name: 'crisis-blind', path: join(own, 'crisis-blind.tsv'), label: 'crisis' },
  ]
  const present = files.filter(({ path }) => existsSync(path))
  const sets = present.map(({ name, path, label }) => [name, parseLabelled(readFileSync(path, 'utf8'), label)] as const)
  return {
    sets: Object.fromEntries(sets),
    missing: files.filter(file => !present.includes(file)).map(({ path }) => path),
  }
}
