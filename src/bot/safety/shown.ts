import { unspaced } from '../../content/normalize.ts'
import { withinLength } from '../../core/text/length.ts'
import type { Message, Shown, Update } from '../../core/update.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { CaseWords } from '../../office/cases/words.ts'
import type { SafetyLists } from '../../safety/lists.ts'
import { tellsLoss } from './loss.ts'

/** What is read of a turn to tell what somebody wants looked at. */
interface Asking {
  turn: { update: Update }
  caseWords: CaseWords
  safety: SafetyLists
  /** The message without the bot's name. */
  text: string
}

/** A doubt is said in so many characters at most; whoever writes more tells a story, which is read as one. */
const longestDoubt = 25
const codeTo = 500

/** What a message shows that its writer did not say: what it quotes of others, and pictures; null for nothing. What the bot said is not shown to it. */
export function shownNow({ images, quoted, quotedImages = [], repliesToBot }: Message): Shown | null {
  if (quoted !== undefined && !repliesToBot) return { images, quoted, quotedImages }
  return images.length + quotedImages.length > 0 ? { images, quotedImages } : null
}

/** What a message shows or, where it shows nothing, what the same person showed before; null when there is neither. */
export const shownIn = (message: Message): Shown | null => shownNow(message) ?? message.shownBefore ?? null

/** What of it can be judged: its words, and what the QR codes in its pictures say; empty when nothing can. */
export function shownText(shown: Shown): string {
  return [withinLength(shown.quoted ?? ''), ...codesIn(shown)].filter(text => text !== '').join('\n')
}

/** What the QR codes in the pictures say. */
export function codesIn({ images, quotedImages = [] }: Shown): string[] {
  return [...images, ...quotedImages].flatMap(({ code }) => (code ? [code.slice(0, codeTo)] : []))
}

/** Whether one's own words tell that money or a code has already gone. */
export const hasMoved = ({ caseWords, safety }: Pick<Asking, 'caseWords' | 'safety'>, own: string) =>
  caseWords.check.moneyMoved.some(word => own.includes(word)) || tellsLoss(safety, own)

/**
 * Whether a message asks to look at what it shows: in a few words it doubts it (`这是真的吗`, `靠谱吗`), it says that money has gone, or it is
 * a quote with nothing beside it. Without anything shown it never does. What was forwarded is not the words of whoever forwards.
 */
export function isDoubted(asking: Asking): boolean {
  const { turn, caseWords, text } = asking
  const { message } = turn.update
  if (!shownIn(message) || (message.isForwarded && message.quoted === undefined)) return false
  const said = unspaced(text)
  if (/^[?!.。…]*$/.test(said)) return isReadable(shownNow(message))
  const isShort = said.length <= longestDoubt
  return hasMoved(asking, text) || (isShort && caseWords.check.doubts.some(stem => said.includes(stem)))
}

/** Whether something is quoted, or a picture holds a code. */
const isReadable = (shown: Shown | null) => shown !== null && (shown.quoted !== undefined || codesIn(shown).length > 0)

/** Whether a message asks to look at what it quotes of somebody else: that is an answer to nothing, whatever conversation runs. */
export function asksOfQuote(asking: Asking): boolean {
  const { quoted, repliesToBot } = asking.turn.update.message
  if (quoted === undefined || repliesToBot) return false
  return isDoubted(asking) || withoutAsk(asking) !== null
}

const around = '[\\s,，:：。、!！?？~～吧呀啊]'
const before = new RegExp(`^${around}+`)

/** The message without the words that ask to look at something (`帮我看看这个`); null when it does not ask. */
export function withoutAsk({ caseWords, text }: Pick<Asking, 'caseWords' | 'text'>): string | null {
  const bare = bareWords(text)
  const asks = caseWords.check.asks
  if (asks.some(ask => bareWords(ask) === bare)) return ''
  const longest = [...asks].sort((a, b) => b.length - a.length)
  const head = longest.find(ask => text.startsWith(ask) && before.test(text.slice(ask.length)))
  if (head) return text.slice(head.length).replace(before, '')
  const trimmed = text.replace(/[\s。!！?？~～吧呀啊]+$/, '')
  const tail = longest.find(ask => trimmed.endsWith(ask) && /[\s,，:：。、!！?？]$/.test(trimmed.slice(0, -ask.length)))
  return tail ? trimmed.slice(0, -tail.length).trim() : null
}
