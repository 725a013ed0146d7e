import { fill } from '../../content/words.ts'
import type { Answer, Frame, Submission } from '../../core/memory.ts'
import { deedsIn } from '../../flows/hearing/deed.ts'
import { sentenceOf } from '../../flows/hearing/mention.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { namedOptions } from '../../flows/sentence.ts'
import { isAsking, stepOf, withAnswer } from '../../flows/walk.ts'
import { answerText } from '../../office/desk/answers.ts'
import type { Context, Decided } from '../context.ts'
import { givenOf } from './answers/given.ts'
import { freshFrame, revision } from './begin/frames.ts'
import { goOn } from './conversation.ts'
import { closingOf } from './deadline.ts'
import { liveSubmission } from './draw.ts'
import { watch } from './idle.ts'
import { withFrame } from './private.ts'

/**
 * 钥匙还了, outside of any conversation: ticks it in the person's list and says what is left. Whoever has no list yet gets one, and is told so. Null in a group,
 * where the person is none of the students, and where nothing is told for sure.
 */
export function tick(context: Context): Decided | null {
  const { turn, flows, isGroup, knowledge } = context
  if (isGroup || turn.who.role !== 'student') return null
  const flow = [...flows.current.values()].find(f => f.ticks && tickedIn(context, f).length > 0)
  const before = flow && liveSubmission(turn.memory, flow)
  if (!flow?.ticks || (before && closingOf(context, flow, before))) return null
  const words = knowledge.phrases.flow
  const values = tickedIn(context, flow)
  const begun = before ? revision(context, flow, before) : freshFrame(context, flow)
  const frame = confirmed(flow, withAnswer(begun, flow.ticks.step, joined(flow, before, values)))
  const items = answerText(flow, flow.ticks.step, values, words)
  const opened = before ? [] : [{ text: fill(words.listOpened, { title: flow.title, days: flow.submits!.keepDays }) }]
  const said = [{ text: fill(words.ticked, { items }) }, ...opened]
  return goOn(withFrame(context, frame), { ...frame, answers: { ...frame.answers, ticked: true } }, { before: said })
}

/** A list that is opened again: what is ticked in it stays, and what is said next adds to it. */
export function visitList(context: Context, flow: Flow, submission: Submission): Decided {
  const { turn, knowledge } = context
  const words = knowledge.phrases.flow
  const { [flow.ticks!.step]: _, ...answers } = submission.answers
  // What is missing is said each time.
  const frame = confirmed(flow, { ...revision(context, flow, submission), answers, done: [] })
  const { title } = flow
  const head = fill(words.visit, { title, number: submission.number, state: words.states[submission.state] })
  return goOn(withFrame(context, frame), frame, { before: [{ text: head }], effects: [watch(frame, turn.now)] })
}

/** The run once `answer` was given to its pending step: in a list that is opened again it adds to what is ticked, and what was denied goes. */
export function answered(
  context: Context,
  frame: Frame,
  { flow, pending }: { flow: Flow; pending: Asking },
  answer: Answer,
): Frame {
  const before =
    frame.revises === null ? undefined : context.turn.memory.submissions.find(s => s.number === frame.revises)
  if (!before || flow.ticks?.step !== pending.id || pending.type !== 'choice')
    return withAnswer(frame, pending.id, answer)
  const denied = namedOptions(pending, givenOf(context, context.text))?.denied ?? []
  const all = joined(flow, before, Array.isArray(answer) ? answer.map(String) : [])
  return withAnswer(
    frame,
    pending.id,
    all.filter(value => !denied.includes(value)),
  )
}

/** The run once something was only taken back in a list that is opened again (钥匙其实没还); null where nothing was. */
export function untick(context: Context, frame: Frame, place: { flow: Flow; pending: Asking }): Frame | null {
  const { flow, pending } = place
  if (frame.revises === null || flow.ticks?.step !== pending.id || pending.type !== 'choice') return null
  const said = namedOptions(pending, givenOf(context, context.text))
  return said && said.denied.length > 0 ? answered(context, frame, place, []) : null
}

/** What a message adds to the list of a run whose summary is being looked at; null where it tells of nothing that is done. */
export function ticking(
  context: Context,
  frame: Frame,
  { flow, pending }: { flow: Flow; pending: Asking },
): Decided | null {
  if (!flow.ticks || pending.type !== 'review') return null
  const values = tickedIn(context, flow)
  if (values.length === 0) return null
  const words = context.knowledge.phrases.flow
  const items = answerText(flow, flow.ticks.step, values, words)
  const before = frame.answers[flow.ticks.step]
  const all = joined(flow, { answers: { [flow.ticks.step]: before ?? [] } }, values)
  return goOn(context, withAnswer(frame, flow.ticks.step, all), { before: [{ text: fill(words.ticked, { items }) }] })
}

function tickedIn(context: Context, flow: Flow): string[] {
  const step = flow.ticks && stepOf(flow, flow.ticks.step)
  if (step?.type !== 'choice') return []
  const { text, words, sound } = givenOf(context, context.text)
  const found = deedsIn(
    sentenceOf(text, words, sound),
    step.options.map(o => o.done!),
  )
  return found.map(n => step.options[n]!.value)
}

/** What was ticked before and what comes to it, in the order of the options. */
function joined(flow: Flow, before: Pick<Submission, 'answers'> | undefined, values: readonly string[]): string[] {
  const step = stepOf(flow, flow.ticks!.step)
  const old = before?.answers[flow.ticks!.step]
  const all = new Set([...(Array.isArray(old) ? old.map(String) : []), ...values])
  return step?.type === 'choice' ? step.options.map(o => o.value).filter(v => all.has(v)) : []
}

/** The run with its summary confirmed: nobody is asked again for what a word has said. */
const confirmed = (flow: Flow, frame: Frame): Frame => ({
  ...frame,
  answers: {
    ...frame.answers,
    ...Object.fromEntries(flow.steps.filter(s => isAsking(s) && s.type === 'review').map(s => [s.id, true])),
  },
})
