import type { Answer, Frame } from '../core/memory.ts'
import { isTrue, parseExpression, type Scope } from './expression.ts'
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
  /** The step that waits for an answer; null when the flow has ended or is blocked. */
  pending: Asking | null
  /** The answered steps on the way, in order. */
  path: Asking[]
  /** Every value on this way: its answers, what it set, its numbers. Answers on a branch that was left are not among them. */
  given: Scope
  /** Whether the next step is only for a private chat and this walk is none. */
  isBlocked: boolean
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
 * and stops at the first step without an answer. A way that leads back to a question asks it anew. Pure: the same frame gives the
 * same walk.
 */
export function walk(flow: Flow, from: Frame, draw: Draw, { isGroup = false }: { isGroup?: boolean } = {}): Walk {
  const frame: Frame = { ...from, answers: { ...from.answers }, done: [...from.done] }
  const given: Scope = Object.fromEntries(
    ownNames.filter(name => frame.answers[name] !== undefined).map(name => [name, frame.answers[name]]),
  )
  const result: Walk = { frame, says: [], effects: [], pending: null, path: [], given, isBlocked: false }
  const route: string[] = []
  let step: Step | undefined = flow.steps[0]
  for (let n = 0; step && n < farthest; n++) {
    if (isGroup && isPrivate(step) && !frame.done.includes(step.id)) return { ...result, isBlocked: true }
    if (isAsking(step)) {
      if (route.includes(step.id)) reopen(flow, result, route.slice(route.indexOf(step.id)))
      if (!Object.hasOwn(frame.answers, step.id)) return { ...result, pending: step }
      given[step.id] = frame.answers[step.id]
      result.path.push(step)
    } else if (step.type === 'end') {
      if (step.say) result.says.push(step.say)
      return result
    } else act(flow, step, { result, draw })
    route.push(step.id)
    step = following(flow, step, given)
  }
  return result
}

const isPrivate = (step: Step) => 'private' in step && step.private

/** A way that came back to a question: what was answered and said since then counts no more. */
function reopen(flow: Flow, { frame, given, path }: Walk, since: readonly string[]): void {
  for (const id of since) {
    delete frame.answers[id]
    delete given[id]
    if (stepOf(flow, id)?.type === 'say') frame.done.splice(frame.done.indexOf(id), 1)
  }
  path.splice(path.findIndex(s => s.id === since[0]))
}

/** Says, sets or does one step, once. */
function act(
  flow: Flow,
  step: Exclude<Step, Asking | { type: 'end' }>,
  { result: { frame, says, effects, given }, draw }: { result: Walk; draw: Draw },
): void {
  if (step.type === 'branch') return
  if (step.type === 'set') {
    for (const [name, value] of Object.entries(step.values)) given[name] = worth(value, given)
    return
  }
  if (frame.done.includes(step.id)) return
  frame.done.push(step.id)
  if (step.type === 'say') {
    says.push(step.say)
    return
  }
  if (step.do === 'save' || step.do === 'handoff') given.receipt = frame.answers.receipt ??= draw.receipt()
  if (step.do === 'certificate') given.code = frame.answers.code ??= draw.code()
  const names = valueNames(flow)
  const isName = (value: unknown): value is string => typeof value === 'string' && names.has(value)
  const args = Object.entries(step.with)
  effects.push({
    do: step.do,
    with: Object.fromEntries(args.map(([name, value]) => [name, isName(value) ? (given[value] ?? null) : value])),
    from: Object.fromEntries(args.filter((pair): pair is [string, string] => isName(pair[1]))),
  })
}

/** What a run holds beside its answers: its numbers, and whether it only ticks something off (`ticks`). */
export const ownNames = ['receipt', 'code', 'ticked']

/** What the options of a question are called that were not chosen. */
const leftOf = (id: string) => `${id}_left`

/** The names that have a value in a flow: its questions and what is left of those of several, what it sets, what a run holds of its own, `deadline` (how far it is off). */
export function valueNames(flow: Flow): Set<string> {
  return new Set([
    ...ownNames,
    ...(flow.deadline ? ['deadline'] : []),
    ...flow.steps.flatMap(s =>
      s.type === 'choice' && s.many
        ? [s.id, leftOf(s.id)]
        : isAsking(s)
          ? [s.id]
          : s.type === 'set'
            ? Object.keys(s.values)
            : [],
    ),
  ])
}

/** The options of a question of several that were not chosen, by `<id>_left`; undefined for any other name. */
export function unchosenIn(flow: Flow, name: string, given: Scope): { step: string; values: string[] } | undefined {
  const step = flow.steps.find(s => s.type === 'choice' && s.many && leftOf(s.id) === name)
  if (step?.type !== 'choice') return undefined
  const chosen = given[step.id]
  const values = step.options
    .map(o => o.value)
    .filter(v => !(Array.isArray(chosen) && (chosen as unknown[]).includes(v)))
  return { step: step.id, values }
}

/** `=expression` is worked out, anything else is itself. */
function worth(value: string | number | boolean, given: Scope): Answer {
  return typeof value === 'string' && value.startsWith('=') ? parseExpression(value.slice(1)).evaluate(given) : value
}

function following(flow: Flow, step: Step, given: Scope): Step | undefined {
  if (step.type === 'branch') {
    const found = step.cases.find(c => isTrue(parseExpression(c.when).evaluate(given)))
    return stepOf(flow, found?.go ?? step.else)
  }
  return step.next ? stepOf(flow, step.next) : flow.steps[flow.steps.indexOf(step) + 1]
}

export function stepOf(flow: Pick<Flow, 'steps'>, id: string): Step | undefined {
  return flow.steps.find(s => s.id === id)
}

export function isAsking(step: Step): step is Asking {
  return 'ask' in step
}

/** The frame with one answer more, or another one in its place. */
export function withAnswer(frame: Frame, step: string, answer: Answer): Frame {
  const { unclear: _, ...rest } = frame
  return { ...rest, answers: { ...frame.answers, [step]: answer }, misses: 0 }
}

/** The frame without the answers of these steps, so that they are asked again. */
export function withoutAnswers(frame: Frame, steps: readonly string[]): Frame {
  return {
    ...frame,
    answers: Object.fromEntries(Object.entries(frame.answers).filter(([id]) => !steps.includes(id))),
    misses: 0,
  }
}

/** After an earlier answer changed: the summary is to be seen again, and what was saved from the answers is to be saved anew. */
export function reviewedAnew(flow: Flow, frame: Frame): Frame {
  const redone = ['save', 'certificate', 'tag', 'remind']
  const again = flow.steps.filter(s => s.type === 'review' || (s.type === 'effect' && redone.includes(s.do)))
  const ids = again.map(s => s.id)
  return { ...withoutAnswers(frame, ids), done: frame.done.filter(id => !ids.includes(id)) }
}

/** The frame at its first step again. Its numbers stay, so that what it has saved is changed and not saved twice. */
export function restarted(flow: Flow, frame: Frame): Frame {
  const numbers = Object.entries(frame.answers).filter(([id]) => id === 'receipt' || id === 'code')
  const done = frame.done.filter(id => stepOf(flow, id)?.type === 'effect')
  return reviewedAnew(flow, { ...frame, answers: Object.fromEntries(numbers), done, misses: 0 })
}
