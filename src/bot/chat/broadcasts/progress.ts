import { fill } from '../../../content/words.ts'
import type { Broadcast, Tally } from '../../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../../core/roster.ts'
import { refused } from '../../../office/broadcasts/ground.ts'
import { namesText } from '../../../office/broadcasts/letter.ts'
import { progressText } from '../../../office/broadcasts/says.ts'
import { confirmedOf, sumOf } from '../../../office/broadcasts/states.ts'
import type { BroadcastWords } from '../../../office/broadcasts/words.ts'
import { refusedProgress } from '../../../office/progress/ground.ts'
import { meansBorrowers } from '../../../office/progress/items.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Decided } from '../../context.ts'
import { privatelySoon } from '../../flow/private.ts'
import { progressRulesOf } from '../../office.ts'
import { tell, toldOutcome } from '../told.ts'
import { groundOf } from './say.ts'

/** The most classes listed in one message. */
const mostClasses = 12

/** 进度 A07: how many confirmed, by class. In private a monitor also hears who of the own class has not. */
export async function progress(context: Context, broadcast: Broadcast): Promise<Decided> {
  const { turn, isGroup, broadcastWords: words } = context
  const { who, read } = turn
  const { number } = broadcast
  const rules = progressRulesOf(context)
  if (meansBorrowers(broadcast, rules.flows)) {
    if (!may(who, 'see-loans')) return toldOutcome(context, refusedProgress({ rules }, 'noLoans', {}, number))
    // How many of a class have a loan is nobody else's business.
    if (isGroup) return (await privatelySoon(context, inside => progress(inside, broadcast)))!
  }
  const isMonitor = who.role === 'monitor'
  const scope: Unit[] = isMonitor ? (who.home ? [{ of: 'class', ...who.home }] : []) : [...who.scope]
  const classes = await read.broadcasts.tally(number, scope)
  const total = sumOf(classes)
  if (broadcast.startedAt !== null && total.people === 0)
    return toldOutcome(
      context,
      refused(groundOf(context), 'notYours', { act: words.actions.progress }, `progress ${number}`),
    )
  const names = isMonitor && !isGroup && who.home ? await openNames(context, broadcast, who.home) : []
  const text = [
    progressText(broadcast, total, words),
    ...(classes.length > 1 ? classLines(broadcast, classes, words) : []),
    ...(names.length > 0 ? [fill(words.progressNames, { names: namesText(names, words) })] : []),
  ].join('\n')
  return tell(text)
}

async function openNames({ turn }: Context, { number }: Broadcast, home: ClassRef): Promise<string[]> {
  return (await turn.read.broadcasts.unconfirmed(number, home)).map(p => p.name)
}

function classLines({ number }: Broadcast, classes: readonly (ClassRef & Tally)[], words: BroadcastWords): string[] {
  const lines = classes
    .slice(0, mostClasses)
    .map(c => fill(words.progressClass, { class: c.name || c.college, confirmed: confirmedOf(c), people: c.people }))
  const more = classes.length - lines.length
  return more > 0 ? [...lines, fill(words.progressMore, { count: more, number })] : lines
}
