import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const kind = z.strictObject({
  title: sentence(),
  record: z.string().min(1).nullable(),
  says: z.array(z.string().min(1)),
})

const activitySchema = z.strictObject({
  kinds: z.strictObject({ meeting: kind, visit: kind, talk: kind, other: kind }),
  heard: z.strictObject({ subject: wordList, ask: wordList, time: wordList, fillers: wordList }),
  list: sentence('days'),
  listPublic: sentence('days'),
  listGroup: sentence('days'),
  line: sentence('when', 'title', 'place'),
  lineOff: sentence('when', 'title'),
  more: sentence('count'),
  none: sentence('days'),
  nonePublic: sentence('days'),
  noneGroup: sentence('days'),
  tell: z.strictObject({
    invite: sentence('name', 'title', 'kind', 'when', 'place', 'about', 'by'),
    day: sentence('name', 'left', 'title', 'kind', 'when', 'place', 'about'),
    hour: sentence('name', 'title', 'when', 'place'),
    moved: sentence('name', 'title', 'kind', 'when', 'place', 'about'),
    cancelled: sentence('name', 'title', 'when', 'place', 'reason'),
    after: sentence('name', 'title', 'when'),
  }),
  /** Whoever reads along in a group. */
  everyone: sentence(),
  about: sentence('about'),
  reason: sentence('reason'),
  planned: sentence('title', 'when', 'place', 'count', 'unreached'),
  unreached: sentence('count'),
  changed: sentence('title', 'when', 'place', 'count', 'unreached'),
  cancelled: sentence('title', 'count', 'unreached'),
  problems: z.strictObject({
    ...each(
      'noRight',
      'unknown',
      'named',
      'title',
      'place',
      'time',
      'far',
      'same',
      'begun',
      'off',
      'reason',
      'changedBefore',
    ).shape,
    about: sentence('most'),
    soon: sentence('minutes'),
  }),
})

/** What is heard and said about activities; from `knowledge/activities.yaml`. */
export type ActivityWords = z.infer<typeof activitySchema>

/** Reads `activities.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseActivityWords(source: SourceText, problems: Problem[]): ActivityWords | null {
  return parseYaml(source, activitySchema, { problems })
}
