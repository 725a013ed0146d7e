import type { Frame } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import { understand } from '../../knowledge/match.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Context, Middleware, Step } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { idle } from '../flow/idle.ts'
import { answerQuestion } from '../flow/question.ts'
import { hear } from '../flow/run.ts'
import { resume, start } from '../flow/start.ts'
import { verify } from '../flow/verify.ts'
import { may } from '../rights.ts'

/** Guided conversations: goes on with the one that runs here, or begins, resumes or verifies one when asked to. */
export const flow: Middleware = context => {
  if (context.turn.update.timer) return idle(context, context.turn.update.timer.run)
  const asked = answerQuestion(context)
  if (asked) return asked
  const frame = activeFrame(context)
  if (frame && hears(context, frame)) return hear(context, frame)
  if (!context.addressed) return null
  return begin(context) ?? verify(context)
}

/** In a group a run hears its own person for a few minutes without being addressed; later only when addressed. */
function hears({ turn, addressed, isGroup }: Context, frame: Frame): boolean {
  return addressed || !isGroup || turn.now.getTime() - frame.touchedAt < 5 * 60_000
}

function begin(context: Context): Step | null {
  const { knowledge, text } = context
  if (knowledge.phrases.flow.resume.some(w => bareWords(w) === bareWords(text))) return resume(context)
  const flow = flowStartedBy(context)
  if (!flow) return null
  // The message may be meant as a question as well; the verdict tells what would have answered it.
  const { candidates } = understand(knowledge, text)
  const begun = start(context, flow)
  return { ...begun, verdict: { ...begun.verdict, entry: candidates[0]?.entry ?? null, candidates } }
}

/** Words around the name of a flow that only say "I want to do it". */
const wishes =
  /^(?:请|麻烦)?(?:你)?(?:帮我|给我|我要|我想要|我想|我来|想要|想|要|来|去|开始|现在)*(?:办理|办|填写|填|做|签|写|交|开始)?|(?:一下|吧|啦|了|哈|呀)+$/g

/** The flow that a whole message starts: one of its `starts` or its title, with or without "我想…一下" around it. */
export function flowStartedBy({ flows, text, turn }: Pick<Context, 'flows' | 'text' | 'turn'>): Flow | null {
  const said = bareWords(text.replace(/^[/／]/, ''))
  if (said === '') return null
  const allowed = [...flows.current.values()].filter(
    f => f.for === 'student' || may(turn.update.person, 'use-staff-flows'),
  )
  const names = (flow: Flow) => [flow.title, flow.name, ...flow.starts].map(bareWords)
  const exact = allowed.find(f => names(f).includes(said))
  const core = said.replace(wishes, '')
  return (
    exact ??
    (core === '' ? null : (allowed.find(f => names(f).some(n => n === core || n.replace(wishes, '') === core)) ?? null))
  )
}
