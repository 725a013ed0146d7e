import type { PersonMemory } from '../core/memory.ts'
import type { Decide, Decision, Turn } from '../core/turn.ts'
import { address } from './address.ts'
import type { Content } from './content.ts'
import { type Context, defaultLimits, type Setting, type Step } from './context.ts'
import { stack } from './stack.ts'

/** Makes the function that decides what to say. `content` is asked for at each turn, so that a reload takes effect at once. */
export function makeDecide(
  content: () => Content,
  { limits = defaultLimits, publicUrl = null, reach = null }: Partial<Setting> = {},
): Decide {
  return turn => decide(turn, content(), { limits, publicUrl, reach })
}

function decide(turn: Turn, content: Content, setting: Setting): Decision | Promise<Decision> {
  const { knowledge, flows, moderation, safety, reminderWords, calendar } = content
  const { addressed, text } = address(turn.update, knowledge.phrases.names)
  const isGroup = turn.update.chat.kind === 'group'
  const abilities = { knowledge, flows, moderation, safety, reminderWords, calendar }
  const context: Context = { turn, ...abilities, ...setting, isGroup, addressed, text }
  const step = firstStep(context)
  return step instanceof Promise ? step.then(later => decisionOf(context, later)) : decisionOf(context, step)
}

function decisionOf(context: Context, step: Step): Decision {
  const { turn } = context
  const says = step.effects.some(e => e.do === 'say')
  return {
    effects: step.effects,
    verdict: step.verdict,
    session: {
      ...turn.session,
      ...(says ? { spoken: spokenNow(turn.session, turn.now), slowed: false } : {}),
      ...step.session,
    },
    memory: step.memory ?? withoutQuestion(context),
    chat: { ...turn.chat, ...(says ? { spoken: spokenNow(turn.chat, turn.now) } : {}), ...step.chat },
  }
}

/** A question about a flow that a message to the bot passed by is not asked any more: the next "1" answers something else. */
function withoutQuestion({ turn: { update, memory }, addressed }: Context): PersonMemory {
  const isPassed = addressed && !update.timer && memory.question?.chat === update.chat.id
  return isPassed ? { ...memory, question: null } : memory
}

/** The first link that decides. Most answer at once; only one that reads the records makes the turn wait. */
function firstStep(context: Context, from = 0): Step | Promise<Step> {
  for (const [n, middleware] of stack.slice(from).entries()) {
    const step = middleware(context)
    if (step instanceof Promise) return step.then(later => later ?? firstStep(context, from + n + 1))
    if (step) return step
  }
  throw new Error('the last middleware of the stack must always decide')
}

/** The times at which the bot spoke, this one included; those older than the longest limit are forgotten. */
function spokenNow({ spoken }: { spoken: readonly number[] }, now: Date): number[] {
  return [...spoken.filter(at => at > now.getTime() - 600_000), now.getTime()]
}
