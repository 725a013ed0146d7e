import { z } from 'zod'
import { each, sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const careListSchema = z.strictObject({
  reasons: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/), name: sentence() })).min(1),
  remind: sentence('name', 'url'),
  /** At which time of the day they are reminded. */
  remindAt: z.string().regex(/^\d{2}:\d{2}$/),
  longest: z.strictObject({ note: z.number().int().min(1), result: z.number().int().min(1) }),
  says: z.strictObject({
    ...each('refused', 'unknown', 'reason', 'day', 'late', 'early', 'empty', 'talked', 'nextUnset', 'isClosed').shape,
    ...each('dropped', 'back').shape,
    whom: sentence('said'),
    which: sentence('said'),
    onlyStudents: sentence('said'),
    long: sentence('limit'),
    already: sentence('name'),
    opened: sentence('name'),
    nextSet: sentence('date'),
    closed: sentence('name'),
    reopened: sentence('name'),
  }),
})

/** The words and rules of the list of students whom staff look after more than others, from `knowledge/care-list.yaml`. */
export type CareListWords = z.infer<typeof careListSchema>

/** Reads `care-list.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseCareListWords(source: SourceText, problems: Problem[]): CareListWords | null {
  return parseYaml(source, careListSchema, { problems })
}
