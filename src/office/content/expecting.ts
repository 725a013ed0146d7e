import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import { expectedOutcomes, type ListedQuestion } from '../../core/content/lists.ts'
import type { AnsweredAs, EditingRules } from './ground.ts'
import type { GivenQuestion } from './list-of-questions.ts'

type ExpectingRules = Pick<EditingRules, 'words' | 'content'>

/** How an answer stands to what was expected: the same, another, none at all; `open` where nothing was expected. */
export const fits = ['same', 'other', 'none', 'open'] as const
export type Fit = (typeof fits)[number]

/** What somebody means who writes of an answer: the id or the title of an entry, or one of the words for what is none. Null where it means nothing. */
export function expectedNamed({ words, content }: ExpectingRules, said: string): string | null {
  const { entries } = content.knowledge
  if (entries.has(said)) return said
  const outcome = expectedOutcomes.find(name => said === `:${name}` || said === words.lists.outcomes[name])
  if (outcome) return `:${outcome}`
  const title = canonical(said)
  return [...entries.values()].find(entry => canonical(entry.title) === title)?.id ?? null
}

/** So many of what could not be read are told. */
const mostTold = 3

/** Questions with what is expected of them, as they were given; `unread` tells of what was said of answers and means none, and is empty where nothing is to be told. */
export function listedOf(
  rules: ExpectingRules,
  given: readonly GivenQuestion[],
): { questions: ListedQuestion[]; unread: string } {
  const unread: string[] = []
  const questions = given.map(({ question, expected: said }) => {
    const expected = said === '' ? null : expectedNamed(rules, said)
    if (said !== '' && expected === null) unread.push(said)
    return { question, expected }
  })
  const some = [...new Set(unread)].slice(0, mostTold).join('、')
  const told = unread.length === 0 ? '' : fill(rules.words.lists.unread, { count: unread.length, some })
  return { questions, unread: told }
}

/** What is expected in words: the title of an entry (its id where it is gone), or what becomes of the question. */
export function expectedSaid({ words, content }: ExpectingRules, expected: string): string {
  const outcome = expectedOutcomes.find(name => expected === `:${name}`)
  return outcome ? words.lists.outcomes[outcome] : (content.knowledge.entries.get(expected)?.title ?? expected)
}

/** How an answer stands to what was expected. One that only asks back which entry is meant is another. */
export function fitOf(expected: string | null, { outcome, entry }: AnsweredAs): Fit {
  if (expected === null) return 'open'
  const isAsExpected = expected.startsWith(':')
    ? expected === `:${outcome}`
    : outcome === 'answer' && entry === expected
  if (isAsExpected) return 'same'
  return outcome === 'unknown' || outcome === 'silent' ? 'none' : 'other'
}

/** An answer as one that may be expected from now on; null for what is no sure answer. */
export function expectedFrom({ outcome, entry }: AnsweredAs): string | null {
  if (outcome === 'answer') return entry
  return outcome === 'flow' || outcome === 'alarm' ? `:${outcome}` : null
}

/** How many answers stand how to what was expected. */
export function tallyOf(all: readonly Fit[]): Record<Fit, number> {
  const count = (fit: Fit) => all.filter(one => one === fit).length
  return { same: count('same'), other: count('other'), none: count('none'), open: count('open') }
}
