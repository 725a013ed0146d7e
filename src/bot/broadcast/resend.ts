import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import { confirmedOf, sumOf } from '../../delivery/broadcast.ts'
import { awake } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { timeText } from './release.ts'
import { audit, refuse, tell } from './say.ts'

/** 重发 A07: once more to those who have not confirmed; not too soon, not too often, and not at night unless it is 紧急. */
export async function resend(context: Context, broadcast: Broadcast): Promise<Step> {
  const { turn, broadcastWords: words, knowledge } = context
  const { number, level, state, resends, lastRoundAt } = broadcast
  const now = turn.now.getTime()
  if (state === 'recalled') return tell(fill(words.problems.ended, { number, state: words.states.recalled }))
  if (resends >= words.resendMost)
    return refuse(context, fill(words.problems.resendMost, { number, most: words.resendMost }), `resend ${number}`)
  if (now - (lastRoundAt ?? 0) < words.resendEveryMinutes * 60_000)
    return tell(fill(words.problems.resendSoon, { minutes: words.resendEveryMinutes }))
  const tally = sumOf(await turn.read.broadcasts.tally(number, [{ of: 'school' }]))
  const count = tally.people - confirmedOf(tally)
  if (count === 0) return tell(words.problems.resendNobody)
  const due = awake(level, now, { words, zone: knowledge.school.zone })
  return tell(fill(words.resent, { number, count, time: timeText(context, { due }) }), {
    effects: [{ do: 'resend-broadcast', number, due }, audit('broadcast-resent', `${number} to ${count}`)],
  })
}
