import { normalize } from '../../content/normalize.ts'
import { gapped } from '../../content/words.ts'
import { pairsIn } from '../pairs.ts'

/** The kinds of question by what counselors call them; this is the one table of them. */
export const kindNames = {
  who: '谁',
  when: '何时',
  where: '哪里',
  howmuch: '多少钱',
  may: '能不能',
  proxy: '代办',
  howlong: '多久',
  need: '要不要',
  whatif: '出错',
  how: '怎么',
  what: '什么',
  why: '为什么',
  which: '哪个',
} as const

/** What a question asks for: a person, a time, a place … (`proxy` = may somebody else do it, `whatif` = it was lost, missed or went wrong). */
export type AskedKind = keyof typeof kindNames

/** Every kind, in the order of the table. */
export const askedKinds = Object.keys(kindNames) as AskedKind[]

/** The kind that counselors call so, or undefined. */
export const kindCalled = (name: string): AskedKind | undefined => askedKinds.find(kind => kindNames[kind] === name)

/** Words that tell a kind. Of two that a text holds the earlier in the list is the surer; `…` in a word stands for up to sixteen characters of one clause. */
export interface KindWords {
  kind: AskedKind
  words: readonly string[]
  /** Whether the words tell the kind; else it is no more than a guess. */
  isSure: boolean
}

/** Which kinds of question a text is, the surest first; empty when its words tell none. */
export function kindsOf(list: readonly KindWords[], text: string): AskedKind[] {
  return found(list, text).map(({ kind }) => kind)
}

/** What an entry has to say to each kind of question, in one line. */
export type DirectLines = Partial<Record<AskedKind, string>>

/** The kind that the words of a text tell for sure, or undefined. */
export const sureKind = (list: readonly KindWords[], text: string): AskedKind | undefined =>
  found(list, text).find(({ isSure }) => isSure)?.kind

/**
 * What a question asks of an entry, by its words alone. Where they do not tell, it is a bare subject or a story of what has happened: then the line that shares
 * most words with it, then what the title speaks of.
 */
export function askedOf(
  list: readonly KindWords[],
  question: string,
  { title, direct }: { title: string; direct: DirectLines },
): AskedKind[] {
  const own = found(list, question)
  const sure = own.filter(({ isSure }) => isSure).map(({ kind }) => kind)
  if (sure.length > 0) return sure
  const unsure = own.map(({ kind }) => kind)
  const usual: AskedKind[] = question.length > longestSubject ? ['how', 'whatif', 'what'] : ['what', 'how']
  const near = nearest(direct, { question, title, guessed: unsure })
  return [...new Set([...near, ...unsure, ...kindsOf(list, title), ...usual])]
}

/** A subject alone is hardly longer; in characters. */
const longestSubject = 6

/** The kinds whose lines share words with the question that are not the title's, most first; a guessed kind counts as much as one and a half. */
function nearest(
  direct: DirectLines,
  { question, title, guessed }: { question: string; title: string; guessed: readonly AskedKind[] },
): AskedKind[] {
  const subject = pairsIn(title)
  const asked = [...pairsIn(normalize(question))].filter(pair => !subject.has(pair))
  return askedKinds
    .flatMap(kind => {
      const said = pairsIn(direct[kind] ?? '')
      const shared = asked.filter(pair => said.has(pair)).length
      return shared === 0 ? [] : [{ kind, score: shared + (guessed.includes(kind) ? 1.5 : 0) }]
    })
    .sort((a, b) => b.score - a.score)
    .filter(({ score }) => score >= leastShared)
    .map(({ kind }) => kind)
}

/** Fewer shared words say nothing. */
const leastShared = 2.5

interface Found {
  kind: AskedKind
  isSure: boolean
}

function found(list: readonly KindWords[], text: string): Found[] {
  const said = normalize(text)
  const hits = patternsOf(list).filter(({ pattern }) => pattern.test(said))
  return hits.filter(({ kind }, n) => hits.findIndex(other => other.kind === kind) === n)
}

/** The patterns of each list, made once. */
const patterns = new WeakMap<readonly KindWords[], (Found & { pattern: RegExp })[]>()

function patternsOf(list: readonly KindWords[]) {
  const known = patterns.get(list)
  if (known) return known
  const made = list.map(({ words, ...found }) => ({
    ...found,
    pattern: new RegExp(words.map(source).join('|') || '(?!)'),
  }))
  patterns.set(list, made)
  return made
}

/** 这几天 asks for no number. */
const source = (word: string) => `${word.startsWith('几') ? '(?<![这那])' : ''}${gapped(word)}`
