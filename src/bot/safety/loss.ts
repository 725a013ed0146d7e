import { may } from '../../office/rights.ts'
import { readingsOf } from '../../safety/learned.ts'
import type { SafetyLists } from '../../safety/lists.ts'
import type { Context, Watcher } from '../context.ts'
import { toPerson } from './care.ts'
import { isActedOn } from './worry.ts'

const hour = 3_600_000

/** Whether somebody's own words tell that money, a code or an account has gone to a swindler. */
export function hasMoneyGone({ safety, turn, text }: Context): boolean {
  return !turn.update.timer && !turn.update.message.isForwarded && tellsLoss(safety, text)
}

/** Whether a text tells, in the first person, that money, a code or an account has gone to a swindler. */
export function tellsLoss({ model }: SafetyLists, text: string): boolean {
  return readingsOf(text, model.syllables).some(({ traits }) => model.fraud.odds(traits).lost > model.thresholds.lost)
}

/**
 * Where money has gone every minute counts: the number to call comes before whatever else is said, in private, once an hour, in conversations too. Left out where
 * the answer itself begins with it.
 */
export const lossFirst: Watcher = context => {
  const { turn, addressed, caseWords } = context
  const passed = turn.now.getTime() - (turn.session.lossAt ?? Number.NEGATIVE_INFINITY)
  if (!addressed || (passed >= 0 && passed < hour) || may(turn.who, 'see-cases')) return null
  // Somebody in danger hears what to do about that, and no more.
  if (context.crisis && isActedOn(context, context.crisis)) return null
  if (!hasMoneyGone(context)) return null
  const { chat, person } = turn.update
  const home = chat.kind === 'private' ? chat : person.privateChat
  if (!home) return null
  return {
    effects: [],
    first: { effects: [toPerson(caseWords.check.moved, home)], unless: caseWords.check.movedSaid },
    session: { lossAt: turn.now.getTime() },
  }
}
