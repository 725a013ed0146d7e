import { modelConsent } from '../../core/picking.ts'
import type { Effect, Turn } from '../../core/turn.ts'
import type { Context } from '../context.ts'

/** Whether the writer agreed to what is said about the model now; whoever was told something else is asked anew. */
export const hasAgreed = ({ turn, knowledge }: Pick<Context, 'turn' | 'knowledge'>): boolean =>
  turn.modelConsent?.isGiven === true && turn.modelConsent.version === knowledge.phrases.model.version

/** What undoes the consent where there is one. */
export function withoutModel({ modelConsent: given }: Turn): Effect[] {
  return given?.isGiven ? [{ do: 'consent', to: modelConsent, version: given.version, isGiven: false }] : []
}
