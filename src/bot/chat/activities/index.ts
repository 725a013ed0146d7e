import { comingFor, type ForWhomAsked } from '../../../office/activities/look.ts'
import { parseInstant } from '../../../time/calendar.ts'
import { dayMs } from '../../../time/days.ts'
import type { Context, Middleware } from '../../context.ts'
import { activityRulesOf } from '../../office.ts'
import { tell } from '../told.ts'
import { type AskedActivities, askedActivities } from './heard.ts'

/** Longer messages hold more than such a question. */
const longest = 30

/** `最近有什么活动`, `班会什么时候开`: what is coming up for whoever asks; in a group for its class, and nothing of one person. */
export const activitiesAsked: Middleware = context => {
  const { turn, addressed, text } = context
  if (turn.update.timer || !addressed || text.length > longest) return null
  const rules = activityRulesOf(context)
  const asked = askedActivities(text, { words: rules.words, now: turn.now, zone: rules.zone })
  return asked && answered(context, asked)
}

async function answered(context: Context, { kind, span }: AskedActivities) {
  const { read, now } = context.turn
  const rules = activityRulesOf(context)
  const at = (day: string) => parseInstant(day, rules.zone)!
  const days = span && { from: latest(at(span.from), now), until: new Date(at(span.until).getTime() + dayMs) }
  const said = await comingFor({ read, rules, now }, whomIn(context), { kind, ...days })
  return said === null ? null : tell(said)
}

const latest = (a: Date, b: Date) => (a > b ? a : b)

function whomIn({ isGroup, turn: { who, whose } }: Context): ForWhomAsked {
  if (isGroup) return whose.className === '' ? 'everybody' : { of: whose }
  return who.number === null ? 'everybody' : { number: who.number }
}
