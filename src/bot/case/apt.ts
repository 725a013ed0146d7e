import { type Candidate, thresholds, understand } from '../../knowledge/match.ts'
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
