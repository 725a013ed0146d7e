import type { BroadcastDraft } from '../../../core/broadcast.ts'
import type { Choice } from '../../../core/delivery.ts'
import type { BroadcastGround } from '../../../office/broadcasts/ground.ts'
import type { Context, Decided } from '../../context.ts'
import { broadcastRulesOf } from '../../office.ts'

/** What the acts on broadcasts stand on in this turn. */
export const groundOf = (context: Context): BroadcastGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: broadcastRulesOf(context),
})

/** What was decided, and what the person is writing from now on. */
export const writing = (decided: Decided, draft: BroadcastDraft | null): Decided => ({
  ...decided,
  session: { ...decided.session, writing: draft },
})

/** Buttons that say what they send. */
export const buttons = (...labels: string[]): Choice[] => labels.map(label => ({ value: label, label }))
