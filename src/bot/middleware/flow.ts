import type { Frame } from '../../core/memory.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { understand } from '../../knowledge/understanding/understand.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { openedBy } from '../flow/begin/first.ts'
import { startFlow } from '../flow/begin/start.ts'
import { brief } from '../flow/brief.ts'
import { activeFrame } from '../flow/conversation.ts'
import { idle } from '../flow/idle.ts'
import { answerQuestion } from '../flow/question.ts'
import { resume } from '../flow/resume.ts'
import { hear } from '../flow/run.ts'
import { tick } from '../flow/ticks.ts'
import { verifyCertificate } from '../flow/verify.ts'
import { asksOfQuote } from '../safety/shown.ts'

/** Guided conversations: goes on with the one that runs here, or begins, resumes or verifies one when asked to. */
export const flow: Middleware = context => {
  if (context.turn.update.timer) return idle(context, context.turn.update.timer.run)
  if (asksOfQuote(context)) return null
  const frame = activeFrame(context)
  if (hears(context, frame)) {
    const decided = answerQuestion(context) ?? (frame && hear(context, frame))
    if (decided) return decided
  }
  if (!context.addressed) return null
  return begin(context) ?? verifyCertificate(context)
}

/** In a group a run, or a question about one, hears its own person for a few minutes without being addressed; later only when addressed. */
function hears({ turn, addressed, isGroup }: Context, frame: Frame | null): boolean {
  if (addressed || !isGroup) return true
  const asked = turn.memory.question?.chat === turn.update.chat.id ? (turn.session.spoken.at(-1) ?? 0) : 0
  return turn.now.getTime() - Math.max(frame?.touchedAt ?? 0, asked) < 5 * 60_000
}

function begin(context: Context): Decided | null {
  const { knowledge, text } = context
  if (knowledge.phrases.flow.resume.some(w => bareWords(w) === bareWords(text))) return resume(context)
  const changed = brief(context) ?? tick(context)
  if (changed) return changed
  const opening = openedBy(context)
  if (!opening) return null
  // The message may be meant as a question as well; the verdict tells what would have answered it.
  const { candidates } = understand(knowledge, text)
  const begun = startFlow(context, opening.flow, opening.said)
  return { ...begun, verdict: { ...begun.verdict, entry: candidates[0]?.entry ?? null, candidates } }
}
