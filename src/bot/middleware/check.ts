import { fill } from '../../content/words.ts'
import { type Awaitable, andThen } from '../../core/awaitable.ts'
import { lossFlow } from '../../core/cards/card.ts'
import type { Care } from '../../core/case.ts'
import type { Shown } from '../../core/update.ts'
import { thresholds, understand } from '../../knowledge/understanding/understand.ts'
import type { Alarm } from '../../safety/alarm.ts'
import { alikeLinks } from '../../safety/link.ts'
import { detectScam } from '../../safety/scam.ts'
import { type Context, type Decided, type Middleware, say } from '../context.ts'
import { privatelySoon } from '../flow/private.ts'
import { adviceOn } from '../safety/card.ts'
import { careOf } from '../safety/care.ts'
import { judgedText } from '../safety/scam.ts'
import { codesIn, hasMoved, isDoubted, shownIn, shownNow, shownText, withoutAsk } from '../safety/shown.ts'

/** Shorter than this, what comes next is a thank-you and not what was to be looked at. */
const least = 8
/** What is passed on is longer than what people tell in their own words. */
const ownLength = 30

/** What is to be looked at, and how one came to it. */
interface Wanted {
  /** The texts in question, each judged for itself, without the words that ask to look at them; none when nothing can be read. */
  texts: string[]
  /** What QR codes in the pictures say. */
  codes: string[]
  /** The person's own words beside it. */
  own: string
  /** Whether it was asked for; else only what is suspicious is spoken of. */
  isAsked: boolean
}

/**
 * `帮我看看这个`, with what was forwarded, quoted, written behind it or comes next, a short doubt beside something shown (`这是真的吗`), or a
 * message that plainly passes on something suspicious: the signs in it, what they may mean, and what to do now. Never a verdict, and out of a
 * group only in private. Questions go on to the knowledge.
 */
export const check: Middleware = context => {
  const { turn, addressed } = context
  if (!addressed || turn.update.timer) return null
  const wanted = wantedIn(context)
  if (!wanted || (wanted.texts.length === 0 && !wanted.isAsked)) return null
  if (context.isGroup && !turn.update.person.privateChat) return pointer(context, wanted)
  return privatelySoon(context, inside => (wanted.texts.length === 0 ? asking(inside, wanted) : looked(inside, wanted)))
}

function wantedIn(context: Context): Wanted | null {
  const { turn, text } = context
  const { message } = turn.update
  const rest = withoutAsk(context)
  if (rest === null) return isDoubted(context) ? wantedOf(shownIn(message), { own: text }) : passedOn(context)
  const wanted = wantedOf(rest === '' ? shownIn(message) : shownNow(message), { own: rest, besides: rest })
  // With nothing else to look at, it may be a message that only goes by the bot's name.
  return wanted.texts.length === 0 && message.quoted ? { ...wanted, texts: [message.quoted] } : wanted
}

function wantedOf(shown: Shown | null, { own, besides = '' }: { own: string; besides?: string }): Wanted {
  const texts = [shown ? shownText(shown) : '', besides].filter(t => t !== '')
  return { texts, codes: shown ? codesIn(shown) : [], own, isAsked: true }
}

/** What is to be looked at in a message that does not ask for it: what was forwarded, was asked for, or may be suspicious by itself. */
function passedOn(context: Context): Wanted | null {
  const { turn, isGroup, text, safety } = context
  const { message } = turn.update
  const all = judgedText(message).trim()
  const codes = codesIn({ images: message.images })
  const wanted = { texts: all === '' ? [] : [all], codes, own: text, isAsked: true }
  if (isGroup) {
    const isSuspicious = message.isForwarded && detectScam(safety, all)?.grade === 'high'
    return isSuspicious ? { ...wanted, own: '' } : null
  }
  if (message.isForwarded) return { ...wanted, own: '' }
  if (isAwaited(context)) {
    if (message.quoted !== undefined && !message.repliesToBot) return wantedOf(shownNow(message), { own: text })
    if (message.images.length > 0 || (text.length >= least && !isQuestion(context))) return wanted
  }
  return { ...wanted, isAsked: text === '' && codes.length > 0 }
}

