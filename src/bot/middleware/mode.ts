import { fill } from '../../content/words.ts'
import { setMode } from '../../office/people/serving.ts'
import { may } from '../../office/rights.ts'
import { toldOutcome } from '../chat/told.ts'
import { type Middleware, say } from '../context.ts'
import { servingGroundOf } from '../office.ts'

/** `模式`, `模式 自动`: shows or sets how a group is served; setting is the counselor's. */
export const mode: Middleware = context => {
  const { turn, knowledge, isGroup, addressed, text } = context
  const { phrases, school } = knowledge
  const [word, wanted, ...rest] = text.replace(/^[/／]/, '').split(/[\s:：]+/)
  if (word !== phrases.modeWord || rest.length > 0) return null
  if (!addressed && !may(turn.who, 'set-group-mode')) return null
  if (!isGroup) return say(phrases.modePrivate)
  if (!wanted) return say(fill(phrases.modeNow, { mode: turn.chat.mode ?? school.groupMode }))
  const act = setMode(servingGroundOf(context), turn.who, { chat: turn.update.chat.id, said: wanted })
  return act.then(outcome => toldOutcome(context, outcome))
}
