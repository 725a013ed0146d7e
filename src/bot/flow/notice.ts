import { fill } from '../../content/words.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Context } from '../context.ts'

/** What a request for a person says, besides who asks. */
export interface HandoffRequest {
  number: string
  topic: string
  urgency: string
  text: string
  how: string
  mayContact: boolean
}

/** What those who look after someone are told of a request for a person. */
export function handoffNotice({ turn, knowledge }: Context, { mayContact, ...request }: HandoffRequest): Saying {
  const { handoff } = knowledge.phrases
  const how = mayContact ? fill(handoff.mayContact, { how: request.how }) : handoff.mayNotContact
  const text = fill(handoff.notice, { ...request, how, name: turn.who.name })
  const done = handoff.done[0]!
  const choices = [{ value: `${done} ${request.number}`, label: done }]
  return { text: text.replace('（）', '').replace(/\n\n+/g, '\n'), choices, images: [], rateable: false }
}
