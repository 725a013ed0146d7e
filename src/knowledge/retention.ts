import { z } from 'zod'
import { sentence } from '../content/words.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'

/** What is kept, by what it is to people. Every table and folder that holds anything of a person belongs to one of these. */
export const kinds = [
  'trace',
  'talk',
  'picture',
  'unanswered',
  'awaited',
  'rating',
  'draft',
  'submission',
  'progress',
  'handoff',
  'care',
  'reminder',
  'card',
  'posting',
  'wish',
  'confirmation',
  'case',
  'worry',
  'binding',
  'consent',
  'attempt',
  'link',
  'signin',
  'standin',
  'group',
  'broadcast',
  'content',
  'lists',
  'evidence',
  'notice',
  'roster',
  'activity',
  'audit',
] as const

export type Kind = (typeof kinds)[number]

/** The kinds whose rows carry their own end, or end with what they belong to: how long is said in words. */
const ownEnd = [
  'picture',
  'submission',
  'progress',
  'reminder',
  'case',
  'binding',
  'group',
  'signin',
  'content',
  'notice',
] as const
type OwnEnd = (typeof ownEnd)[number]

const days = z.number().int().min(1).max(3650)
const common = { says: sentence(), stays: sentence().optional() }
const timed = z.strictObject({ ...common, days: days.optional() })
const worded = z.strictObject({ ...common, until: sentence() })
const isOwnEnd = (kind: Kind): kind is OwnEnd => (ownEnd as readonly Kind[]).includes(kind)

/** The audit log keeps at least three years, and the database holds it to that. */
export const leastAuditDays = 1095

const schema = z.strictObject({
  kinds: z
    .strictObject(
      Object.fromEntries(kinds.map(kind => [kind, isOwnEnd(kind) ? worded : timed])) as {
        [K in Kind]: K extends OwnEnd ? typeof worded : typeof timed
      },
    )
    .refine(({ audit }) => (audit.days ?? 0) >= leastAuditDays, `audit: days 至少 ${leastAuditDays}`),
  /** How a time is said, and a line of what is kept; the line of what stays after a deletion. */
  span: sentence('days'),
  line: sentence('says', 'until'),
  stayLine: sentence('says', 'stays'),
  /** What stands in place of words that somebody had deleted. */
  erased: sentence(),
})

/** What is kept for how long, from `knowledge/retention.yaml`: the one place that texts and the clearing away go by. */
export interface Retention {
  /** After how many days what is of this kind goes; null for a kind that has an end of its own. */
  days: Readonly<Record<Kind, number | null>>
  /** What texts may name as `{{keep.…}}`: `keep.<kind>` is a time, `keep.all` the whole list, `keep.stays` what a deletion leaves and why. */
  texts: ReadonlyMap<string, string>
  /** What stands in place of words that somebody had deleted. */
  erased: string
}

/** How many days what names no time of its own is kept, where `FAREWELL_KEEP_DAYS` says nothing else. */
export const usualDays = 30

/** Reads `retention.yaml`; adds every fault to `problems` and returns null when there is any. `keepDays` holds for the kinds that name none. */
export function parseRetention(
  source: SourceText,
  { problems, keepDays }: { problems: Problem[]; keepDays: number },
): Retention | null {
  const raw = parseYaml(source, schema, { problems })
  if (!raw) return null
  const daysOf = (kind: Kind) => {
    const found = raw.kinds[kind]
    return 'until' in found ? null : ((found as z.infer<typeof timed>).days ?? keepDays)
  }
  const untilOf = (kind: Kind) => {
    const found = raw.kinds[kind]
    return 'until' in found ? found.until : raw.span.replace('{days}', String(daysOf(kind)))
  }
  const fillLine = (text: string, kind: Kind) =>
    text
      .replace('{says}', raw.kinds[kind].says)
      .replace('{until}', untilOf(kind))
      .replace('{stays}', raw.kinds[kind].stays ?? '')
  const texts = new Map(kinds.map(kind => [`keep.${kind}`, untilOf(kind)]))
  texts.set('keep.all', kinds.map(kind => fillLine(raw.line, kind)).join('\n'))
  const staying = kinds.filter(kind => raw.kinds[kind].stays !== undefined)
  texts.set('keep.stays', staying.map(kind => fillLine(raw.stayLine, kind)).join('\n'))
  return {
    days: Object.fromEntries(kinds.map(kind => [kind, daysOf(kind)])) as Retention['days'],
    texts,
    erased: raw.erased,
  }
}
