import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { saying } from '../../../core/delivery.ts'
import type { Effect } from '../../../core/turn.ts'
import { confirmLink } from '../../../office/broadcasts/link.ts'
import { confirmedOf } from '../../../office/broadcasts/states.ts'
import type { Context, Decided } from '../../context.ts'
import { unknownVerdict } from '../../context.ts'
import { tell } from '../told.ts'

/** The most classes whose texts are handed out at once. */
const mostClasses = 5

const dayMs = 86_400_000

/** 转发 A07 [班级]: a text to copy and a QR picture for groups that no bot may enter, one for each class that is not reached whole. */
export async function relay(context: Context, broadcast: Broadcast, named: string): Promise<Decided> {
  const { turn, broadcastWords: words } = context
  const { number } = broadcast
  const all = await turn.read.broadcasts.tally(number, turn.who.scope)
  const wanted = all.filter(c =>
    named === '' ? c.unreachable + c.failed > 0 : `${c.college}${c.name}`.includes(named),
  )
  const open = wanted.filter(c => named !== '' || confirmedOf(c) < c.people)
  if (open.length === 0) return tell(fill(words.relayNone, { number }))
  const until = (broadcast.startedAt ?? turn.now.getTime()) + words.openDays * dayMs
  const effects = open.slice(0, mostClasses).flatMap(({ college, name, people, unreachable, failed }): Effect[] => {
    const link = confirmLink({ for: 'class', broadcast: number, college, name, until }, context)
    const head = fill(words.relayHead, { class: name || college, people, unreachable: unreachable + failed })
    const text = link === null ? broadcast.text : fill(words.relayText, { text: broadcast.text, link })
    // The picture is asked for by its path; the address in front of it is for people.
    const url = link === null ? null : `${link.slice(context.publicUrl!.length)}/qr.png`
    const images = url === null ? [] : [{ url, alt: fill(words.relayAlt, { number, class: name || college }) }]
    return [
      { do: 'say', toPerson: true, saying: saying(head) },
      { do: 'say', toPerson: true, saying: saying(text, [], images) },
    ]
  })
  const more = open.length - mostClasses
  const after = [
    ...(context.publicUrl === null || context.secret === null ? [fill(words.problems.noRelayLink, { number })] : []),
    ...(more > 0 ? [fill(words.relayMore, { count: more, number })] : []),
  ]
  return {
    effects: [...effects, ...after.map(text => ({ do: 'say' as const, toPerson: true, saying: saying(text) }))],
    verdict: unknownVerdict,
  }
}
