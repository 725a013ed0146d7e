import type { BroadcastDraft } from '../../../core/broadcast.ts'
import type { Choice } from '../../../core/delivery.ts'
import type { AuditLine, Effect } from '../../../core/turn.ts'
import type { Picture } from '../../../core/update.ts'
import type { BroadcastGround, BroadcastOutcome } from '../../../office/broadcasts/ground.ts'
import { saying } from '../../../office/broadcasts/says.ts'
import { type Context, type Step, silentVerdict, unknownVerdict } from '../../context.ts'
import { broadcastRulesOf } from '../../office.ts'

/** What the acts on broadcasts stand on in this turn. */
export const groundOf = (context: Context): BroadcastGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: broadcastRulesOf(context),
})

/** What is said besides the words of an outcome. */
interface Besides {
  choices?: readonly Choice[]
  images?: readonly Picture[]
}

/** Says what an act came to, and saves it. In a group that did not ask the bot a refusal only leaves its line in the audit log. */
export function toldStep(context: Context, outcome: BroadcastOutcome, besides: Besides = {}): Step {
  if ('done' in outcome)
    return tell(outcome.done.says, { ...besides, effects: [...outcome.effects, ...lineOf(outcome.audit)] })
  const isOverheard = context.isGroup && !context.addressed && outcome.audit !== null
  return isOverheard
    ? quietly(lineOf(outcome.audit))
    : tell(outcome.refused.says, { ...besides, effects: lineOf(outcome.audit) })
}

/** A line of the audit log as an effect of the turn. */
export const lineOf = (line: AuditLine | null): Effect[] => (line ? [{ do: 'audit', ...line }] : [])

/** Says something to whoever wrote, after these effects. */
export function tell(
  text: string,
  { choices = [], effects = [], images = [] }: Besides & { effects?: readonly Effect[] } = {},
): Step {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: saying(text, choices, images) }],
    verdict: unknownVerdict,
  }
}

/** Does something without a word. */
export const quietly = (effects: Effect[]): Step => ({ effects, verdict: silentVerdict })

/** The step, and what the person is writing from now on. */
export const writing = (step: Step, draft: BroadcastDraft | null): Step => ({
  ...step,
  session: { ...step.session, writing: draft },
})

/** Buttons that say what they send. */
export const buttons = (...labels: string[]): Choice[] => labels.map(label => ({ value: label, label }))
