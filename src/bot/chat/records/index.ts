import { isWithin } from '../../../core/roster.ts'
import { recordFlows } from '../../../office/desk/records.ts'
import { askRecords } from '../../../office/desk/records-asked.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Middleware } from '../../context.ts'
import { activeFrame } from '../../flow/conversation.ts'
import { privatelySoon } from '../../flow/private.ts'
import { recordRulesOf } from '../../office.ts'
import { toldOutcome } from '../told.ts'
import { askedRecords, mayAskRecords, type RecordHearing } from './heard.ts'

/** Longer messages hold more than such a question. */
const longest = 40

/** `班会记录`, `4班开过班会没`, `上周的走访`, `还有哪些班没开班会`: what staff wrote down, for staff and in private. */
export const recordsAsked: Middleware = context => {
  const { turn, addressed, text } = context
  if (turn.update.timer || !addressed || text.length > longest) return null
  if (!may(turn.who, 'see-records') || activeFrame(context)) return null
  const rules = recordRulesOf(context)
  const { zone } = context.knowledge.school
  const { audience } = context.rosterWords
  const hearing = { words: rules.said, audience, flows: recordFlows(rules), now: turn.now, zone }
  return mayAskRecords(text, hearing) ? asked(context, hearing) : null
}

/** What it asks, by the names of the classes: of two that are called the same, one's own. Null when it asks something else after all. */
async function asked(context: Context, hearing: RecordHearing) {
  const { turn, text } = context
  const classes = await turn.read.roster.classes([{ of: 'school' }])
  const own = classes.filter(one => turn.who.scope.some(part => isWithin({ of: 'class', ...one }, part)))
  const wanted = askedRecords(text, hearing, own) ?? askedRecords(text, hearing, classes)
  if (!wanted) return null
  return privatelySoon(context, async inside => {
    const { read, now, draw, who } = inside.turn
    const outcome = await askRecords({ read, now, draw, rules: recordRulesOf(inside) }, who, wanted)
    return toldOutcome(inside, outcome, { choices: 'done' in outcome ? outcome.done.choices : [] })
  })
}
