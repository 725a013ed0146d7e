import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { ContentItem } from '../../src/core/content/item.ts'

/** An entry that a school might add, and other ways of asking for it. */
export interface OwnEntry {
  item: ContentItem
  like: readonly string[]
}

/** The made-up entries of this project; what they are for is told in the file. */
export function ownEntries(set: 'seen' | 'unseen', folder = join('tests', 'content')): OwnEntry[] {
  const sets: Record<string, { asks: string[]; says: string; like: string[] }[]> = parse(
    readFileSync(join(folder, 'own-entries.yaml'), 'utf8'),
  )
  return sets[set]!.map(({ asks, says, like }, n) => {
    const key = `own-${set}-${n + 1}`
    const head = JSON.stringify({
      ...{ id: key, asks, sources: [{ doc: '本校老师的答复', date: '2027-03-01' }] },
      ...{ scope: '校', certainty: 'A', review_by: '2028-03-01' },
    })
    const text = `## ${asks[0]}\n\n\`\`\`yaml\n${head}\n\`\`\`\n\n### 群里\n\n${says}\n\n### 私聊\n\n${says}`
    return { item: { kind: 'entry', key, text }, like }
  })
}
