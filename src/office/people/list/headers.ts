import { normalize } from '../../../content/normalize.ts'
import { oneOf } from '../../../content/words.ts'
import type { RosterWords } from '../words.ts'
import type { ImportWords } from './words.ts'

/** What a column of a school's list may hold; `tag:` is what people are marked as. */
export type Field = keyof ImportWords['columns'] | `tag:${string}`

/** Where each field stands; a field with several columns has the one of the preferred name first. */
export type Columns = Partial<Record<Field, number[]>>

/** Each field with its columns. */
export const fieldsOf = (columns: Columns): [Field, number[]][] => Object.entries(columns) as [Field, number[]][]

/** What the reading of a list goes by. */
export type ListWords = Pick<RosterWords, 'import' | 'audience' | 'left'>

/** A field that a header means; the lower the rank, the more it is preferred. */
export interface HeaderMeaning {
  field: Field
  rank: number
}

/** Reads headers: `strict` by their names and what may stand around these, `loose` by a name anywhere in them. */
export interface HeaderReader {
  strict(text: string): readonly HeaderMeaning[]
  loose(text: string): readonly HeaderMeaning[]
}

/** The longest text that is read as a header: questions of surveys are long. */
const longestHeader = 80

const readers = new WeakMap<ListWords['import'], HeaderReader>()

/** The reader of headers in these words. */
export function headerReader(words: ListWords): HeaderReader {
  const known = readers.get(words.import)
  if (known) return known
  const made = makeReader(words)
  readers.set(words.import, made)
  return made
}

/** A header without spaces, marks and brackets. */
const bare = (text: string) => normalize(text).replace(/[^\p{L}\p{N}]/gu, '')

function makeReader(words: ListWords): HeaderReader {
  const names = namesOf(words)
  const { before, after, inside, foreign } = words.import.headers
  const [first, last] = [new RegExp(`^(?:${oneOf(before.map(bare))})`), new RegExp(`(?:${oneOf(after.map(bare))})$`)]
  const others = new RegExp(oneOf(foreign))
  const strict = (text: string): readonly HeaderMeaning[] => {
    if (text.length > longestHeader) return []
    for (const candidate of candidates(text, first, last)) {
      const meant = names.get(candidate)
      if (meant) return meant
    }
    return []
  }
  const loose = (text: string): readonly HeaderMeaning[] => {
    const exact = strict(text)
    if (exact.length > 0 || text.length > longestHeader) return exact
    const whole = bare(text)
    if (others.test(whole)) return []
    const found = Object.entries(inside).find(([, list]) => list.some(word => whole.includes(word)))
    return found ? [{ field: found[0] as Field, rank: 1000 }] : []
  }
  return { strict, loose }
}

/** Each name with the fields that it means: a column of posts says who is the monitor and who is marked for a post. */
function namesOf({ import: { columns }, audience: { tags } }: ListWords): Map<string, HeaderMeaning[]> {
  const names = new Map<string, HeaderMeaning[]>()
  const put = (field: Field, list: readonly string[]) => {
    list.forEach((name, rank) => {
      names.set(bare(name), [...(names.get(bare(name)) ?? []), { field, rank }])
    })
  }
  for (const [field, list] of Object.entries(columns)) put(field as Field, list)
  for (const tag of tags) put(`tag:${tag.name}`, tag.columns)
  return names
}

/** What may be the name in a header: all of it, what stands before a bracket, and these without numbering and without words that stand around names. */
function* candidates(text: string, first: RegExp, last: RegExp): Generator<string> {
  const wholes = new Set([bare(text), bare(text.replace(/(?<=\S)\s*[（(【[].*$/su, ''))])
  yield* wholes
  for (const whole of wholes) {
    const numbered = whole.replace(/^(?:q|第)?\d{1,3}题?/, '')
    for (const begun of shortened(numbered, first)) yield* shortened(begun, last)
  }
}

/** A text, and what is left each time when what `pattern` finds is taken off. */
function* shortened(text: string, pattern: RegExp): Generator<string> {
  for (let rest = text; ; ) {
    yield rest
    const next = rest.replace(pattern, '')
    if (next === rest || next === '') return
    rest = next
  }
}
