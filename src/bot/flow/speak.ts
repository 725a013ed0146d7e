import { fill } from '../../content/words.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { unchosenIn, valueNames, type Walk } from '../../flows/walk.ts'
import { deadlineText, fieldText, fillFields, type Rendering } from '../../knowledge/render.ts'
import { answerText, labelledSteps } from '../../office/desk/answers.ts'
import type { Context } from '../context.ts'
import type { Part } from './part.ts'

/** A text of a flow with the school's values and the answers on the way in it. */
export function spoken({ turn, knowledge }: Context, flow: Flow, { given }: Walk, text: string): string {
  const { phrases, school } = knowledge
  const filled = fillFields(text, { phrases, school, now: turn.now })
  const names = valueNames(flow)
  return filled.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name: string) => {
    const left = unchosenIn(flow, name, given)
    if (name === 'deadline' && flow.deadline) return deadlineSaid(flow.deadline, { phrases, school, now: turn.now })
    if (left) return answerText(flow, left.step, left.values, phrases.flow)
    return names.has(name) ? answerText(flow, name, given[name] ?? null, phrases.flow) : whole
  })
}

/** How far a date is off, or that the school has not set it. */
function deadlineSaid(key: string, rendering: Rendering): string {
  const label = rendering.school.fields.get(key)?.label ?? ''
  const unset = () => fill(rendering.phrases.contact, { label, value: fieldText(key, rendering) })
  return deadlineText(key, rendering) ?? unset()
}

/** The question of a step with its choices and what else one may say. */
export function stepText(context: Context, flow: Flow, walked: Walk, step: Asking): Part {
  const words = context.knowledge.phrases.flow
  const isList = flow.ticks?.step === step.id && walked.frame.revises !== null
  const ask = spoken(context, flow, walked, isList ? flow.ticks!.again : step.ask)
  const hint = 'optional' in step && step.optional ? words.maySkip : null
  const skip = hint === null ? [] : [{ value: words.skip[0]!, label: words.skip[0]! }]
  if (step.type === 'choice') {
    const ticked = tickedBefore(context, flow, walked.frame.revises)
    const isTicked = (value: string) => step.id === flow.ticks?.step && ticked.includes(value)
    const options = step.options.map(
      (o, n) => `${n + 1}. ${isTicked(o.value) ? fill(words.tickedBefore, { label: o.label }) : o.label}`,
    )
    const many = step.many ? words.chooseMany : null
    const buttons = step.many ? [] : step.options.map((o, n) => ({ value: String(n + 1), label: o.label }))
    return { text: lines(isList ? [...options, ask] : [ask, ...options, many, hint]), choices: [...buttons, ...skip] }
  }
  if (step.type === 'confirm') {
    const options = [step.yes[0]!, step.no[0]!]
    return {
      text: lines([ask, ...options.map((o, n) => `${n + 1}. ${o}`), hint]),
      choices: [...options.map(o => ({ value: o, label: o })), ...skip],
    }
  }
  if (step.type === 'review') {
    const choices = [words.submit[0]!, words.leave[0]!].map(w => ({ value: w, label: w }))
    return { text: lines([ask, ...summary(flow, walked, words), words.reviewHint]), choices }
  }
  const none = step.type === 'picture' && step.none[0] ? [{ value: step.none[0], label: step.none[0] }] : []
  return { text: lines([ask, hint]), choices: [...none, ...skip] }
}

/** What is ticked in the list that a run revises; nothing for any other. */
function tickedBefore({ turn }: Context, flow: Flow, revises: string | null): readonly unknown[] {
  const before = flow.ticks && turn.memory.submissions.find(s => s.number === revises)?.answers[flow.ticks.step]
  return Array.isArray(before) ? before : []
}

/** The answers that have a label, numbered. */
export function summary(flow: Flow, { path, given }: Walk, words: Context['knowledge']['phrases']['flow']): string[] {
  return labelledSteps(path).map(
    (step, n) => `${n + 1}. ${step.label}：${answerText(flow, step.id, given[step.id] ?? null, words)}`,
  )
}

const lines = (parts: (string | null)[]) => parts.filter(p => p !== null && p !== '').join('\n')
