import { fill } from '../../content/words.ts'
import type { Answer } from '../../core/memory.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { stepOf, valueNames, type Walk } from '../../flows/walk.ts'
import { fillFields } from '../../knowledge/render.ts'
import { dateText } from '../../time/shown.ts'
import type { Context } from '../context.ts'
import type { Part } from './part.ts'

/** A text of a flow with the school's values and the answers on the way in it. */
export function spoken({ turn, knowledge }: Context, flow: Flow, { given }: Walk, text: string): string {
  const { phrases, school } = knowledge
  const filled = fillFields(text, { phrases, school, now: turn.now })
  const names = valueNames(flow)
  return filled.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name: string) =>
    names.has(name) ? answerText(flow, name, given[name] ?? null, phrases.flow) : whole,
  )
}

/** An answer as one reads it: labels of choices, dates with weekday, numbers of pictures. */
export function answerText(
  flow: Flow,
  id: string,
  answer: Answer,
  words: Context['knowledge']['phrases']['flow'],
): string {
  const step = stepOf(flow, id)
  if (answer === null) return words.notGiven
  if (typeof answer === 'boolean') return answer ? words.yes : words.no
  if (step?.type === 'choice') {
    const labels = [answer].flat().map(value => step.options.find(o => o.value === value)?.label ?? String(value))
    return labels.length > 0 ? labels.join('、') : words.notGiven
  }
  if (step?.type === 'picture')
    return Array.isArray(answer) && answer.length > 0 ? fill(words.pictures, { count: answer.length }) : words.notGiven
  if (step?.type === 'date' && typeof answer === 'string') return dateText(answer)
  return Array.isArray(answer) ? answer.map(String).join('、') : String(answer)
}

/** The question of a step with its choices and what else one may say. */
export function stepText(context: Context, flow: Flow, walked: Walk, step: Asking): Part {
  const words = context.knowledge.phrases.flow
  const ask = spoken(context, flow, walked, step.ask)
  const hint = 'optional' in step && step.optional ? words.maySkip : null
  const skip = hint === null ? [] : [{ value: words.skip[0]!, label: words.skip[0]! }]
  if (step.type === 'choice') {
    const options = step.options.map((o, n) => `${n + 1}. ${o.label}`)
    const many = step.many ? words.chooseMany : null
    const buttons = step.many ? [] : step.options.map((o, n) => ({ value: String(n + 1), label: o.label }))
    return { text: lines([ask, ...options, many, hint]), choices: [...buttons, ...skip] }
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

/** The answers that have a label, numbered. */
export function summary(flow: Flow, { path, given }: Walk, words: Context['knowledge']['phrases']['flow']): string[] {
  return labelledSteps(path).map(
    (step, n) => `${n + 1}. ${step.label}：${answerText(flow, step.id, given[step.id] ?? null, words)}`,
  )
}

/** The answered steps that have a name of their own. */
export function labelledSteps(path: readonly Asking[]): (Asking & { label: string })[] {
  return path.filter((s): s is Asking & { label: string } => 'label' in s && s.label !== undefined)
}

const lines = (parts: (string | null)[]) => parts.filter(p => p !== null && p !== '').join('\n')
