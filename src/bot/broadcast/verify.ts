import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import { hasLeft } from '../../delivery/broadcast.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { firstLine, momentText } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { tell } from './say.ts'

/** The least that is compared: shorter words are a remark, not a copy. */
const leastCopy = 8

/** 验证 A07: what the records hold, and nothing else. A text that came along is compared with the record. */
export async function verify(context: Context, number: string, copy: string): Promise<Step> {
  const { turn, isGroup, knowledge, broadcastWords: words } = context
  const broadcast = await turn.read.broadcasts.broadcast(number)
  const quoted = turn.update.message.quoted ?? ''
  const given = bare(copy).length >= leastCopy ? copy : quoted
  if (!broadcast || !hasLeft(broadcast)) return tell(fill(words.verify.unknown, { number }))
  const verdict = verdictText(broadcast, { words, zone: knowledge.school.zone })
  if (bare(given).length < leastCopy) return tell([verdict, words.verify.compare].join('\n'))
  if (isCopyOf(given, broadcast.text)) return tell([verdict, words.verify.same].join('\n'))
  const original = isGroup ? [] : [fill(words.verify.original, { text: broadcast.text })]
  return tell([words.verify.forged, verdict, ...original].join('\n'))
}

/** What the records say of a broadcast that has left. */
export function verdictText(broadcast: Broadcast, { words, zone }: { words: BroadcastWords; zone: string }): string {
  const { number, sender, template, level, body, state, reason, correctedBy, startedAt } = broadcast
  const stands =
    state === 'recalled'
      ? fill(words.verify.recalled, { reason })
      : correctedBy === null
        ? words.verify.valid
        : fill(words.verify.corrected, { by: correctedBy })
  return fill(words.verify.genuine, {
    number,
    sender: sender.name,
    office: sender.office,
    time: momentText(new Date(startedAt!), zone),
    template,
    level,
    line: firstLine(body),
    state: stands,
  })
}

const bare = (text: string) => text.normalize('NFKC').replace(/[\s\p{P}\p{S}]/gu, '')

/** Whether a text is the record or a part of it; a few words in front (a name, a time) may have come with the forwarding. */
export function isCopyOf(given: string, record: string): boolean {
  const [copy, original] = [bare(given), bare(record)]
  if (original.includes(copy)) return true
  const rest = copy.replace(original, '')
  return copy.includes(original) && rest.length <= 20 && !/\d{5}|http|www/i.test(rest)
}
