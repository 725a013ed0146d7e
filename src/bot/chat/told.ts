import { type Choice, saying } from '../../core/delivery.ts'
import type { AuditLine, Effect } from '../../core/turn.ts'
import type { Picture } from '../../core/update.ts'
import type { Outcome } from '../../office/outcome.ts'
import { type Context, type Decided, silentVerdict, unknownVerdict } from '../context.ts'

/** What is said besides the words of an outcome. */
export interface Besides {
  choices?: readonly Choice[]
  images?: readonly Picture[]
}

/** What an act that tells of itself came to. */
type Telling = Outcome<{ says: string }, { says: string }>

/** Says what an act came to, and saves it. In a group that did not ask the bot a refusal only leaves its line in the audit log. */
export function toldOutcome(context: Context, outcome: Telling, besides: Besides = {}): Decided {
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
): Decided {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: saying(text, choices, images) }],
    verdict: unknownVerdict,
  }
}

/** Does something without a word. */
export const quietly = (effects: Effect[]): Decided => ({ effects, verdict: silentVerdict })
