import { z } from 'zod'
import { sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const dutySchema = z.strictObject({ name: sentence(), words: wordList })

const schema = z.strictObject({
  duties: z.record(z.string().regex(/^([1-9]|[1-3]\d|4[0-3])$/), dutySchema),
  says: z.strictObject({
    refused: sentence(),
    gone: sentence(),
    unknown: sentence(),
    settled: sentence('name'),
    somebody: sentence(),
    notTheirs: sentence(),
    kept: sentence('count'),
    keptNone: sentence(),
    again: sentence('name'),
    dropped: sentence(),
    inUse: sentence(),
    tooMuch: sentence(),
    noText: sentence(),
    noField: sentence(),
    needsLook: sentence(),
    twice: sentence(),
    none: sentence(),
    taken: sentence('what'),
    takenMany: sentence('count'),
    takenSame: sentence(),
    duty: sentence('duties'),
    dutyNone: sentence(),
    broadcast: sentence(),
    entry: sentence(),
    refusedDone: sentence(),
    refusedMany: sentence('count'),
    back: sentence(),
    backMany: sentence('count'),
    why: sentence('source'),
    change: sentence('name', 'whom', 'from', 'to'),
    unset: sentence(),
    moves: sentence('title', 'from', 'to'),
    never: sentence(),
    shows: sentence('count'),
    titled: sentence('title'),
    body: sentence('text', 'source'),
    question: sentence('name'),
  }),
})

/** By which words the 43 duties are recognised in a notice, and what is said when staff take something of one, from `knowledge/intake.yaml`. */
export type IntakeWords = z.infer<typeof schema>

/** Reads `intake.yaml`; every fault becomes a problem with its line, and then the result is null. */
export const parseIntakeWords = (source: SourceText, problems: Problem[]): IntakeWords | null =>
  parseYaml(source, schema, { problems })
