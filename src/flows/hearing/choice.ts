import { oneOf } from '../../content/words.ts'
import { type JudgedMention, judge } from './denial.ts'
import { type Mention, mentionsIn, type Named, placesOf, type Sentence } from './mention.ts'
import type { DenialManner } from './words.ts'

/** What a sentence says of options, by their places: which are meant, which it denies; `between` are those that it leaves open. */
export type Chosen =
  | { is: 'chosen'; meant: readonly number[]; denied: readonly number[] }
  | { is: 'between'; options: readonly number[] }
  | { is: 'open' }

/** Options that stand for several others together (两种都有), by place. */
export type Together = ReadonlyMap<number, readonly number[]>

/**
 * The one option that a sentence means; `between` where it may be one of several, `open` where it names none or is not decided. `isFirst`: of several the
 * first in the list is meant.
 */
export function readOne(
  sentence: Sentence,
  options: readonly Named[],
  { together, isFirst }: { together: Together; isFirst: boolean },
): Chosen {
  const mentions = judge(sentence, mentionsIn(sentence, options), 'one').filter(m => !m.isDenied)
  if (isOpen(sentence, mentions)) return { is: 'open' }
  const sure = mentions.filter(m => m.isSure)
  const named = sure.length > 0 ? sure : mentions
  const said = [...new Set(named.flatMap(m => m.of))]
  if (said.length === 0) return { is: 'open' }
  const both = [...together].find(([one, parts]) => said.every(o => o === one || parts.includes(o)) && said.length > 1)
  if (both) return { is: 'chosen', meant: [both[0]], denied: [] }
  if (isFirst) return { is: 'chosen', meant: [Math.min(...said)], denied: [] }
  if (said.length === 1) return { is: 'chosen', meant: said, denied: [] }
  const clear = clearest(named, said)
  return clear === null ? { is: 'between', options: said } : { is: 'chosen', meant: [clear], denied: [] }
}

/** How much more has to be said of one option than of any other, in characters. */
const muchMore = 2.5

/** The option of which far more is said than of any other; null where there is none. */
function clearest(mentions: readonly Mention[], options: readonly number[]): number | null {
  const weights = options.map(option => ({
    option,
    weight: mentions.reduce((sum, m) => sum + (m.of.includes(option) ? m.weight : 0), 0),
  }))
  const [first, second] = weights.sort((a, b) => b.weight - a.weight)
  return first!.weight >= muchMore * second!.weight ? first!.option : null
}

/** Whether words that leave it open stand outside of what names an option. */
function isOpen({ text, words }: Sentence, mentions: readonly Mention[]): boolean {
  return placesOf(text, words.open).some(({ from, to }) => !mentions.some(m => m.from < to && from < m.to))
}

const holds = (text: string, list: readonly string[]) => placesOf(text, list).length > 0

/** All options that a sentence means. `none`: a sentence may say that it is none of them. */
export function readSeveral(
  sentence: Sentence,
  options: readonly Named[],
  { none, manner }: { none: boolean; manner: DenialManner },
): Chosen {
  const { text, words } = sentence
  const mentions = judge(sentence, mentionsIn(sentence, options), manner)
  const meant = places(mentions.filter(m => !m.isDenied))
  const denied = places(mentions.filter(m => m.isDenied))
  const without = (out: readonly number[]) => options.map((_, n) => n).filter(n => !out.includes(n))
  if (isOpen(sentence, mentions)) return { is: 'open' }
  const rest = restOf(sentence, mentions)
  const isExcept = mentions.some(m => m.isExcepted)
  if (denied.length > 0 && isExcept && rest === 'no') return { is: 'chosen', meant: denied, denied: without(denied) }
  if (denied.length > 0 && (isExcept || rest === 'yes')) return { is: 'chosen', meant: without(denied), denied }
  if (meant.length > 0 && rest === 'yes') return { is: 'between', options: meant }
  if (meant.length > 0) return { is: 'chosen', meant, denied: denied.filter(n => !meant.includes(n)) }
  if (denied.length > 0) return { is: 'chosen', meant: [], denied }
  if (holds(text, words.some)) return { is: 'open' }
  if (none && holds(text, words.none)) return { is: 'chosen', meant: [], denied: without([]) }
  return holds(text, words.all) ? { is: 'chosen', meant: without([]), denied: [] } : { is: 'open' }
}

const places = (mentions: readonly JudgedMention[]) => [...new Set(mentions.flatMap(m => m.of))].sort((a, b) => a - b)

/** What is said of all the rest: that it is meant too, that it is not, or nothing. */
function restOf({ text, words }: Sentence, mentions: readonly JudgedMention[]): 'yes' | 'no' | null {
  const named = [...text.matchAll(new RegExp(`(?:${oneOf(words.rest)})(.{0,8})`, 'g'))]
  const outside = named.filter(({ index }) => !mentions.some(m => m.from <= index && index < m.to))
  if (outside.length > 0)
    // The last that is said of the rest holds: 其他杂事没讲，余下的都过了一遍.
    return new RegExp(oneOf(words.notRest)).test(outside.at(-1)![1]!) ? 'no' : 'yes'
  const isExcept = mentions.some(m => m.isExcepted)
  if (!isExcept) return null
  const tail = text.slice(Math.max(...mentions.filter(m => m.isExcepted).map(m => m.to)))
  return new RegExp(`^[^,.!?;]{0,6}(?:都|全)[^,.!?;]{0,2}(?:${oneOf(words.notRest)})`).test(tail.trim()) ? 'no' : null
}
