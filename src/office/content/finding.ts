import type { Entry } from '../../knowledge/entry.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import { understand } from '../../knowledge/understanding/understand.ts'

/** How many entries are found at most, and how alike each has to be to what was looked for. */
const most = 40
const least = 0.12

/** The entries that somebody means who looks for these words: by an id or a piece of a title, then as a question of a student would find them; the likeliest first. */
export function entriesFound({ knowledge }: { knowledge: Knowledge }, search: string): Entry[] {
  const { entries, index, reader } = knowledge
  const said = search.trim().toLowerCase()
  if (said === '') return []
  const named = [...entries.values()].filter(e => e.id === said || e.title.toLowerCase().includes(said))
  const asked = understand(knowledge, search).candidates.map(c => c.entry)
  const alike = index.search(reader.read(search), most).filter(hit => hit.score >= least)
  const partly = [...entries.values()].filter(e => e.id.includes(said))
  const ids = new Set([...named.map(e => e.id), ...asked, ...alike.map(hit => hit.entry), ...partly.map(e => e.id)])
  return [...ids].flatMap(id => entries.get(id) ?? []).slice(0, most)
}
