import { fill } from '../../content/words.ts'
import { andThen } from '../../core/awaitable.ts'
import { isLately } from '../../core/clock.ts'
import { saying } from '../../core/delivery.ts'
import type { ReportKind } from '../../core/desk.ts'
import type { Answer } from '../../core/memory.ts'
import { takeAnswer } from '../../flows/answer.ts'
import type { Flow } from '../../flows/schema.ts'
import { isAsking, stepOf } from '../../flows/walk.ts'
import { valueText } from '../../knowledge/render.ts'
import { heardReport, toldIn } from '../../office/informing/heard.ts'
import { may } from '../../office/rights.ts'
import { type Context, type Decided, type Middleware, unknownVerdict } from '../context.ts'
import { privatelySoon } from '../flow/private.ts'
import { given } from '../flow/run.ts'
import { startFlow } from '../flow/start.ts'
import { answer } from './answer.ts'

/** An answer that is less likely than this gives way to the offer. */
const sure = 0.5

/** The conversation in which something is reported. */
const conversation = 'informing'

/**
 * Somebody tells of what should be reported. Where they say plainly that they want to, the conversation begins with what they said; else they are offered it,
 * beside the answer where there is one. In a group all of it is said in private.
 */
export const informing: Middleware = context => {
  const { addressed, flows, language, text, turn, knowledge } = context
  const flow = flows.current.get(conversation)
  if (!flow || !addressed || language !== 'zh' || may(turn.who, 'use-staff-flows')) return null
  const heard = heardReport(context.informing, knowledge, text)
  if (!heard) return null
  const { kind } = heard
  return privatelySoon(context, inside =>
    heard.isPlain
      ? startFlow(inside, flow, { answers: answersOf(inside, flow, { kind, text: toldIn(context.informing, text) }) })
      : andThen(answer(inside), answered => offer(inside, flow, { kind, answered })),
  )
}

/** What somebody said when it was offered: the answers with which the conversation then begins. */
export function toldBefore(context: Context, flow: Flow): Record<string, Answer> {
  const { telling } = context.turn.session
  const isNow = telling && isLately(telling.at, context.turn.now.getTime(), context.limits.leanWithin)
  return flow.name === conversation && isNow ? answersOf(context, flow, telling) : {}
}

/** The answers that are known already; what was told only where the step would take it. */
function answersOf(context: Context, flow: Flow, { kind, text }: { kind: ReportKind; text: string }) {
  const step = stepOf(flow, 'what')
  const taken = step && isAsking(step) ? takeAnswer(step, { ...given(context, text), images: [] }) : null
  return { kind, ...(taken && 'answer' in taken ? { what: taken.answer } : {}) }
}

/** The offer: below an answer that is sure, else in the place of one. */
function offer(
  context: Context,
  flow: Flow,
  { kind, answered }: { kind: ReportKind; answered: Decided | null },
): Decided {
  const { informing: words, knowledge, text, turn } = context
  const start = flow.starts[0]!
  const choice = { value: start, label: start }
  const telling = { kind, text, at: turn.now.getTime() }
  const [said, ...others] = answered?.effects ?? []
  if (answered?.verdict.outcome === 'answer' && answered.verdict.score >= sure && said?.do === 'say') {
    const whole = `${said.saying.text}\n${fill(words.beside, { start })}`
    const choices = [...said.saying.choices, choice]
    const effects = [{ ...said, saying: { ...said.saying, text: whole, choices } }, ...others]
    return { ...answered, effects, session: { ...answered.session, telling } }
  }
  const { phrases, school } = knowledge
  const security = valueText('security.phone', { phrases, school, now: turn.now }) ?? phrases.officeUnset
  const lines = [fill(words.first[kind], { security }), fill(words.offer, { kind: words.kinds[kind], start })]
  return {
    effects: [{ do: 'say', toPerson: true, saying: { ...saying(lines.join('\n')), choices: [choice] } }],
    verdict: { ...unknownVerdict, outcome: 'flow', score: 1, candidates: answered?.verdict.candidates ?? [] },
    session: { telling, pending: null },
  }
}
