import { fill, oneOf } from '../../content/words.ts'
import { minuteText } from '../../time/shown.ts'
import type { Visit } from '../desk.ts'

/** How the words of the log are said, and the version of something. */
export interface DetailWords {
  details: Readonly<Record<string, string>>
  version: string
}

/**
 * What a line of the log is about, as people read it: what it calls conversations, reminders, entries and fields of the school by the names that people
 * know, instants by day and hour. What nothing is known of stands as it is.
 */
export function detailText(
  { content, zone }: Pick<Visit, 'content' | 'zone'>,
  words: DetailWords,
  detail: string,
): string {
  const { knowledge, flows, reminders } = content
  const nameOf = (word: string): string | undefined =>
    flows.current.get(word)?.title ??
    knowledge.school.general.get(word)?.label ??
    reminders.find(r => r.name === word)?.title ??
    knowledge.entries.get(word)?.title
  const said = (word: string): string => {
    const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(word) ? Date.parse(word) : Number.NaN
    if (!Number.isNaN(at)) return minuteText(at, zone)
    const version = /^v(\d+)$/.exec(word)?.[1]
    if (version !== undefined) return fill(words.version, { version })
    return words.details[word] ?? nameOf(word) ?? word
  }
  const parts = new RegExp(`(?:${oneOf(Object.keys(words.details))})(?!\\S)|\\S+`, 'g')
  return (detail.match(parts) ?? []).map(said).join(' ')
}
