import { z } from 'zod'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'

/** A sentence that must keep these `{names}`, because the program fills them. */
const sentence = (...names: string[]) =>
  z
    .string()
    .trim()
    .min(1, '不能空着')
    .refine(text => names.every(name => text.includes(`{${name}}`)), `要保留 ${names.map(n => `{${n}}`).join('、')}`)

const wordList = z.array(z.coerce.string().trim().min(1)).min(1)

const audienceSchema = z.strictObject({
  school: wordList,
  mine: wordList,
  here: wordList,
  students: wordList,
  monitors: wordList,
  counselors: wordList,
  staff: wordList,
  loan: wordList,
  noLoan: wordList,
  flows: z.array(z.strictObject({ flow: z.string().min(1), says: wordList, loan: z.boolean().default(false) })),
  not: wordList,
  done: wordList,
  verbs: wordList,
  fillers: wordList,
  said: z.strictObject({
    school: sentence(),
    students: sentence(),
    monitors: sentence(),
    counselors: sentence(),
    staff: sentence(),
    loan: sentence(),
    noLoan: sentence(),
    done: sentence('title'),
    undone: sentence('title'),
    numbers: sentence('count'),
    more: sentence('some', 'count'),
    of: sentence('who', 'conditions', 'people'),
    plain: sentence('who', 'people'),
  }),
  problems: z.strictObject({
    empty: sentence(),
    unknown: sentence('said'),
    nearest: sentence('nearest'),
    outside: sentence('said', 'scope'),
    nothing: sentence(),
    ambiguous: sentence('said', 'nearest'),
    twice: sentence('said'),
    nowhere: sentence('said'),
  }),
})

const rosterSchema = z.strictObject({ audience: audienceSchema })

/** What the bot hears and says about the roster, from `knowledge/roster.yaml`. */
export type RosterWords = z.infer<typeof rosterSchema>

/** How counselors name an audience, and what is said about it. */
export type AudienceWords = RosterWords['audience']

/** Reads `roster.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseRosterWords(source: SourceText, problems: Problem[]): RosterWords | null {
  return parseYaml(source, rosterSchema, { problems })
}

/** Puts values in place of `{names}`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}
