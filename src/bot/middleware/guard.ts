import { fill } from '../../content/words.ts'
import { may } from '../../office/rights.ts'
import { type Middleware, say } from '../context.ts'

/** `反诈`, `反诈 开`, `反诈 关`: shows or sets whether a group's talk is read for scams; setting is the counselor's. */
export const guard: Middleware = ({ turn, caseWords: { scam }, isGroup, addressed, text }) => {
  const [word, wanted, ...rest] = text.replace(/^[/／]/, '').split(/[\s:：]+/)
  if (word !== scam.switchWord || rest.length > 0) return null
  if (wanted !== undefined && wanted !== scam.switchOn && wanted !== scam.switchOff) return null
  const mayset = may(turn.who, 'set-group-mode')
  if (!addressed && !mayset) return null
  if (!isGroup) return say(scam.switchPrivate)
  const stateOf = (isOn: boolean) => (isOn ? scam.switchStates.on : scam.switchStates.off)
  if (wanted === undefined) return say(fill(scam.switchNow, { state: stateOf(turn.chat.watched ?? scam.groups) }))
  if (!mayset) return say(scam.switchRefused)
  const watched = wanted === scam.switchOn
  const step = say(fill(scam.switchSet, { state: stateOf(watched) }))
  const audit = { do: 'audit' as const, act: 'set-group-watch', detail: watched ? 'on' : 'off' }
  return { ...step, effects: [...step.effects, audit], chat: { watched } }
}
