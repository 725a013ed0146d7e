import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Context, Step } from '../context.ts'
import { timeText } from './release.ts'
import { audit, refuse, saying, tell } from './say.ts'

/** 批准 A07: lets an urgent broadcast leave. Never by the one who wrote it. */
export function approve(context: Context, broadcast: Broadcast): Step {
  const { turn, broadcastWords: words } = context
  const { number, sender } = broadcast
  const wrong = notToDecide(context, broadcast)
  if (wrong) return wrong
  const time = timeText(context, broadcast)
  const told = saying(fill(words.approvedTell, { name: turn.who.name, number, time }))
  return tell(fill(words.approved, { number, time }), {
    effects: [
      { do: 'approve-broadcast', number, by: turn.who.number! },
      { do: 'write-to', key: `broadcast:${number}:approved`, numbers: [sender.number], saying: told },
      audit('broadcast-approved', number),
    ],
  })
}

/** 驳回 A07 …: it never leaves. */
export function turnDown(context: Context, broadcast: Broadcast, reason: string): Step {
  const { turn, broadcastWords: words } = context
  const { number, sender } = broadcast
  const wrong = notToDecide(context, broadcast)
  if (wrong) return wrong
  const why = reason === '' ? words.noReason : reason
  const told = saying(fill(words.refusedTell, { name: turn.who.name, number, reason: why }))
  return tell(fill(words.refused, { number }), {
    effects: [
      { do: 'end-broadcast', number, as: 'refused', reason },
      { do: 'write-to', key: `broadcast:${number}:refused`, numbers: [sender.number], saying: told },
      audit('broadcast-turned-down', number),
    ],
  })
}

function notToDecide(context: Context, { number, state, sender }: Broadcast): Step | null {
  const { problems } = context.broadcastWords
  if (state !== 'waiting') return tell(fill(problems.notWaiting, { number }))
  if (sender.number === context.turn.who.number) return refuse(context, problems.ownApproval, `approve own ${number}`)
  return null
}