function isAwaited({ turn, caseWords }: Context): boolean {
  const asked = turn.memory.checkAskedAt
  const passed = turn.now.getTime() - (asked ?? 0)
  return asked !== null && passed >= 0 && passed < caseWords.check.waitMinutes * 60_000
}

/** A question about leaving, which the knowledge answers with at least so much confidence. */
function isQuestion({ knowledge, text }: Context, bar: number = thresholds.answer): boolean {
  const { outcome, asks, concepts, candidates } = understand(knowledge, text)
  return outcome === 'answer' && asks && concepts > 0 && candidates[0]!.score >= bar
}

/** What a group hears where the person cannot be written to: where to go on, and 110 first if money may have gone. What was shown waits there. */
function pointer(context: Context, { own }: Wanted): Decided {
  const there = fill(context.knowledge.phrases.flow.toPrivateSelf, { start: context.caseWords.check.asks[0]! })
  return say([...urgent(context, own), there].join('\n'))
}

/** Asks for what is to be looked at, or says that a picture held nothing to read. */
function asking(context: Context, { own }: Wanted): Decided {
  const { turn, caseWords } = context
  const { images = [], quotedImages = [] } = shownIn(turn.update.message) ?? {}
  const { nothingToSee, send } = caseWords.check
  const decided = say(
    [...urgent(context, own), images.length + quotedImages.length > 0 ? nothingToSee : send].join('\n'),
  )
  return { ...decided, memory: { checkAskedAt: turn.now.getTime() } }
}

/** What comes before all else when the person's own words tell that money may have gone. */
const urgent = (context: Context, own: string) => (hasMoved(context, own) ? [context.caseWords.check.moved] : [])

function looked(context: Context, { texts, codes, own, isAsked }: Wanted): Awaitable<Decided | null> {
  const found = gravestIn(context, texts) ?? (isAsked ? alikeLinks(context.safety, texts.join('\n')) : null)
  if (!isAsked && !(found?.grade === 'high' && isPassedOn(context))) return null
  // Asked "帮我看看这个，交体检费正常吗": a question, and the knowledge has the answer. Beside something shown it must be quite sure.
  const bar = texts[0] === own ? thresholds.answer : thresholds.keyword
  const isElse = isAsked && !found && own !== '' && !hasMoved(context, own)
  if (isElse && isQuestion({ ...context, text: own }, bar)) return null
  return andThen(careOf(context), care => answered(context, { own, codes, found, counselor: namedIn(context, care) }))
}

/** What is most alarming in any of the texts. */
function gravestIn({ safety }: Context, texts: readonly string[]): Alarm | null {
  const found = texts.flatMap(text => detectScam(safety, text) ?? [])
  return found.sort((a, b) => b.score - a.score)[0] ?? null
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
  { own, codes, found, counselor }: Pick<Wanted, 'own' | 'codes'> & { found: Alarm | null; counselor: string },
): Decided {
  const { turn, caseWords, flows } = context
  const words = caseWords.check
  const read = codes.map(code => fill(words.code, { code: code.slice(0, 200) }))
  const start = flows.current.get(lossFlow)?.starts[0]
  const body = found
    ? fill(words.found, {
        type: found.type,
        signals: found.signals.map(quote => fill(words.signal, { quote })).join('\n'),
        advice: adviceOn(caseWords, found.type),
        counselor,
      })
    : fill(words.none, { counselor })
  const lines = [...urgent(context, own), ...read, body, ...(start ? [fill(words.flow, { start })] : [])]
  const choices = start ? [{ value: start, label: start }] : []
  return {
    effects: [{ do: 'say', toPerson: true, saying: { text: lines.join('\n'), choices, images: [], rateable: false } }],
    verdict: { outcome: found ? 'alarm' : 'answer', entry: null, score: found?.score ?? 0, candidates: [] },
    session: { pending: null },
    ...(turn.memory.checkAskedAt === null ? {} : { memory: { checkAskedAt: null } }),
  }
}
