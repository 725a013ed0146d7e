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
    entries.flatMap(e => [...normalOf(e.asks), ...normalOf(besides?.get(e.id) ?? [])].map(ask => [ask, e.id] as const)),
  )
  for (const { where, n, id, wording, normal, isLine } of sources.flatMap(linesOf)) {
    const fault = (what: string, cure: string) => problems.push({ where, line: n + 1, what, cure })
    const own = wordings.get(id)
    const owner = owners.get(normal)
    if (!isLine) fault('不是“编号 TAB 问法”', '每行一个制表符')
    else if (!own) fault(`没有条目 ${id}`, '改成存在的编号')
    else if (owner !== undefined && owner !== id) fault(`问法“${wording}”已经属于 ${owner}`, '一种问法只留在一个条目')
    else {
      owners.set(normal, id)
      own.push(wording)
    }
  }
  return wordings
}

/** The one writing of texts of content. It is asked for at every check of a draft, and of thousands it takes long. */
export function normalOf(texts: readonly string[]): readonly string[] {
  const known = normals.get(texts)
  if (known) return known
  const all = texts.map(normalize)
  normals.set(texts, all)
  return all
}

const normals = new WeakMap<readonly string[], readonly string[]>()

/** A line of a file that says something; `isLine` where it says a wording and no more. */
interface WordingLine {
  where: string
  n: number
  id: string
  wording: string
  normal: string
  isLine: boolean
}

const knownLines = new WeakMap<SourceText, readonly WordingLine[]>()

function linesOf(source: SourceText): readonly WordingLine[] {
  const known = knownLines.get(source)
  if (known) return known
  const lines = source.text.split(/\r?\n/).flatMap((line, n): WordingLine[] => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [id = '', wording = '', ...rest] = line.split('\t').map(part => part.trim())
    const isLine = wording !== '' && rest.length === 0
    return [{ where: source.where, n, id, wording, normal: normalize(wording), isLine }]
  })
  knownLines.set(source, lines)
  return lines
}
