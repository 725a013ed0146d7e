import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

const hearing = z.strictObject({
  veto: wordList,
  hire: wordList,
  hiring: wordList,
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

const saidSchema = z.strictObject({
  head: sentence('what', 'count'),
  near: sentence('what', 'count'),
  line: sentence('n', 'title', 'employer', 'place', 'until', 'contact', 'source', 'number'),
  about: z.string().refine(text => text.includes('{about}'), '要保留 {about}'),
  groupLine: sentence('n', 'title', 'employer', 'place', 'until'),
  more: sentence('count'),
  noMore: sentence('wish'),
  none: sentence('what'),
  groupNone: sentence('what'),
  offer: sentence('wish'),
  wish: sentence('place', 'kind'),
  wishAny: sentence('what'),
  job: sentence('kind'),
  what: sentence('place', 'traits', 'job'),
  kept: sentence('what', 'until'),
  keptBefore: sentence('what'),
  keptAlready: sentence('count', 'ask'),
  keepMost: sentence('count', 'most'),
  keepHere: sentence('ask'),
  wishesAre: sentence('list'),
  tell: sentence('what'),
  tellMore: sentence('count', 'ask'),
  brought: sentence('number'),
  broughtStaff: sentence('number'),
  broughtNot: sentence('why'),
  released: sentence('title', 'number'),
  returned: sentence('title', 'number', 'reason', 'start'),
  ...each('care', 'groupMore', 'nothingMore', 'platforms', 'jobs', 'keepWhat').shape,
  ...each('wishesNone', 'stopped', 'stopBefore', 'tellEnd').shape,
})

const deskSchema = z.strictObject({
  unknown: sentence('number'),
  put: sentence('number'),
  releasedBefore: sentence('number'),
  notOpen: sentence('number'),
  second: sentence('doubts'),
  wrong: sentence('faults'),
  returnLong: sentence('limit'),
  followed: sentence('number'),
  reopened: sentence('number'),
  ...each('refused', 'helpRefused', 'released', 'over', 'returnEmpty', 'returned', 'ended', 'again', 'back').shape,
})

const jobsSchema = z.strictObject({
  heard: hearing,
  fillers: wordList,
  stopWords: wordList,
  /** Entries whose questions are answered with postings where they name a job; those of all others keep their answer. */
  beside: z.array(z.string().min(1)),
  contact: z.strictObject({ official: wordList, freeMail: wordList, nobody: wordList }),
  doubts: z.array(z.strictObject({ says: sentence(), words: wordList })),
  doubtScam: sentence('type', 'signals'),
  ...each('doubtEmployer', 'doubtPlace', 'doubtKind').shape,
  faults: z.strictObject({
    empty: sentence('what'),
    long: sentence('what', 'limit'),
    ...each('day', 'past', 'far', 'personal', 'unofficial', 'freeMail').shape,
  }),
  names: each('title', 'employer', 'place', 'kind', 'until', 'contact', 'source', 'about'),
  said: saidSchema,
  desk: deskSchema,
})

/** The words by which it is heard what somebody wants of postings. */
export type JobHearing = z.infer<typeof hearing>

/** What is heard and said about postings, from `knowledge/jobs.yaml`. */
export type JobWords = z.infer<typeof jobsSchema>

/** Reads `jobs.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseJobWords(source: SourceText, problems: Problem[]): JobWords | null {
  return parseYaml(source, jobsSchema, { problems })
}
