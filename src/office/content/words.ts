import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const wordsSchema = z.strictObject({
  refused: sentence(),
  refusedFacts: sentence('whom'),
  refusedOthers: sentence(),
  wholeSchool: sentence(),
  /** Who saved what nobody named on the roster did. */
  shell: sentence(),
  unknownEntry: sentence('id'),
  unknownField: sentence('key'),
  unknownVersion: sentence('version'),
  emptyQuestion: sentence(),
  takenWording: sentence('question', 'title'),
  stale: sentence('name', 'version', 'why'),
  noWhy: sentence(),
  faulty: sentence('count'),
  fault: sentence('line', 'what', 'cure'),
  faultWhole: sentence('what', 'cure'),
  same: sentence(),
  saved: sentence('title', 'version'),
  removed: sentence('title'),
  restored: sentence('title', 'version'),
  imported: sentence('count'),
  warnings: z.strictObject({
    unset: sentence('label'),
    english: sentence(),
    over: sentence('label', 'whom', 'value'),
    lastYear: sentence('label', 'whom', 'value'),
    order: sentence('label', 'whom', 'value', 'with'),
  }),
  draft: z.strictObject({
    source: sentence(),
    short: sentence(),
    long: sentence(),
    left: sentence(),
    write: sentence(),
  }),
  questions: z.strictObject({
    linked: sentence('question', 'title'),
    linkedMany: sentence('count', 'title'),
    dismissed: sentence('count'),
    reopened: sentence('count'),
    told: sentence('count'),
    none: sentence(),
  }),
  /** Whoever was told an old value hears that it changed. */
  told: z.strictObject({
    changed: sentence('label', 'from', 'to'),
    gone: sentence('label', 'from'),
    nobody: sentence(),
    done: sentence('count'),
    later: sentence('until'),
  }),
  lists: z.strictObject({
    /** What may be expected of a question without an entry. */
    outcomes: each('flow', 'alarm', 'unknown'),
    saved: sentence('name', 'count'),
    added: sentence('count', 'name'),
    there: sentence('count'),
    removed: sentence('count', 'name'),
    renamed: sentence('name'),
    expected: sentence('count'),
    taken: sentence('count'),
    open: sentence('count'),
    back: sentence('name'),
    dropped: sentence('name'),
    unread: sentence('count', 'some'),
    gone: sentence(),
    noName: sentence('most'),
    nameTaken: sentence('name'),
    none: sentence(),
    noneTicked: sentence(),
    tooLong: sentence('count', 'most'),
    tooMany: sentence('most'),
    unknownExpected: sentence('said'),
  }),
  awaited: z.strictObject({
    word: sentence(),
    also: wordList,
    noted: sentence(),
    nothing: sentence(),
    unbound: sentence(),
    answered: sentence('question'),
  }),
})

/** What is said about changing answers and facts, from `knowledge/editing.yaml`. */
export type EditingWords = z.infer<typeof wordsSchema>

/** Reads `editing.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseEditingWords(source: SourceText, problems: Problem[]): EditingWords | null {
  return parseYaml(source, wordsSchema, { problems })
}
