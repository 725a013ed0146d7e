import type { Effect } from '../../core/turn.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Candidate } from '../../knowledge/understanding/question.ts'
import { thresholds, understand } from '../../knowledge/understanding/understand.ts'
import type { Context } from '../context.ts'

const most = 3

/** The entries that may follow words of danger: of those that were understood the ones about safety or the mind, best first. */
export function aptIn({ knowledge, caseWords, text }: Context): Candidate[] {
  const { outcome, candidates } = understand(knowledge, text)
  if (outcome === 'unknown') return []
  const isApt = ({ entry }: Candidate) => caseWords.crisis.after.some(prefix => entry.startsWith(`${prefix}-`))
  if (outcome === 'answer' && candidates[0] && !isApt(candidates[0])) return []
  return candidates.filter(isApt).slice(0, most)
}

/** Whether a message is a question that the knowledge answers with hardly a doubt, and not about safety or the mind: a witness against one weak signal. */
export function isPlainQuestion(context: Context): boolean {
  const { outcome, asks, concepts, candidates } = understand(context.knowledge, context.text)
  const isSure = outcome === 'answer' && asks && concepts > 0 && candidates[0]!.score >= thresholds.keyword
  return isSure && aptIn(context).length === 0
}

/** Whether the best of these answers what was said, rather than being one of several that might. */
export function answersIt({ knowledge, text }: Context, apt: readonly Candidate[]): boolean {
  return apt.length > 0 && understand(knowledge, text).outcome === 'answer'
}

/** Whether a message is the title of such an entry, as the buttons send it: it asks for the page, and is no further cry. */
export function isOffered({ knowledge, caseWords, text }: Context): boolean {
  const said = bareWords(text)
  return [...knowledge.entries.values()].some(
    ({ id, title }) => caseWords.crisis.after.some(prefix => id.startsWith(`${prefix}-`)) && bareWords(title) === said,
  )
}

type Say = Extract<Effect, { do: 'say' }>

/** What is said, with the titles of these entries as further buttons: whoever needs help now reads a few lines, and more only by choice. */
export function withMore({ knowledge }: Context, said: Say, apt: readonly Candidate[]): Say {
  const titles = apt.flatMap(({ entry }) => knowledge.entries.get(entry)?.title ?? [])
  const more = titles.map(title => ({ value: title, label: title }))
  return { ...said, saying: { ...said.saying, choices: [...said.saying.choices, ...more] } }
}
