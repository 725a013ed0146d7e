import { fill } from '../../content/words.ts'
import type { PostingText, SoughtJobs } from '../../core/work/jobs.ts'
import { dateText } from '../../time/shown.ts'
import type { JobWords } from './words.ts'

type Said = Pick<JobWords, 'said'>

/** What is looked for, in words: 广州双休会计岗, or only 岗位. */
export function soughtText({ said }: Said, { places, kinds, traits }: SoughtJobs): string {
  const job = kinds.length > 0 ? fill(said.job, { kind: kinds.join('、') }) : said.jobs
  return fill(said.what, { place: places.join('、'), traits: traits.join('、'), job })
}

/** Words with which somebody asks to be told of such postings. */
export function wishText({ said }: Said, sought: SoughtJobs): string {
  const { places, kinds } = sought
  const job = kinds.length > 0 ? fill(said.job, { kind: kinds[0]! }) : said.jobs
  if (places.length > 0) return fill(said.wish, { place: places[0]!, kind: job })
  return fill(said.wishAny, { what: soughtText({ said }, { ...sought, places: [], words: [] }) })
}

/** A posting in an answer, with its place in the list; `isShort` leaves out how to reach the employer. */
export function postingLine(
  { said }: Said,
  posting: PostingText & { number: string },
  { n, isShort }: { n: number; isShort: boolean },
): string {
  const { about, until, ...rest } = posting
  const line = fill(isShort ? said.groupLine : said.line, { ...rest, n, until: dateText(until) })
  return about === '' || isShort ? line : `${line}\n${fill(said.about, { about })}`
}
