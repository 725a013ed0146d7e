import { fill } from '../../../content/words.ts'
import type { Answer } from '../../../core/memory.ts'
import { placesOf, sentenceOf } from '../../../flows/hearing/mention.ts'
import type { Flow } from '../../../flows/schema.ts'
import { readReply } from '../../../flows/sentence.ts'
import { stepOf } from '../../../flows/walk.ts'
import { answerText } from '../../../office/desk/answers.ts'
import { may } from '../../../office/rights.ts'
import type { Context } from '../../context.ts'
import { givenOf } from '../answers/given.ts'
import type { Part } from '../part.ts'
import { flowStartedBy } from './starts.ts'

/** A flow that a message begins, and the words of it that may answer its first questions. */
export interface Begun {
  flow: Flow
  said: string
}

/**
 * The flow that a message begins: with its own words (我到家了), with them and more (找辅导员，宿舍的事), or in a sentence that says what for
 * (我想给王老师写个祝福). More than its own words begin it only where they answer a question for sure.
 */
export function openedBy(context: Context): Begun | null {
  const { text, turn, flows, answerWords } = context
  const flow = flowStartedBy(context)
  // What it is called says nothing of the answers: 到家报平安 is said by those who have not left yet too.
  if (flow) return { flow, said: [flow.title, flow.starts[0]].includes(text.trim()) ? '' : text }
  const [, head = '', rest = ''] = /^([^\s,，。:：]+)[\s,，。:：]+(.+)$/s.exec(text.trim()) ?? []
  const begun = head === '' ? null : flowStartedBy({ ...context, text: head })
  if (begun && hasFirst(context, begun, rest)) return { flow: begun, said: rest }
  const { text: plain } = sentenceOf(text, answerWords, () => '')
  const allowed = [...flows.current.values()].filter(f => f.for === 'student' || may(turn.who, 'use-staff-flows'))
  const opened = allowed.find(f => placesOf(plain, f.opens).length > 0 && hasFirst(context, f, text))
  return opened ? { flow: opened, said: text } : null
}

const hasFirst = (context: Context, flow: Flow, said: string) => Object.keys(saidFirst(context, flow, said)).length > 0

/** The first questions that words answer, for sure: one after the other, up to the first that they leave open. */
function saidFirst(context: Context, flow: Flow, said: string): Record<string, Answer> {
  const answers: Record<string, Answer> = {}
  for (const id of said === '' ? [] : flow.fills) {
    const step = stepOf(flow, id)
    // What begins a conversation may well be a question (我贷的是生源地，怎么确认); here only what it names counts.
    const read = step?.type === 'choice' ? readReply({ ...step, tells: true }, givenOf(context, said)) : null
    if (!read || !('answer' in read)) break
    answers[id] = read.answer
  }
  return answers
}

/** What the roster knows of whoever is bound, for the questions that ask for it. */
function knownOf({ turn: { who } }: Context, flow: Flow): Record<string, Answer> {
  const known = { name: who.name, class: who.home?.name ?? '' }
  return Object.fromEntries(
    flow.steps.flatMap(step => {
      const value = who.number !== null && step.type === 'text' && step.known ? known[step.known] : ''
      return value === '' ? [] : [[step.id, value]]
    }),
  )
}

/** The answers with which a run begins, and what is said of them, so that they can be put right. */
export function beginWith(
  context: Context,
  flow: Flow,
  said: string,
): { answers: Record<string, Answer>; parts: Part[] } {
  const words = context.knowledge.phrases.flow
  const [first, known] = [saidFirst(context, flow, said), knownOf(context, flow)]
  const shown = (answers: Record<string, Answer>) =>
    Object.entries(answers).flatMap(([id, answer]) => {
      const step = stepOf(flow, id)
      return step && 'label' in step && step.label ? [`${step.label}：${answerText(flow, id, answer, words)}`] : []
    })
  const part = (sentence: string, answers: string[]): Part[] =>
    answers.length === 0 ? [] : [{ text: fill(sentence, { answers: answers.join('，') }) }]
  return {
    answers: { ...first, ...known },
    parts: [...part(words.saidFirst, shown(first)), ...part(words.fromRoster, shown(known))],
  }
}
