import type { Saying } from '../../core/delivery.ts'
import { requestText } from '../../office/desk/telling.ts'
import type { Context } from '../context.ts'

/** What a request for a person says, besides who asks. */
export interface HandoffRequest {
  number: string
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
  /** Of a suggestion: for whom it is. */
  office?: 'college' | 'school'
  /** How its writer is called to those whom it is for, where they want to stay unknown. */
  anonymousAs?: string
}

/** What those who look after someone are told of a request for a person, or an office of a suggestion. */
export function handoffNotice({ turn, knowledge }: Context, request: HandoffRequest): Saying {
  const { handoff } = knowledge.phrases
  const { number, office, anonymousAs } = request
  const told = { ...request, name: anonymousAs ?? turn.who.name, isSuggestion: office !== undefined }
  const done = handoff.done[0]!
  const choices = [{ value: `${done} ${number}`, label: done }]
  return { text: requestText(handoff.notice, told, handoff), choices, images: [], rateable: false }
}
