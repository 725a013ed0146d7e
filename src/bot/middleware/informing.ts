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
import type { Danger } from '../../safety/alarm.ts'
import { type Context, type Decided, type Middleware, unknownVerdict } from '../context.ts'
import { givenOf } from '../flow/answers/given.ts'
import { startFlow } from '../flow/begin/start.ts'
import { privatelySoon } from '../flow/private.ts'
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
  const { addressed, text, knowledge } = context
  const flow = addressed ? flowFor(context) : null
  if (!flow) return null
  const heard = heardReport(context.informing, knowledge, text)
  if (!heard) return null
  const { kind } = heard
  return privatelySoon(context, inside =>
    heard.isPlain
      ? startFlow(inside, flow, { answers: answersOf(inside, flow, { kind, text: toldIn(context.informing, text) }) })
      : andThen(answer(inside), answered => offer(inside, flow, { kind, answered })),
  )
}

/**
 * Whether somebody says plainly that they report what is broken or being spread: a doubt that is only asked about gives way to it, for the conversation
 * begins with what to do where there is danger.
 */
export function isPlainReport(context: Context, { certainty, grade }: Danger): boolean {
  if (certainty !== 'weak' || grade === 'distress' || context.isGroup || !flowFor(context)) return false
  const heard = heardReport(context.informing, context.knowledge, context.text)
  return heard?.isPlain === true && (heard.kind === 'facility' || heard.kind === 'rumour')
}

/** What is asked out of worry, with the offer below it where what was said sounds like something to be reported, and not like somebody who needs help. */
export function withReportBeside(context: Context, asked: Decided): Decided {
  const flow = flowFor(context)
  const heard = flow && !context.isGroup ? heardReport(context.informing, context.knowledge, context.text) : null
  return flow && heard && heard.kind !== 'person'
    ? offeredBelow(context, flow, { kind: heard.kind, said: asked })
    : asked
}

/** The conversation for whoever wrote; null for staff, who have their own ways, and in English. */
function flowFor({ flows, language, turn }: Context): Flow | null {
  if (language !== 'zh' || may(turn.who, 'use-staff-flows')) return null
  return flows.current.get(conversation) ?? null
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
  const taken = step && isAsking(step) ? takeAnswer(step, { ...givenOf(context, text), images: [] }) : null
  return { kind, ...(taken && 'answer' in taken ? { what: taken.answer } : {}) }
}

/** The offer: below an answer that is sure, else in the place of one. */
function offer(
  context: Context,
  flow: Flow,
  { kind, answered }: { kind: ReportKind; answered: Decided | null },
): Decided {
  const { informing: words, knowledge, turn } = context
  if (
    answered &&
    (isPicked(context, answered) || (answered.verdict.outcome === 'answer' && answered.verdict.score >= sure))
  )
    return offeredBelow(context, flow, { kind, said: answered })
  const start = flow.starts[0]!
  const { phrases, school } = knowledge
  const security = valueText('security.phone', { phrases, school, now: turn.now }) ?? phrases.officeUnset
  const lines = [fill(words.first[kind], { security }), fill(words.offer, { kind: words.kinds[kind], start })]
  const choices = [{ value: start, label: start }]
  return {
    effects: [{ do: 'say', toPerson: true, saying: { ...saying(lines.join('\n')), choices } }],
    verdict: { ...unknownVerdict, outcome: 'flow', score: 1, candidates: answered?.verdict.candidates ?? [] },
    session: { telling: tellingOf(context, kind), pending: null },
  }
}

/** Whether the school's model service picked what answers, or between what is asked. */
function isPicked({ turn }: Context, { verdict: { outcome, candidates } }: Decided): boolean {
  const { picked = [] } = turn.update.message
  const [first] = candidates
  return (outcome === 'answer' || outcome === 'clarify') && first !== undefined && picked.includes(first.entry)
}

/** What is said with a line below that offers the conversation. */
function offeredBelow(context: Context, flow: Flow, { kind, said }: { kind: ReportKind; said: Decided }): Decided {
  const start = flow.starts[0]!
  const effects = said.effects.map((effect, n) => {
    if (effect.do !== 'say' || said.effects.findLastIndex(e => e.do === 'say') !== n) return effect
    const text = `${effect.saying.text}\n${fill(context.informing.beside, { start })}`
    const choices = [...effect.saying.choices, { value: start, label: start }]
    return { ...effect, saying: { ...effect.saying, text, choices } }
  })
  return { ...said, effects, session: { ...said.session, telling: tellingOf(context, kind) } }
}

const tellingOf = ({ text, turn }: Context, kind: ReportKind) => ({ kind, text, at: turn.now.getTime() })
