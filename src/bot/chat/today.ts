import { bareWords } from '../../knowledge/phrases.ts'
import { may } from '../../office/rights.ts'
import { todayText } from '../../office/today/says.ts'
import { todayFor } from '../../office/today/today.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { keepsFromStaff } from '../flow/owns.ts'
import { privatelySoon } from '../flow/private.ts'
import { lineOf, quietly, tell } from './told.ts'

/** 今天, 今天有什么要处理: what waits for bound staff, in private. */
export const todayList: Middleware = context => {
  const { turn, text, addressed, todayWords } = context
  if (turn.update.timer || !addressed || text.length > 20 || keepsFromStaff(context)) return null
  const said = bareWords(text)
  const isMeant = turn.who.number !== null && may(turn.who, 'use-console')
  if (!isMeant || !todayWords.start.some(w => bareWords(w) === said)) return null
  return privatelySoon(context, list)
}

async function list(context: Context): Promise<Decided> {
  const { turn, todayWords, knowledge } = context
  const { read, now, draw, who } = turn
  // How the platforms are is the console's to show: whoever hears this is reached.
  const outcome = await todayFor({ read, now, draw, rules: context }, who, { channels: [] })
  if ('refused' in outcome) return quietly(lineOf(outcome.audit))
  const text = todayText(todayWords, outcome.done.matters, { now, zone: knowledge.school.zone })
  return tell(text, { effects: lineOf(outcome.audit) })
}
