import { fill } from '../../content/words.ts'
import type { Entry } from '../entry.ts'
import type { Knowledge } from '../load.ts'
import type { School } from '../school.ts'
import type { English } from './load.ts'

/** The entries in English, by the entries; whose values of the school they are filled with changes with whoever asks. */
const translated = new WeakMap<Knowledge['entries'], Knowledge['entries']>()

/** The same knowledge for somebody who asks in English: what has English words says them, the rest says in English that it is only there in Chinese. */
export function knowledgeInEnglish(knowledge: Knowledge): Knowledge {
  const { english } = knowledge
  if (!english) return knowledge
  return {
    ...knowledge,
    phrases: { ...knowledge.phrases, ...english.phrases },
    school: schoolInEnglish(knowledge, english),
    entries: entriesInEnglish(knowledge.entries, english),
  }
}

function entriesInEnglish(entries: Knowledge['entries'], english: English): Knowledge['entries'] {
  const known = translated.get(entries)
  if (known) return known
  const made = new Map([...entries].map(([id, entry]) => [id, entryInEnglish(entry, english)]))
  translated.set(entries, made)
  return made
}

function entryInEnglish(entry: Entry, { texts, titles, phrases }: English): Entry {
  const own = texts.get(entry.id)
  // What is said first for a kind of question or a situation is there in Chinese alone.
  const bare = { ...entry, direct: {}, situations: [] }
  if (own) return { ...bare, title: own.title, short: own.text, long: own.text, late: own.late, advice: null }
  const only = (text: string) => `${phrases.onlyChinese}\n${text}`
  return { ...bare, title: titles[entry.id] ?? entry.title, short: only(entry.short), long: only(entry.long) }
}

function schoolInEnglish({ school, retention }: Knowledge, { fields, phrases }: English): School {
  const days = Object.entries(retention.days).filter(([, count]) => count !== null)
  return {
    ...school,
    fields: new Map([...school.fields].map(([key, field]) => [key, { ...field, ...fields[key] }])),
    kept: new Map([
      ...school.kept,
      ...days.map(([kind, count]) => [`keep.${kind}`, fill(phrases.kept, { days: count! })] as const),
    ]),
  }
}
