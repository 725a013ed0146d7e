import { normalize } from '../content/normalize.ts'
import type { SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import type { Entry } from './entry.ts'

/** More ways in which people ask, by entry. */
export type Wordings = Map<string, string[]>

/**
 * Reads `wordings.tsv` and what else is written like it: more ways in which people ask for an entry, one `id TAB wording` a line. This is where a
 * counselor puts a real question that the bot did not understand. Returns the wordings by entry, together with those of `besides`; faults go to
 * `problems`.
 */
export function parseWordings(
  sources: readonly SourceText[],
  { entries, problems, besides }: { entries: readonly Entry[]; problems: Problem[]; besides?: Wordings | undefined },
): Wordings {
  const wordings: Wordings = new Map(entries.map(e => [e.id, [...(besides?.get(e.id) ?? [])]]))
  const owners = new Map(
    entries.flatMap(e => [...e.asks, ...wordings.get(e.id)!].map(ask => [normalize(ask), e.id] as const)),
  )
  for (const { where, line, n } of sources.flatMap(linesOf)) {
    const [id = '', wording = '', ...rest] = line.split('\t').map(part => part.trim())
    const fault = (what: string, cure: string) => problems.push({ where, line: n + 1, what, cure })
    const own = wordings.get(id)
    const owner = owners.get(normalize(wording))
    if (wording === '' || rest.length > 0) fault('不是“编号 TAB 问法”', '每行一个制表符')
    else if (!own) fault(`没有条目 ${id}`, '改成存在的编号')
    else if (owner !== undefined && owner !== id) fault(`问法“${wording}”已经属于 ${owner}`, '一种问法只留在一个条目')
    else {
      owners.set(normalize(wording), id)
      own.push(wording)
    }
  }
  return wordings
}

/** The lines of a file that say something. */
const linesOf = ({ where, text }: SourceText) =>
  text
    .split(/\r?\n/)
    .map((line, n) => ({ where, line, n }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
