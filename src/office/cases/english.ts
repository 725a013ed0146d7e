import { z } from 'zod'
import { sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { type CaseWords, calm, crisisWordsToPerson } from './words.ts'

/** What is said of a case to the person who wrote; counselors and groups hear of it in Chinese. */
const schema = z.strictObject({
  check: z.strictObject({
    send: calm(),
    nothingToSee: calm(),
    moved: calm().refine(text => text.includes('110'), '要先写 110'),
    // The kinds of fraud have Chinese names only.
    found: calm('signals', 'counselor').refine(text => text.includes('110'), '要写 110'),
    none: calm('counselor').refine(text => text.includes('does not mean'), '要写 does not mean that it is safe'),
    code: sentence('code'),
    flow: sentence('start'),
    counselor: sentence('name'),
  }),
  crisis: z.strictObject(crisisWordsToPerson),
})

/** English wordings of what is said to somebody in danger or beside something suspicious, from `knowledge/en/cases.yaml`. */
export type EnglishCaseWords = z.infer<typeof schema>

/** Reads `en/cases.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseEnglishCaseWords(source: SourceText, problems: Problem[]): EnglishCaseWords | null {
  return parseYaml(source, schema, { problems })
}

/** The same words for whoever writes English; buttons are understood in both languages. */
export function caseWordsInEnglish(words: CaseWords, { check, crisis }: EnglishCaseWords): CaseWords {
  const both = {
    yes: [...words.crisis.yes, words.crisis.yesLabel, ...crisis.yes],
    no: [...words.crisis.no, words.crisis.noLabel, ...crisis.no],
  }
  return { ...words, check: { ...words.check, ...check }, crisis: { ...words.crisis, ...crisis, ...both } }
}
