import { normalize } from '../../content/normalize.ts'
import { literal, oneOf } from '../../content/words.ts'
import { numberOf, numeral } from '../../core/text/numerals.ts'
import type { AnswerWords } from './words.ts'

/** The words by which one thing is named: `hears` mean it wherever they stand, `called` are its names, which may stand for something else. */
export interface Named {
  hears: readonly string[]
  called: readonly string[]
}

/** A place of a text that names things. */
export interface Mention {
  /** Which of the things, from 0; more than one where the same words are said of several. */
  of: readonly number[]
  from: number
  to: number
  /** How many characters name it, gaps left out. */
  weight: number
  isSure: boolean
}

/** A text as answers are read from it. */
export interface Sentence {
  text: string
  words: AnswerWords
  /** How a character sounds, or '' for what has no sound. */
  sound(character: string): string
}

/** What a sign of a pattern stands for, where it is not itself. */
const signs: Readonly<Record<string, string>> = {
  '…': '([^\\s,.!?;]{0,8}?)',
  '~': '([^.!?;]{0,20}?)',
  '^': '(?<=^|[\\s,.!?;])',
  $: '(?=$|[\\s,.!?;])',
  '#': '(?:\\d+|[一二两三四五六七八九十百千万]+)',
  '(': '(?:',
  ')': ')',
  '|': '|',
  '?': '?',
  '？': '\\?',
}

/**
 * A pattern of the content as one of the program: `…` is a gap within a clause, `~` one over clauses, `(a|b)` are alternatives, `?` after a character or a group says that it may be
 * missing, `#` is a number, `^` and `$` are the ends of a clause; all else stands for itself.
 */
export function patternOf(source: string): string {
  return [...source.normalize('NFC')].map(sign => signs[sign] ?? literal(sign.toLowerCase())).join('')
}

/** Whether a text is such a pattern: its brackets are closed, and it matches something. */
export function isPattern(source: string): boolean {
  try {
    return !new RegExp(`^(?:${patternOf(source)})$`).test('')
  } catch {
    // What RegExp throws is what was asked for.
    return false
  }
}

const lists = new WeakMap<readonly string[], RegExp>()

/** Where a text holds any of these patterns. */
export function placesOf(text: string, patterns: readonly string[]): { from: number; to: number; weight: number }[] {
  if (patterns.length === 0) return []
  let any = lists.get(patterns)
  if (!any) {
    any = new RegExp(patterns.map(w => `(?:${patternOf(w)})`).join('|'), 'g')
    lists.set(patterns, any)
  }
  return [...text.matchAll(any)].map(found => {
    const gaps = found.slice(1).reduce((sum, gap) => sum + (gap?.length ?? 0), 0)
    return { from: found.index, to: found.index + found[0].length, weight: found[0].length - gaps }
  })
}

const readers = new WeakMap<AnswerWords, RegExp>()

function readAsOf(words: AnswerWords): RegExp {
  const before = readers.get(words)
  if (before) return before
  const made = new RegExp(oneOf(Object.keys(words.readAs)), 'g')
  readers.set(words, made)
  return made
}

/** A text in one writing, with dialect read as what it means. */
export function sentenceOf(text: string, words: AnswerWords, sound: Sentence['sound']): Sentence {
  const plain = normalize(text)
    .replace(/[，、]/g, sign => (sign === '、' ? sign : ','))
    .replace(/[。～~…]+/g, '.')
    .replace(readAsOf(words), found => words.readAs[found]!)
  return { text: plain, words, sound }
}

/** Where these things are named in a text, from left to right; of what overlaps the longest. */
export function mentionsIn(sentence: Sentence, things: readonly Named[]): Mention[] {
  const found = things.flatMap((named, n) => {
    const places = (patterns: readonly string[], isSure: boolean): Mention[] =>
      placesOf(sentence.text, patterns).map(place => ({ of: [n], ...place, isSure }))
    return [...places(named.hears, true), ...places(named.called, false), ...soundingLike(sentence, named, n)]
  })
  return longest([...found, ...ordinals(sentence.text, things.length)])
}

/** Words of two characters and more that were typed as they sound (茶宿 for 查宿): one character at least is the right one. */
function soundingLike({ text, sound }: Sentence, { hears, called }: Named, n: number): Mention[] {
  const words = [...hears, ...called].filter(word => /^[\u3400-\u9fff]{2,6}$/.test(word))
  const heard = [...text].map(sound)
  return words.flatMap(word => {
    const sounds = [...word].map(sound)
    return heard.flatMap((_, at) => {
      const said = text.slice(at, at + word.length)
      const isAlike = said !== word && sounds.every((s, i) => s !== '' && heard[at + i] === s)
      const shares = [...word].some((c, i) => said[i] === c && !/[不没了的是有]/.test(c))
      return isAlike && shares
        ? [{ of: [n], from: at, to: at + word.length, weight: word.length, isSure: hears.includes(word) }]
        : []
    })
  })
}

/** 二和四吧: nothing but numbers. */
const onlyNumbers = /^(?:我?[选要])?((?:[一二三四五六七八九十]+[\s和跟与、,]*)+)[吧啊呀呗了的]*$/

/** 第三个, 最后一条, 选2, 1和4: things by their numbers. */
function ordinals(text: string, count: number): Mention[] {
  const named = [...text.matchAll(new RegExp(`第(${numeral})(?:个|项|条|样|种|类)?`, 'g'))].map(m => ({
    m,
    is: numberOf(m[1]!),
  }))
  const last = [...text.matchAll(/最后(?:那|这)?一?(?:个|项|条|样|种)/g)].map(m => ({ m, is: count }))
  const bare = [
    ...text.matchAll(
      /(?<![\d\p{L}.:-]|第)(?<!\d[.:/-])(\d{1,2})(?![\d.:/%\p{L}-]|\s*(?:个|元|块|点|天|月|日|号|岁|分|万|千|百|年|人|把))/gu,
    ),
  ].map(m => ({ m, is: Number(m[1]) }))
  const chosen = [
    ...text.matchAll(/(?<=选|要|和|跟|、)(\d{1,2})(?![\d.:/%-]|\s*(?:元|块|点|天|月|日|岁|分|万|千|百|年|人|把))/g),
  ].map(m => ({ m, is: Number(m[1]) }))
  const whole = onlyNumbers.exec(text)?.[1]
  const listed = whole === undefined ? [] : [...whole.matchAll(/[一二三四五六七八九十]+/g)]
  const numbers = listed.map(m => ({ m, is: numberOf(m[0]) }))
  return [...named, ...last, ...bare, ...chosen, ...numbers]
    .filter(({ is }) => is >= 1 && is <= count)
    .map(({ m, is }) => ({ of: [is - 1], from: m.index, to: m.index + m[0].length, weight: m[0].length, isSure: true }))
}

/** Of mentions that overlap the one that says most, of two the sure one; one place that names several things is one mention. */
function longest(found: readonly Mention[]): Mention[] {
  const kept: Mention[] = []
  const order = [...found].sort((a, b) => b.weight - a.weight || Number(b.isSure) - Number(a.isSure))
  for (const mention of order) {
    const other = kept.findIndex(k => k.from < mention.to && mention.from < k.to)
    const same = kept[other]
    if (!same) kept.push(mention)
    else if (same.from === mention.from && same.to === mention.to && same.isSure === mention.isSure)
      kept[other] = { ...same, of: [...new Set([...same.of, ...mention.of])] }
  }
  return kept.sort((a, b) => a.from - b.from)
}
