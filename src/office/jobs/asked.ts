import { unspaced } from '../../content/normalize.ts'
import { gapped } from '../../content/words.ts'
import type { SoughtJobs } from '../../core/work/jobs.ts'
import { type JobKinds, traitsNamed, workNamed } from './kinds.ts'
import { type NamedSense, type Places, placesNamed } from './places.ts'
import type { JobHearing } from './words.ts'

/** What somebody wants of postings: to see some, to be told of new ones, no more of that, help with finding work, or to bring one in. */
export type JobWish = 'search' | 'wish' | 'stop' | 'help' | 'post'

/** What a message asks about postings. */
export interface AskedJobs extends SoughtJobs {
  is: JobWish
}

/** What such a message is made of. */
export interface JobLists {
  heard: JobHearing
  fillers: readonly string[]
  places: Places
  kinds: JobKinds
}

type Cue = Exclude<keyof JobHearing, 'more' | 'wishes'>

const patterns = new WeakMap<JobHearing, ReadonlyMap<Cue, RegExp>>()

function patternsOf(heard: JobHearing): ReadonlyMap<Cue, RegExp> {
  const known = patterns.get(heard)
  if (known) return known
  const { more: _, wishes: __, ...cues } = heard
  const made = new Map<Cue, RegExp>(Object.entries(cues).map(([cue, words]) => [cue as Cue, new RegExp(anyOf(words))]))
  const [end, push, off] = [anyOf(heard.end), anyOf(heard.push), anyOf(heard.off)]
  // 不要 and 推 far apart are two things: 不要求有证, and 有了发我.
  made.set('aside', new RegExp(anyOf(heard.aside), 'g'))
  made.set('end', new RegExp(`(?:${end}).{0,6}(?:${push})|(?:${push}).{0,10}(?:${off})`))
  patterns.set(heard, made)
  return made
}

/** Any of these words in a pattern, as they stand in a text that is `unspaced`. */
const anyOf = (words: readonly string[]) => words.map(word => gapped(word.split('…').map(unspaced).join('…'))).join('|')

/** A longer message tells something, and does not only ask for a job; in characters. */
const longest = 80

/** What a message asks about postings, from its words alone; null where it asks nothing of them. */
export function askedJobs(text: string, lists: JobLists): AskedJobs | null {
  const plain = unspaced(text)
  if (plain.length > longest) return null
  const sought = soughtIn(plain, lists)
  const is = wishIn(plain, sought, lists)
  return is && { is, ...sought }
}

/** What is looked for in a text (`unspaced`). */
export function soughtIn(plain: string, { places, kinds, fillers }: Omit<JobLists, 'heard'>): SoughtJobs {
  const [where, what] = [placesNamed(places, plain), workNamed(kinds, plain)]
  const bare = fillers.reduce((left, word) => left.replaceAll(unspaced(word), ' '), without(plain, [...where, ...what]))
  return {
    places: where.map(({ name }) => name),
    kinds: what.map(({ name }) => name),
    traits: traitsNamed(kinds, plain).map(({ name }) => name),
    words: bare.split(/[^\p{L}\p{N}]+/u).filter(word => word.length >= 2),
  }
}

/** A text with spaces in the place of what was found in it. */
const without = (plain: string, found: readonly NamedSense[]) =>
  found.reduce((left, { from, to }) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to), plain)

/** A message no longer than this may name a place and a kind of work and nothing else. */
const shortest = 16

function wishIn(plain: string, { places, kinds, traits }: SoughtJobs, lists: JobLists): JobWish | null {
  const patterns = patternsOf(lists.heard)
  const said = plain.replace(patterns.get('aside')!, match => ' '.repeat(match.length))
  const has = (cue: Cue) => patterns.get(cue)!.test(said)
  const [isWhere, isWhat] = [places.length > 0, kinds.length > 0 || traits.length > 0]
  const isAbout = isWhere || isWhat
  if (has('veto')) return null
  if (has('put') && has('offer') && (has('ours') || !has('exists'))) return 'post'
  if (has('end') && (has('hire') || has('settled'))) return 'stop'
  if (((has('tell') && has('later')) || has('standing')) && (has('hire') || isWhat)) return 'wish'
  const isHelp = has('school') && has('aid') && has('need')
  if (has('exists') && (isAbout ? has('hire') : has('hiring') && !isHelp)) return 'search'
  if (isHelp) return 'help'
  if (has('hire') && has('seek') && isAbout) return 'search'
  if ((has('find') || has('hire')) && isAbout && has('exists')) return 'search'
  return asksAlone(plain, lists, { isWhere, has }) ? 'search' : null
}

/** Whether a kind of work is asked for without any word of hiring: 深圳 Java, 有没有画CAD的, 惠州要财务的有没有. What is said of other things too needs something beside it. */
function asksAlone(
  plain: string,
  { kinds, places }: JobLists,
  { isWhere, has }: { isWhere: boolean; has(cue: Cue): boolean },
): boolean {
  const named = [...workNamed(kinds, plain), ...traitsNamed(kinds, plain)]
  const isStrong = named.some(({ from, to }) => !kinds.weak.has(plain.slice(from, to)))
  // 急招的, 会计岗, 广州 银行柜员: nothing else is said.
  const rest = without(plain, [...named, ...placesNamed(places, plain)]).replace(/[\s的岗位类有吗呢]/g, '')
  if (rest === '' && (isStrong || (named.length > 0 && has('hire')))) return true
  if (has('exists')) return isStrong || (named.length > 0 && isWhere && plain.length <= 2 * shortest)
  return isStrong && isWhere && (plain.length <= shortest || has('seek'))
}
