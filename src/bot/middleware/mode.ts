import { fill } from '../../content/words.ts'
import { type GroupMode, groupModes } from '../../core/session.ts'
import { may } from '../../office/rights.ts'
import { type Middleware, say } from '../context.ts'

/** `模式`, `模式 自动`: shows or sets how a group is served; setting is the counselor's. */
export const mode: Middleware = ({ turn, knowledge: { phrases, school }, isGroup, addressed, text }) => {
  const words = text.replace(/^[/／]/, '').split(/[\s:：]+/)
  if (words[0] !== phrases.modeWord || words.length > 2) return null
  if (!addressed && !may(turn.who, 'set-group-mode')) return null
  if (!isGroup) return say(phrases.modePrivate)
  const wanted = words[1]
  if (!wanted) return say(fill(phrases.modeNow, { mode: turn.chat.mode ?? school.groupMode }))
  if (!may(turn.who, 'set-group-mode')) return say(phrases.modeRefused)
  const found = groupModes.find(m => m === wanted.replace('＠', '@'))
  if (!found) return say(fill(phrases.modeUnknown, { mode: wanted }))
  return withAudit(say(fill(phrases.modeSet, { mode: found })), found)
}

function withAudit(step: ReturnType<typeof say>, mode: GroupMode): ReturnType<typeof say> {
  return { ...step, effects: [...step.effects, { do: 'audit', act: 'set-group-mode', detail: mode }], chat: { mode } }
}
