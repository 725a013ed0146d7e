import { andThen } from '../../core/awaitable.ts'
import { modelConsent } from '../../core/picking.ts'
import type { Effect } from '../../core/turn.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { understand } from '../../knowledge/understanding/understand.ts'
import { audited, tellOwn } from '../chat/people/command.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { limit } from '../middleware/limit.ts'
import { earlierIn } from '../talk.ts'
import { uncertaintyIn } from './uncertain.ts'

/** `用模型`, `不要用模型`: consent to asking the school's model service, and its withdrawal, which holds whether there is one or not. */
export const consentToModel: Middleware = context => {
  const { turn, addressed, isGroup, text, knowledge } = context
  if (!addressed || turn.update.timer) return null
  const words = knowledge.phrases.model
  const said = bareWords(text)
  const isOne = (list: readonly string[]) => list.some(word => bareWords(word) === said)
  const [isYes, isNo] = [isOne(words.yes), isOne(words.no)]
  if (!isYes && !isNo) return null
  return andThen(limit(context), held => {
    // A withdrawal holds, however fast somebody writes.
    if (held) return isNo && !isGroup ? { ...held, effects: [...held.effects, consenting(context, false)] } : held
    return settled(context, isYes)
  })
}

function settled(context: Context, isYes: boolean): Decided {
  const words = context.knowledge.phrases.model
  if (context.isGroup) return tellOwn(words.inGroup)
  if (context.model === null && isYes) return tellOwn(words.off)
  const says = context.model === null ? words.off : isYes ? words.given : words.withdrawn
  const decided = audited(tellOwn(says), isYes ? 'model-consent' : 'model-withdrawn', words.version)
  // What was asked before is not what was agreed to: it is not sent along with what comes.
  const session = isYes ? { talk: null } : {}
  return { ...decided, effects: [...decided.effects, consenting(context, isYes)], session }
}

const consenting = ({ knowledge }: Context, isGiven: boolean): Effect => ({
  do: 'consent',
  to: modelConsent,
  version: knowledge.phrases.model.version,
  isGiven,
})

/**
 * Asks once whether the model may help, where a question was not understood and the model would have been asked. Saying nothing is no: that is what is
 * noted, so that nobody is asked twice.
 */
export function withModelAsked(context: Context, decided: Decided): Decided {
  const { turn, knowledge, text } = context
  if (context.model === null || turn.modelConsent?.version === knowledge.phrases.model.version) return decided
  const isMissed = decided.verdict.outcome === 'clarify' || decided.effects.some(e => e.do === 'ask-counselor')
  if (!isMissed || !uncertaintyIn(context, understand(knowledge, text, earlierIn(context)))) return decided
  const asking = tellOwn(knowledge.phrases.model.ask).effects
  return { ...decided, effects: [...decided.effects, ...asking, consenting(context, false)] }
}
