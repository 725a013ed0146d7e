import { type Entry, placeholdersIn } from './entry.ts'
import { fieldText, type Rendering, valueText } from './render.ts'
import type { SchoolField } from './school.ts'
import { originText } from './values.ts'

/** A value of the school that was said, and where it comes from; both null where it was said that there is none. */
export interface ShownValue {
  field: string
  value: string | null
  from: string | null
}

/** The fields that may be said besides those that entries speak of. */
const always = ['counselor.contact']

/** The school's values that a reply says, of all that these entries may say. */
export function valuesShown(reply: string, entries: readonly Entry[], rendering: Rendering): ShownValue[] {
  const keys = new Set([...entries.flatMap(fieldsIn), ...always])
  return [...keys].flatMap((key): ShownValue[] => {
    const field = rendering.school.fields.get(key)
    if (!field || !reply.includes(fieldText(key, rendering))) return []
    const from = originText(field)
    return [{ field: key, value: from === null ? null : (field.value ?? field.counselor), from }]
  })
}

const known = new WeakMap<ReadonlyMap<string, Entry>, ReadonlyMap<string, readonly Entry[]>>()

/** The entries that say a field anywhere, or go by it. */
export function entriesSaying(entries: ReadonlyMap<string, Entry>, key: string): readonly Entry[] {
  const before = known.get(entries)
  if (before) return before.get(key) ?? []
  const found = new Map<string, Entry[]>()
  for (const entry of entries.values())
    for (const field of new Set(fieldsIn(entry))) found.set(field, [...(found.get(field) ?? []), entry])
  known.set(entries, found)
  return found.get(key) ?? []
}

/** Every field that anything of an entry refers to. */
export const fieldsIn = (entry: Entry): string[] => [
  ...placeholdersIn(JSON.stringify(entry)),
  ...entry.contacts,
  ...(entry.deadline === null ? [] : [entry.deadline]),
]

/** A value of a field as it is said, without what may stand beside it: that it is an example, or may be another for whoever asks. */
export function bareValue(field: SchoolField, value: string, { phrases, school, now }: Rendering): string {
  const bare = { ...field, value, isSample: false, mayDiffer: [], counselor: '' }
  return valueText(field.key, { phrases, now, school: { ...school, fields: new Map([[field.key, bare]]) } }) ?? value
}

/** The most characters before a field that are looked at, and the fewest that say anything. */
const [mostBefore, fewestBefore] = [12, 2]

/** What stands right before a field in these texts, wherever they say it: by that, or by its label, a message is known to speak of it. */
export function wordsBefore(texts: readonly string[], key: string): string[] {
  const before = texts.flatMap(text =>
    [...text.matchAll(/([^\n{}]*)\{\{\s*([^{}]*?)\s*\}\}/g)].flatMap(([, words = '', field]) =>
      field === key ? [words.slice(-mostBefore)] : [],
    ),
  )
  return [...new Set(before)].filter(words => words.trim().length >= fewestBefore)
}
