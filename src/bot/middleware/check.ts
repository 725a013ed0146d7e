import { fill } from '../../content/words.ts'
import type { Care } from '../../core/case.ts'
import { type Soon, soon } from '../../core/soon.ts'
import { thresholds, understand } from '../../knowledge/match.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Alarm } from '../../safety/alarm.ts'
import { alikeLinks } from '../../safety/link.ts'
import { detectScam } from '../../safety/scam.ts'
import { adviceOn } from '../case/card.ts'
import { careOf } from '../case/care.ts'
import { judgedText } from '../case/scam.ts'
import { type Context, type Middleware, type Step, say } from '../context.ts'
import { privatelySoon } from '../flow/private.ts'

/** Shorter than this, what comes next is a thank-you and not what was to be looked at. */
const least = 8
/** What is passed on is longer than what people tell in their own words. */
const ownLength = 30

/** What is to be looked at, and how one came to it. */
interface Wanted {
  /** The message in question, without the words that ask to look at it. */
  text: string
  /** The person's own words beside it. */
  own: string
  /** Whether it was asked for; else only what is suspicious is spoken of. */
  isAsked: boolean
}

/**
 * `帮我看看这个`, with what was forwarded, quoted, written behind it or comes next, or a message that plainly passes on something
 * suspicious: the signs in it, what they may mean, and what to do now. Never a verdict. Questions go on to the knowledge.
 */
export const check: Middleware = context => {
  const { turn, addressed } = context
  if (!addressed || turn.update.timer) return null
  const wanted = wantedIn(context)
  if (!wanted) return null
  if (wanted.text === '') return wanted.isAsked ? asking(context) : null
  return privatelySoon(context, context.caseWords.check.asks[0]!, inside => looked(inside, wanted))
}

function wantedIn(context: Context): Wanted | null {
  const { turn, isGroup, text } = context
  const { message } = turn.update
  const codes = message.images.flatMap(i => (i.code ? [i.code] : [])).join('\n')
  const rest = withoutAsk(context)
  const shown = [message.quoted ?? '', codes].filter(t => t !== '')
  if (rest !== null) return { text: [...shown, rest].filter(t => t !== '').join('\n'), own: rest, isAsked: true }
  if (isGroup) return null
  const all = judgedText(message).trim()
  if (message.isForwarded) return { text: all, own: '', isAsked: true }
  const isSomething = message.images.length > 0 || (text.length >= least && !isQuestion(context))
  if (isAwaited(context) && isSomething) return { text: all, own: text, isAsked: true }
  if (codes !== '') return { text: all, own: text, isAsked: text === '' }
  return { text: all, own: text, isAsked: false }
}

/** The message without the words that ask to look at something; null when it does not ask. */
export function withoutAsk({ caseWords, text }: Context): string | null {
  const bare = bareWords(text)
  const asks = caseWords.check.asks
  if (asks.some(ask => bareWords(ask) === bare)) return ''
  const longest = [...asks].sort((a, b) => b.length - a.length)
  const head = longest.find(
    ask => text.startsWith(ask) && /^[\s,，:：。、!！?？~～吧呀啊]/.test(text.slice(ask.length)),
  )
  if (head) return text.slice(head.length).replace(/^[\s,，:：。、!！?？~～吧呀啊]+/, '')
  const trimmed = text.replace(/[\s。!！?？~～吧呀啊]+$/, '')
  const tail = longest.find(ask => trimmed.endsWith(ask) && /[\s,，:：。、!！?？]$/.test(trimmed.slice(0, -ask.length)))
  return tail ? trimmed.slice(0, -tail.length).trim() : null
}

function isAwaited({ turn, caseWords }: Context): boolean {
  const asked = turn.session.checkAskedAt
  const passed = turn.now.getTime() - (asked ?? 0)
  return asked !== null && passed >= 0 && passed < caseWords.check.waitMinutes * 60_000
}

/** A question about leaving, which the knowledge answers. */
function isQuestion({ knowledge, text }: Context): boolean {
  const { outcome, asks, concepts } = understand(knowledge, text)
  return outcome === 'answer' && asks && concepts > 0
}

/** Asks for what is to be looked at, or says that a picture held nothing to read. */
function asking({ turn, caseWords: { check: words } }: Context): Step {
  const hasPicture = turn.update.message.images.length > 0
  const step = say(hasPicture ? words.nothingToSee : words.send)
  return { ...step, session: { checkAskedAt: turn.now.getTime() } }
}

function looked(context: Context, { text, own, isAsked }: Wanted): Soon<Step | null> {
  const found = detectScam(context.safety, text) ?? (isAsked ? alikeLinks(context.safety, text) : null)
  if (!isAsked && !(found?.grade === 'high' && isPassedOn(context))) return null
  // Asked "帮我看看这个，交体检费正常吗": a question, and the knowledge has the answer.
  if (isAsked && !found && own !== '' && isQuestion({ ...context, text: own })) return null
  return soon(careOf(context), care => answered(context, { own, found, counselor: namedIn(context, care) }))
}

/** `（示例老师）`, or nothing while nobody is known. */
function namedIn({ caseWords }: Context, { caretakers }: Care): string {
  const name = caretakers.find(c => c.step === 0)?.name
  return name ? fill(caseWords.check.counselor, { name }) : ''
}

/** Whether a message without any asking passes on what somebody else wrote: no question of one's own that the knowledge answers. */
function isPassedOn({ knowledge, text, turn }: Context): boolean {
  if (text.length < 12 && turn.update.message.images.length === 0) return false
  const { outcome, asks, candidates } = understand(knowledge, text)
  // In so few words somebody tells of it in their own, and the entry on this kind of fraud says more.
  if (outcome === 'answer' && text.length <= ownLength) return false
  return !(outcome === 'answer' && asks && candidates[0]!.score >= thresholds.keyword)
}

function answered(
  context: Context,
  { own, found, counselor }: { own: string; found: Alarm | null; counselor: string },
): Step {
  const { turn, caseWords, flows } = context
  const words = caseWords.check
  const hasMoved = words.moneyMoved.some(word => own.includes(word))
  const codes = turn.update.message.images.flatMap(({ code }) =>
    code ? [fill(words.code, { code: code.slice(0, 200) })] : [],
  )
  const start = flows.current.get('scam')?.starts[0]
  const body = found
    ? fill(words.found, {
        type: found.type,
        signals: found.signals.map(quote => fill(words.signal, { quote })).join('\n'),
        advice: adviceOn(caseWords, found.type),
        counselor,
      })
    : fill(words.none, { counselor })
  const lines = [...(hasMoved ? [words.moved] : []), ...codes, body, ...(start ? [fill(words.flow, { start })] : [])]
  const choices = start ? [{ value: start, label: start }] : []
  return {
    effects: [{ do: 'say', toPerson: true, saying: { text: lines.join('\n'), choices, images: [], rateable: false } }],
    verdict: { outcome: found ? 'alarm' : 'answer', entry: null, score: found?.score ?? 0, candidates: [] },
    session: { pending: null, checkAskedAt: null },
  }
}
