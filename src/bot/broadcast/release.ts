import { fill } from '../../content/words.ts'
import type { Broadcast, BroadcastDraft } from '../../core/broadcast.ts'
import type { Saying } from '../../core/delivery.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { momentText } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { draftedBroadcast, preview } from './preview.ts'
import { audit, covers, refuse, saying, tell, writing } from './say.ts'

/** A minute between the preview and the word to send is no reason to ask for the time again. */
const grace = 60_000

/** 发布 below the preview: it is on its way, or waits for a second person. */
export async function release(context: Context, draft: BroadcastDraft): Promise<Step> {
  const { turn, knowledge, broadcastWords: words } = context
  const { now, who } = turn
  const broadcast = await draftedBroadcast(context, draft)
  if (!covers(who, 'broadcast', broadcast))
    return writing(
      refuse(context, fill(words.problems.noRightTo, { act: words.actions.publish }), broadcast.number),
      null,
    )
  if (draft.due !== 'now' && draft.due! < now.getTime() - grace) {
    const time = momentText(new Date(draft.due!), knowledge.school.zone)
    const { due: _, ...rest } = draft
    const effects = [audit('broadcast-refused', `past time ${broadcast.number}`)]
    return writing(tell(fill(words.problems.past, { time }), { effects }), { ...rest, asking: 'time' })
  }
  // What was shown is what leaves, also when the audience is empty by now.
  const { people } = await turn.read.broadcasts.reckon(broadcast.audience)
  if (people === 0) return preview(context, draft)
  const shown = await turn.read.broadcasts.broadcast(broadcast.number)
  const exact = { ...broadcast, text: shown?.text ?? broadcast.text }
  return writing(broadcast.level === '紧急' ? await askSecond(context, exact, people) : send(context, exact), null)
}

function send(context: Context, broadcast: Broadcast): Step {
  const { turn, broadcastWords: words } = context
  const { number } = broadcast
  return tell(fill(words.published, { number, time: timeText(context, broadcast) }), {
    effects: [
      { do: 'save-broadcast', broadcast },
      { do: 'approve-broadcast', number, by: turn.who.number! },
      audit('broadcast-published', `${number} ${broadcast.level}`),
    ],
  })
}

/** Asks everybody who may approve it and can be written to. */
async function askSecond(context: Context, broadcast: Broadcast, people: number): Promise<Step> {
  const { turn, broadcastWords: words } = context
  const { number, sender } = broadcast
  const others = (await turn.read.broadcasts.staff(sender.number)).filter(
    person => person.hasHome && covers(person, 'approve-urgent', broadcast),
  )
  const asking = approvalAsked(broadcast, people, words)
  const names = others.map(p => p.name).join('、')
  const told =
    others.length > 0
      ? fill(words.waiting, { number, count: others.length, names })
      : fill(words.waitingNobody, { number })
  return tell(told, {
    effects: [
      { do: 'save-broadcast', broadcast: { ...broadcast, state: 'waiting' } },
      { do: 'write-to', key: `broadcast:${number}:ask`, numbers: others.map(p => p.number), saying: asking },
      audit('broadcast-published', `${number} ${broadcast.level} waits for a second person`),
    ],
  })
}

/** The question to a second person, with the whole text and two buttons. */
export function approvalAsked(broadcast: Broadcast, people: number, words: BroadcastWords): Saying {
  const { number, sender, text, audienceWords: audience } = broadcast
  return saying(fill(words.approveAsk, { office: sender.office, sender: sender.name, text, audience, people }), [
    { value: `${words.commands.approve} ${number}`, label: fill(words.approveButton, { number }) },
    { value: `${words.commands.refuse} ${number}`, label: fill(words.refuseButton, { number }) },
  ])
}

/** When it leaves, in words. */
export function timeText({ turn, knowledge, broadcastWords: words }: Context, { due }: Pick<Broadcast, 'due'>): string {
  if (due <= turn.now.getTime()) return words.leavesNow
  return fill(words.leavesAt, { time: momentText(new Date(due), knowledge.school.zone) })
}
