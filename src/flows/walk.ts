import type { Answer, Frame } from '../core/memory.ts'
import { isTrue, parseExpression } from './expression.ts'
import type { Asking, Flow, Step } from './schema.ts'

/** Something a flow wants done, with its values filled in. */
export interface FlowEffect {
  do: Extract<Step, { type: 'effect' }>['do']
  with: Record<string, Answer>
  /** For arguments that are answers: which step gave them. */
  from: Record<string, string>
}

/** Where a walk came to. */
export interface Walk {
  frame: Frame
  /** What is said on the way, in order; texts still hold their placeholders. */
  says: string[]
  effects: FlowEffect[]
  /** The step that waits for an answer; null when the flow has ended. */
  pending: Asking | null
  /** The answered steps on the way, in order. */
  path: Asking[]
}

/** Makes the values that effects add to the answers: a receipt number for `save`, a code for `certificate`. */
export interface Draw {
  receipt(): string
  code(): string
}

/** A flow cannot have more steps in one walk than this; `check` finds circles before. */
const farthest = 500

/**
 * Walks from the first step along the answers that are there, says and does what lies on the way and has not been said or done,
 * and stops at the first step without an answer. Pure: the same frame gives the same walk.
 */
export function walk(flow: Flow, from: Frame, draw: Draw): Walk {
  const frame: Frame = { ...from, answers: { ...from.answers }, done: [...from.done] }
  const result: Walk = { frame, says: [], effects: [], pending: null, path: [] }
  let step: Step | undefined = flow.steps[0]
  for (let n = 0; step && n < farthest; n++) {
    if (isAsking(step)) {
      if (!(step.id in frame.answers)) return { ...result, pending: step }
      result.path.push(step)
    } else if (step.type === 'end') {
      if (step.say) result.says.push(step.say)
      return result
    } else act(step, result, draw)
    step = following(flow, step, frame.answers)
  }
  return result
}

/** Says, sets or does one step, once. */
function act(step: Exclude<Step, Asking | { type: 'end' }>, { frame, says, effects }: Walk, draw: Draw): void {
  if (step.type === 'branch') return
  if (step.type === 'set') {
    for (const [name, value] of Object.entries(step.values)) frame.answers[name] = worth(value, frame.answers)
    return
  }
  if (frame.done.includes(step.id)) return
  frame.done.push(step.id)
  if (step.type === 'say') {
    says.push(step.say)
    return
  }
  if (step.do === 'save' || step.do === 'handoff') frame.answers.receipt ??= draw.receipt()
  if (step.do === 'certificate') frame.answers.code ??= draw.code()
  const from = Object.entries(step.with).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] in frame.answers,
  )
  effects.push({
    do: step.do,
    with: Object.fromEntries(Object.entries(step.with).map(([name, value]) => [name, argument(value, frame.answers)])),
    from: Object.fromEntries(from),
  })
}

/** An argument of an effect: the answer of that name where there is one, else the value itself. */
function argument(value: string | number | boolean, answers: Frame['answers']): Answer {
  return typeof value === 'string' && value in answers ? answers[value]! : value
}

/** `=expression` is worked out, anything else is itself. */
function worth(value: string | number | boolean, answers: Frame['answers']): Answer {
  return typeof value === 'string' && value.startsWith('=') ? parseExpression(value.slice(1)).evaluate(answers) : value
}

function following(flow: Flow, step: Step, answers: Frame['answers']): Step | undefined {
  if (step.type === 'branch') {
    const found = step.cases.find(c => isTrue(parseExpression(c.when).evaluate(answers)))
    return stepOf(flow, found?.go ?? step.else)
  }
  return step.next ? stepOf(flow, step.next) : flow.steps[flow.steps.indexOf(step) + 1]
}

export function stepOf(flow: Flow, id: string): Step | undefined {
  return flow.steps.find(s => s.id === id)
}

export function isAsking(step: Step): step is Asking {
  return 'ask' in step
}

/** The frame with one answer more, or another one in its place. What was said and done after it may be said and done again. */
export function answered(frame: Frame, step: string, answer: Answer): Frame {
  return { ...frame, answers: { ...frame.answers, [step]: answer }, misses: 0 }
}

/** The frame without the answers of these steps, so that they are asked again. */
export function unanswered(frame: Frame, steps: readonly string[]): Frame {
  return {
    ...frame,
    answers: Object.fromEntries(Object.entries(frame.answers).filter(([id]) => !steps.includes(id))),
    misses: 0,
  }
}
