import { type Awaitable, andThen } from '../../core/awaitable.ts'
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
import { flowOf, newest } from '../flow/version.ts'
import { asksOfQuote } from '../safety/shown.ts'
import { toldBefore } from './informing.ts'

/** Guided conversations: goes on with the one that runs here, or begins, resumes or verifies one when asked to. */
export const flow: Middleware = context => {
  if (context.turn.update.timer) return idle(context, context.turn.update.timer.run)
  if (asksOfQuote(context)) return null
  const frame = activeFrame(context)
  return andThen(withStaff(context, frame), known => heard(known, frame))
}

/** With the staff, where the conversation that runs here asks for one of them. */
function withStaff(context: Context, frame: Frame | null): Awaitable<Context> {
  const flow = frame && flowOf(context, newest(context, frame).frame)
  if (!flow?.steps.some(s => s.type === 'teacher')) return context
  return andThen(context.turn.read.broadcasts.staff(''), staff => ({ ...context, staff }))
}

function heard(context: Context, frame: Frame | null): Decided | null {
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
  const { flow, said } = opening
  const begun = startFlow(context, flow, { said, answers: toldBefore(context, flow) })
  return { ...begun, verdict: { ...begun.verdict, entry: candidates[0]?.entry ?? null, candidates } }
}
