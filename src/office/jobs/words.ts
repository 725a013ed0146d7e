import { z } from 'zod'
import { wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const hearing = z.strictObject({
  veto: wordList,
  hire: wordList,
  aside: wordList,
  exists: wordList,
  seek: wordList,
  find: wordList,
  later: wordList,
  tell: wordList,
  standing: wordList,
  end: wordList,
  off: wordList,
  push: wordList,
  settled: wordList,
  school: wordList,
  aid: wordList,
  need: wordList,
  put: wordList,
  ours: wordList,
  offer: wordList,
  more: wordList,
  wishes: wordList,
})

const jobsSchema = z.strictObject({
  heard: hearing,
  fillers: wordList,
})

/** The words by which it is heard what somebody wants of postings. */
export type JobHearing = z.infer<typeof hearing>

/** What is heard and said about postings, from `knowledge/jobs.yaml`. */
export type JobWords = z.infer<typeof jobsSchema>

/** Reads `jobs.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseJobWords(source: SourceText, problems: Problem[]): JobWords | null {
  return parseYaml(source, jobsSchema, { problems })
}
