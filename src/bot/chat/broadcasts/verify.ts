import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { onOneLine } from '../../../core/text/harmless.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { type Comparison, compare } from '../../../office/broadcasts/compare.ts'
import { firstLine } from '../../../office/broadcasts/letter.ts'
import { receivedAs } from '../../../office/broadcasts/received.ts'
import { hasLeft } from '../../../office/broadcasts/states.ts'
import type { BroadcastWords } from '../../../office/broadcasts/words.ts'
import { minuteText } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { tell } from '../told.ts'
import type { Doubt } from './doubt.ts'
import { inert } from './inert.ts'

/** The least that is compared: shorter words are a remark, not a copy. */
const leastCopy = 8
/** One's own words beside what one shows are no longer. */
const longestRemark = 30
/** Of differences so many are shown. */
const mostShown = 4
/** A copy that shares less than this with the record is another text. */
const leastShare = 0.5

/** 验证 A07: what the records hold, and nothing else. A text that came along is compared with the record. */
export async function verifyBroadcast(context: Context, doubt: Doubt): Promise<Decided> {
  const { turn, isGroup, knowledge, broadcastWords: words } = context
  const broadcast = doubt.number === null ? null : await turn.read.broadcasts.broadcast(doubt.number)
  // One that has not left is as unknown as one that never was.
  if (!broadcast || !hasLeft(broadcast))
    return tell(fill(words.verify.unknown, { said: inert(doubt.number ?? doubt.said) }))
  const { number } = broadcast
  const verdict = verdictText(broadcast, { words, zone: knowledge.school.zone, now: turn.now })
  const copies = copiesIn(doubt.rest, turn.update.message.quoted ?? '', words)
  const newest = await newestText(context, broadcast)
  if (copies.length === 0)
    return tell(lines(verdict, newest, newest === null ? fill(words.verify.compare, { number }) : null))
  const found = worstOf(copies.map(copy => compare(copy, receivedAs(copy, broadcast, { words, ground: context }))))
  const isGood = found.is === 'same'
  const says = saysOf(found, { broadcast, words, isGroup })
  const isOver = newest !== null || broadcast.state === 'recalled'
  // What holds no more is not handed out again.
  const original = isGroup
    ? fill(words.verify.privately, { number })
    : fill(words.verify.original, { text: broadcast.text })
  const rest = isGood || isOver ? null : original
  return tell(isGood || found.is === 'part' ? lines(verdict, says, newest, rest) : lines(says, verdict, newest, rest))
}

const lines = (...said: (string | null)[]) => said.filter(line => line !== null).join('\n')

/** The texts that somebody wants compared: what they quote, and what they wrote behind the number unless that is a remark of their own. */
function copiesIn(rest: string, quoted: string, words: BroadcastWords): string[] {
  const isLong = (text: string) => bareWords(text).length >= leastCopy || /[0-9a-z]{4}/i.test(text.normalize('NFKC'))
  return [...(isRemark(rest, words) ? [] : [rest]), quoted].filter(isLong)
}

/** Whether a few words only ask: no number in any writing, and nothing about whom to write to or pay. */
function isRemark(rest: string, { verifying: { doubts, contacts } }: BroadcastWords): boolean {
  const asks = doubts.some(doubt => rest.includes(doubt)) || /[?？吗]/.test(rest)
  const isBare = !/[0-9a-z]|[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{3}/i.test(rest.normalize('NFKC'))
  return rest.length <= longestRemark && asks && isBare && !contacts.some(word => rest.includes(word))
}

const rank = { same: 0, part: 1, different: 2 } as const
const worstOf = (found: readonly Comparison[]): Comparison =>
  found.toSorted((a, b) => rank[b.is] - rank[a.is] || a.share - b.share)[0]!

/** What a comparison comes to, in words. A group hears that there is a difference, and not what it says. */
function saysOf(
  found: Comparison,
  {
    broadcast: { state, correctedBy },
    words,
    isGroup,
  }: { broadcast: Broadcast; words: BroadcastWords; isGroup: boolean },
): string {
  const { verify } = words
  const isOver = state === 'recalled' || correctedBy !== null
  if (found.is === 'same') return isOver ? verify.sameButOver : verify.same
  if (found.is === 'part') return verify.fragment
  const quoted = (texts: readonly string[], show: (text: string) => string) => {
    const shown = texts.slice(0, mostShown).map(text => fill(verify.quote, { text: show(text) }))
    const more = texts.length > mostShown ? [fill(verify.more, { count: texts.length })] : []
    return [...shown, ...more].join('')
  }
  const added = quoted(found.added, inert)
  if (found.isWrapped && found.added.every(text => isForwarding(text, words)))
    return lines(verify.wrapped, isGroup ? null : fill(verify.added, { added }))
  if (isGroup) return lines(verify.different, verify.advice)
  if (found.share < leastShare) return lines(verify.other, fill(verify.added, { added }), verify.advice)
  return lines(
    verify.different,
    found.added.length > 0 ? fill(verify.added, { added }) : null,
    found.missing.length > 0 ? fill(verify.missing, { missing: quoted(found.missing, cut) }) : null,
    verify.advice,
  )
}

const cut = (text: string) => [...onOneLine(text)].slice(0, 60).join('')

/** Whether added words only come with forwarding (`转发：`, a name): nothing that could be an address, a number or a demand. */
function isForwarding(text: string, { verifying: { forwarding, never } }: BroadcastWords): boolean {
  let rest = bareWords(text)
  for (const word of [...forwarding].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(bareWords(word), '')
  return /^\p{Script=Han}{0,6}$/u.test(rest) && !never.some(word => rest.includes(word))
}

/** The text of what stands in the place of a broadcast that was corrected; null for one that holds itself, and in a group. */
async function newestText({ turn, isGroup, broadcastWords: words }: Context, old: Broadcast): Promise<string | null> {
  const seen = new Set([old.number])
  let newest = old
  while (newest.correctedBy !== null && !seen.has(newest.correctedBy)) {
    seen.add(newest.correctedBy)
    const next = await turn.read.broadcasts.broadcast(newest.correctedBy)
    if (!next || !hasLeft(next)) break
    newest = next
  }
  if (newest === old || newest.state === 'recalled' || isGroup) return null
  return fill(words.verify.newest, { number: newest.number, text: newest.text })
}

/** What the records say of a broadcast that has left. */
export function verdictText(
  broadcast: Broadcast,
  { words, zone, now }: { words: BroadcastWords; zone: string; now: Date },
): string {
  const { number, sender, template, level, body, startedAt } = broadcast
  return fill(words.verify.genuine, {
    number,
    sender: sender.name,
    office: sender.office,
    time: minuteText(startedAt!, zone),
    template,
    level,
    line: firstLine(body),
    state: standing(broadcast, { words, zone, now }),
  })
}

function standing(
  { state, reason, correctedBy, closesAt }: Broadcast,
  { words: { verify }, zone, now }: { words: BroadcastWords; zone: string; now: Date },
): string {
  if (state === 'recalled') return fill(verify.recalled, { reason })
  if (correctedBy !== null) return fill(verify.corrected, { by: correctedBy })
  if (closesAt !== null && closesAt < now.getTime()) return fill(verify.closed, { until: minuteText(closesAt, zone) })
  return verify.valid
}
