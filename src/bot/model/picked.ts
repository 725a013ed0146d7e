import { mostPicks } from '../../core/picking.ts'
import type { Candidate } from '../../knowledge/understanding/question.ts'
import { partsOf } from '../../knowledge/understanding/several.ts'
import type { Understanding } from '../../knowledge/understanding/understand.ts'
import type { Context } from '../context.ts'
import { hasAgreed } from './agreed.ts'
import { uncertaintyIn } from './uncertain.ts'

/** What a pick makes of a question: candidates to be answered with, each for a part where there are several, or to be offered. */
export type Picked =
  | { as: 'answer'; candidates: Candidate[]; parts: readonly string[] }
  | { as: 'choices'; candidates: Candidate[] }

/**
 * What the school's model service picked for this message, or null to go on without. Before the turn `wants` hears what it may be asked; in the turn only
 * picks count that are candidates of the bot's own, of a question that may still be asked, of a writer who still agrees.
 */
export function pickedIn(context: Context, understanding: Understanding): Picked | null {
  const doubt = uncertaintyIn(context, understanding)
  if (!doubt || !hasAgreed(context)) return null
  context.model?.wants(doubt.asked)
  const { picked = [] } = context.turn.update.message
  const known = [...new Set(picked)].flatMap(id => doubt.candidates.find(c => c.entry === id) ?? [])
  const picks = known.slice(0, mostPicks)
  if (picks.length === 0) return null
  const rest = doubt.candidates.filter(c => c.score > 0 && !picks.includes(c))
  if (picks.length === 1) return { as: 'answer', candidates: [...picks, ...rest], parts: [] }
  // One question of which several entries may be meant is for the person to decide.
  const { parts } = partsOf(context.knowledge, context.text, picks.length)
  return parts.length === picks.length
    ? { as: 'answer', candidates: picks, parts }
    : { as: 'choices', candidates: picks }
}
