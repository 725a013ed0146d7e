import { canonical } from '../../../content/names.ts'
import { type ActivityKind, activityKinds } from '../../../core/work/activity.ts'
import { SenseFinder } from '../../../knowledge/lexicon.ts'
import type { ActivityWords } from '../../../office/activities/words.ts'
import { type DaySpan, spanIn } from '../../../time/said/spans.ts'
import { unknownIn } from '../senses.ts'

/** What a message asks of activities: of which kind (null for any), and on which days where it names some. */
export interface AskedActivities {
  kind: ActivityKind | null
  span: DaySpan | null
}

const finders = new WeakMap<ActivityWords, SenseFinder>()

function finderOf(words: ActivityWords): SenseFinder {
  const known = finders.get(words)
  if (known) return known
  const senses = new Map<string, string>()
  const put = (sense: string, says: readonly string[]) => {
    for (const said of says.map(canonical)) if (said !== '' && !senses.has(said)) senses.set(said, sense)
  }
  const { heard, kinds } = words
  put('subject', heard.subject)
  for (const kind of activityKinds) put(`kind:${kind}`, kinds[kind].says)
  put('ask', heard.ask)
  put('time', heard.time)
  put('filler', heard.fillers)
  const finder = new SenseFinder(senses)
  finders.set(words, finder)
  return finder
}

/** Reads a message by what it is made of: what it is about, and a word that asks or days that it names. Null where a word means none of these. */
export function askedActivities(
  text: string,
  { words, now, zone }: { words: ActivityWords; now: Date; zone: string },
): AskedActivities | null {
  const said = canonical(text)
  const named = spanIn(said, { now, zone })
  const rest = named?.rest ?? said
  const found = finderOf(words).find(rest)
  if (unknownIn(rest, found).length > 0) return null
  const has = (sense: string) => found.some(f => f.sense === sense)
  const kinds = [...new Set(found.flatMap(f => activityKinds.filter(kind => f.sense === `kind:${kind}`)))]
  const isAsked = has('ask') || has('time') || named !== null
  if (!isAsked || kinds.length > 1 || (kinds.length === 0 && !has('subject'))) return null
  return { kind: kinds[0] ?? null, span: named?.span ?? null }
}
