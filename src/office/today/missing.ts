import type { Knowledge } from '../../knowledge/load.ts'
import { fieldsIn } from '../../knowledge/shown.ts'

/** By the fields of the school that a content was read with: whoever asks, they are the same. */
const known = new WeakMap<Knowledge['school']['general'], readonly string[]>()

/** What the school has not filled in though answers to students say it, by its label; what most answers wait for comes first. */
export function missingFields({ entries, school }: Knowledge): readonly string[] {
  const { general, specials } = school
  const before = known.get(general)
  if (before) return before
  const uses = new Map<string, number>()
  for (const entry of [...entries.values()].filter(e => !e.isForStaff))
    for (const key of new Set(fieldsIn(entry))) uses.set(key, (uses.get(key) ?? 0) + 1)
  const missing = [...general.values()]
    .filter(f => f.value === null && !specials.has(f.key) && uses.has(f.key))
    .sort((a, b) => uses.get(b.key)! - uses.get(a.key)!)
    .map(f => f.label)
  known.set(general, missing)
  return missing
}
