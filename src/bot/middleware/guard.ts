import { fill } from '../../content/words.ts'
import { setWatch, watchText } from '../../office/people/serving.ts'
import { may } from '../../office/rights.ts'
import { toldOutcome } from '../chat/told.ts'
import { type Middleware, say } from '../context.ts'
import { servingGroundOf } from '../office.ts'

/** `反诈`, `反诈 开`, `反诈 关`: shows or sets whether a group's talk is read for scams; setting is the counselor's. */
export const guard: Middleware = context => {
  const { turn, caseWords, isGroup, addressed, text } = context
  const { scam } = caseWords
  const [word, wanted, ...rest] = text.replace(/^[/／]/, '').split(/[\s:：]+/)
  if (word !== scam.switchWord || rest.length > 0) return null
  if (wanted !== undefined && wanted !== scam.switchOn && wanted !== scam.switchOff) return null
  if (!addressed && !may(turn.who, 'set-group-mode')) return null
  if (!isGroup) return say(scam.switchPrivate)
  if (wanted === undefined)
    return say(fill(scam.switchNow, { state: watchText(turn.chat.watched ?? scam.groups, { scam }) }))
  const act = setWatch(servingGroundOf(context), turn.who, { chat: turn.update.chat.id, said: wanted })
  return act.then(outcome => toldOutcome(context, outcome))
}
