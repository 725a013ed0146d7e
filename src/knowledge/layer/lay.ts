import type { SourceText } from '../../content/yaml.ts'
import type { ContentItem, ItemName, Layer } from '../../core/content/item.ts'
import type { Problem } from '../../core/errors.ts'
import { checkEntries } from '../check.ts'
import { differences } from '../english/check.ts'
import type { English } from '../english/load.ts'
import { type Entry, parseSubject } from '../entry.ts'
import type { School } from '../school.ts'
import { type OwnField, parseOwnField, parseSchool } from '../school-file.ts'
import { parseWordings, type Wordings } from '../wordings.ts'
import type { Laid, Shipped } from './shipped.ts'

/** How problems name an item of the school's own content. */
export const whereOf = ({ key }: Pick<ItemName, 'key'>): string => `本校修改: ${key}`

/** What was made of the shipped files with a layer over them. */
export interface Joined {
  entries: readonly Entry[]
  school: School
  wordings: Wordings
  english: English | null
}

/** What joining goes by; `also` are checks of others on the entries of the layer. */
export interface Joining {
  zone: string
  kept: ReadonlyMap<string, string>
  also?(entries: readonly Entry[]): Problem[]
}

/**
 * The shipped files with a layer over them, through the same parsers and checks: an entry takes the place of the shipped one of its id or is new, a
 * field's values that of the file's. Every fault goes to `problems`, and then the result is null.
 */
export function join(
  shipped: Shipped,
  layer: Layer,
  { zone, kept, also, problems }: Joining & { problems: Problem[] },
) {
  const before = problems.length
  const own = layer.filter(i => i.kind === 'entry').flatMap(item => ownEntry(item, problems) ?? [])
  const entries = overlaid(shipped.entries, own)
  const fields = new Map(layer.filter(i => i.kind === 'field').flatMap(item => ownField(item, problems)))
  const school = parseSchool(shipped.school, { problems, zone, kept, own: fields })
  const said = layer.filter(i => i.kind === 'wording').map(sourceOf)
  const reading = { entries, problems, besides: shipped.englishWordings }
  const wordings = parseWordings([shipped.wordings, ...said], reading)
  if (school) problems.push(...checkEntries(entries, school, addedOf(shipped, own)))
  problems.push(...(also?.(own) ?? []))
  if (!school || problems.length > before) return null
  return { entries, school, wordings, english: shipped.english && stillSaid(shipped.english, own) } satisfies Joined
}

/**
 * As `join`, for content that was saved before: what of the layer is wrong (because the files changed) is left out, with the reason, and what is shipped
 * holds in its place. Throws where what is shipped is wrong by itself.
 */
export function lay(shipped: Shipped, layer: Layer, joining: Joining): { joined: Joined; laid: Laid } {
  const leftOut: Problem[] = []
  let items = layer
  for (;;) {
    const problems: Problem[] = []
    const joined = join(shipped, items, { ...joining, problems })
    if (joined) return { joined, laid: { items, leftOut } }
    const named = items.filter(item => problems.some(p => p.where === whereOf(item)))
    const out = named.length > 0 ? named : [culprit(shipped, items, joining)]
    const ofOut = problems.filter(p => out.some(item => p.where === whereOf(item)))
    leftOut.push(...(ofOut.length > 0 ? ofOut : problems.map(p => ({ ...p, where: whereOf(out[0]!), what: told(p) }))))
    items = items.filter(item => !out.includes(item))
  }
}

/** A problem that shows elsewhere than in what caused it. */
const told = ({ where, line, what }: Problem) => `${where}${line === null ? '' : `:${line}`}: ${what}`

/** Of a layer that does not fit, though none of its items is named: the one with which it began not to fit. */
function culprit(shipped: Shipped, layer: Layer, joining: Joining): ContentItem {
  let [fits, fails] = [0, layer.length]
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1
    if (join(shipped, layer.slice(0, middle), { ...joining, problems: [] })) fits = middle
    else fails = middle
  }
  const found = layer[fails - 1]
  if (!found) throw new Error('what is shipped does not hold by itself')
  return found
}

const sourceOf = (item: ContentItem): SourceText => ({ where: whereOf(item), text: item.text })

/** The one entry that an item is; null where it is none. */
function ownEntry(item: ContentItem, problems: Problem[]): Entry | null {
  const before = problems.length
  const found = parseSubject(sourceOf(item), problems)
  const [entry] = found
  if (problems.length > before) return null
  if (found.length === 1 && entry!.id === item.key) return entry!
  const what = found.length === 1 ? `编号是 ${entry!.id}` : `有 ${found.length} 个条目`
  problems.push({ where: whereOf(item), line: null, what, cure: `只写一个条目，编号 ${item.key}` })
  return null
}

function ownField(item: ContentItem, problems: Problem[]): [key: string, field: OwnField][] {
  const field = parseOwnField(sourceOf(item), problems)
  return field ? [[item.key, field]] : []
}

/** The entries with the school's own in the places of those of the same id, and what is new after them. */
function overlaid(entries: readonly Entry[], own: readonly Entry[]): Entry[] {
  const byId = new Map(own.map(e => [e.id, e]))
  const added = addedOf({ entries }, own)
  return [...entries.map(e => byId.get(e.id) ?? e), ...own.filter(e => added.has(e.id))]
}

/** The ids of those of the school's own entries that no file has. */
function addedOf({ entries }: Pick<Shipped, 'entries'>, own: readonly Entry[]): Set<string> {
  const shipped = new Set(entries.map(e => e.id))
  return new Set(own.flatMap(e => (shipped.has(e.id) ? [] : [e.id])))
}

/** What is said in English without the texts of entries that the school changed so that they say something else in Chinese now. */
function stillSaid(english: English, own: readonly Entry[]): English {
  const changed = own.filter(entry => {
    const text = english.texts.get(entry.id)
    return text !== undefined && differences(text, entry).length > 0
  })
  if (changed.length === 0) return english
  const texts = new Map(english.texts)
  for (const { id } of changed) texts.delete(id)
  return { ...english, texts }
}
