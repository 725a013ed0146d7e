import { type Awaitable, andThen } from '../core/awaitable.ts'
import type { PersonMemory } from '../core/memory.ts'
import { withinLength } from '../core/text/length.ts'
import type { Decide, Decision, Effect, Turn } from '../core/turn.ts'
import { languageOf } from '../knowledge/english/language.ts'
import { knowledgeInEnglish } from '../knowledge/english/speak.ts'
import type { Knowledge } from '../knowledge/load.ts'
import { servedTo } from '../knowledge/served.ts'
import { schoolFor } from '../knowledge/values.ts'
import { sha256 } from '../office/people/code.ts'
import { may } from '../office/rights.ts'
import type { Danger } from '../safety/alarm.ts'
import { dangerIn, type Hearing } from '../safety/danger.ts'
import type { SafetyLists } from '../safety/lists.ts'
import { address } from './address.ts'
import { withOffers } from './chat/people/offer.ts'
import type { Content } from './content.ts'
import { type Context, type Decided, defaultLimits, type Setting, type Watched, type Watcher } from './context.ts'
import { openGathering } from './flow/answers/gather.ts'
import { asksToBeTold } from './middleware/awaited.ts'
import { heardNow } from './middleware/echo.ts'
import { withModelAsked } from './model/consent.ts'
import { stack, watchers } from './stack.ts'
import { talkNow } from './talk.ts'

/** Makes the function that decides what to say. `content` is asked for at each turn, so that a reload takes effect at once. */
export function makeDecide(content: () => Content, setting: Partial<Setting> = {}): Decide {
  const whole = settingOf(setting)
  return turn => decide(turn, content(), whole)
}

/** A whole setting: what is not given is as for a bot without pages and limits of its own. */
export function settingOf(setting: Partial<Setting>): Setting {
  return {
    limits: defaultLimits,
    publicUrl: null,
    deskUrl: null,
    oneTimeUrl: null,
    digest: sha256,
    hearsCrisis: true,
    secret: null,
    reach: null,
    model: null,
    ...setting,
  }
}

function decide(turn: Turn, content: Content, setting: Setting): Decision | Promise<Decision> {
  const context = contextOf(turn, content, setting)
  return andThen(watch(context), watched =>
    andThen(firstDecided(context), first =>
      andThen(withOffers(context, first), decided => decisionOf(context, withModelAsked(context, decided), watched)),
    ),
  )
}

/** What middlewares and watchers see of a turn. */
export function contextOf(turn: Turn, content: Content, setting: Setting): Context {
  const { addressed, text } = address(turn.update, content.knowledge.phrases)
  const isGroup = turn.update.chat.kind === 'group'
  // Answers to the steps of a conversation are no pieces of one thought, and short words mean what was asked.
  const frame = turn.memory.frames.findLast(f => f.chat === turn.update.chat.id)
  const isAnswering =
    frame !== undefined || (turn.session.awaitable !== null && asksToBeTold(content.editingWords, text))
  // Except where several messages are gathered for one.
  const isOneThought = !isAnswering || (frame !== undefined && openGathering(frame) !== null)
  const before = isOneThought ? (turn.update.message.earlier ?? []) : []
  const earlier = before.map(t => bare(t, content.knowledge.phrases.names))
  const crisis =
    setting.hearsCrisis && !turn.update.timer
      ? crisisIn(content.safety, text, { earlier, isOverheard: !addressed, isAnswer: isAnswering })
      : null
  const own = knowledgeFor(turn, content.knowledge)
  const words = spoken({ ...content, knowledge: own }, turn, text)
  return { ...content, turn, ...setting, crisis, isGroup, addressed, text, ...words }
}

/** What the bot knows and says, in the language of the message, or of what the person wrote last where a message is of none. */
function spoken(
  content: Content,
  { session, update }: Turn,
  text: string,
): Pick<Context, 'language' | 'knowledge' | 'caseWords'> {
  const { knowledge, caseWords, englishCaseWords } = content
  const own = knowledge.english && !update.timer ? languageOf(text, knowledge.english.words) : 'zh'
  if ((own ?? session.language) !== 'en') return { language: 'zh', knowledge, caseWords }
  return { language: 'en', knowledge: knowledgeInEnglish(knowledge), caseWords: englishCaseWords ?? caseWords }
}

/** What the bot knows, as it is for whoever asks: their values of the school, and what is for them. What is said in a group others read along. */
function knowledgeFor({ who, whose, update }: Turn, knowledge: Knowledge): Knowledge {
  const isStaff = may(who, 'use-staff-flows')
  const isPrivate = update.chat.kind === 'private'
  const asking = isStaff && isPrivate ? 'staff' : isStaff || who.number === null ? 'anybody' : 'student'
  const serving = servedTo(knowledge.entries, asking)
  return { ...knowledge, school: schoolFor(knowledge.school, whose), serving }
}

/** What was written before, without the bot's name. */
function bare(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(`@${name}`, ' '), text).trim()
}

/** What a message says of somebody in danger, together with what the person wrote just before; read before and apart from everything else. */
export function crisisIn(safety: SafetyLists, text: string, hearing: Hearing = {}): Danger | null {
  return dangerIn(safety, withinLength(text), hearing)
}

/** What all watchers add. */
function watch(context: Context): Awaitable<Watched[]> {
  const seen = watchers.map(watcher => guarded(watcher, context)).filter(found => found !== null)
  return seen.some(found => found instanceof Promise)
    ? Promise.all(seen).then(all => all.filter(found => found !== null))
    : (seen as Watched[])
}

/** A watcher with a defect costs nobody their answer: it is noted, and the turn goes on. */
function guarded(watcher: Watcher, context: Context): Awaitable<Watched | null> {
  const failed = (error: unknown): Watched => {
    // Of someone in danger nothing may be lost: the whole turn fails, and the inbox falls back on what is left to do.
    if (context.crisis) throw error
    return { effects: [{ do: 'audit', act: 'watcher-failed', detail: `${watcher.name} ${(error as Error).name}` }] }
  }
  try {
    const found = watcher(context)
    return found instanceof Promise ? found.catch(failed) : found
  } catch (error) {
    return failed(error)
  }
}

function decisionOf(context: Context, decided: Decided, watched: readonly Watched[]): Decision {
  const { turn } = context
  const said = decided.effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : []))
  const says = said.length > 0
  return {
    effects: [...firstOf(context, decided, watched), ...decided.effects, ...watched.flatMap(w => w.effects)],
    verdict: decided.verdict,
    session: {
      ...turn.session,
      heard: heardNow(context, said),
      talk: talkNow(context, decided.verdict.outcome),
      language: context.language,
      // Once the bot has said something else, "同意" answers that.
      ...(says ? { spoken: spokenNow(turn.session, turn.now), slowed: false, rosterQuestion: null } : {}),
      ...Object.assign({}, ...watched.map(w => w.session)),
      ...decided.session,
    },
    memory: {
      ...(decided.memory ? turn.memory : withoutQuestion(context)),
      ...Object.assign({}, ...watched.map(w => w.memory)),
      ...decided.memory,
    },
    chat: {
      ...turn.chat,
      ...heard(context),
      // Only groups have a limit of their own.
      ...(says && context.isGroup ? { spoken: spokenNow(turn.chat, turn.now) } : {}),
      ...Object.assign({}, ...watched.map(w => w.chat)),
      ...decided.chat,
    },
  }
}

/** What comes before the words that were decided, unless what is said in the same chat begins with it. */
function firstOf({ turn }: Context, decided: Decided, watched: readonly Watched[]): Effect[] {
  const chatOf = (effect: Effect) => (effect.do === 'say' ? (effect.chat ?? turn.update.chat).id : null)
  return watched.flatMap(({ first }) => {
    const said = decided.effects.find(e => e.do === 'say' && first?.effects.some(f => chatOf(f) === chatOf(e)))
    const [firstLine = ''] = said?.do === 'say' ? said.saying.text.split('\n') : []
    return first && !firstLine.includes(first.unless) ? first.effects : []
  })
}

/** That the group was heard, to the hour: oftener would write a row for every message of a busy group. */
function heard({ turn, isGroup }: Context): { heardAt?: number } {
  const now = turn.now.getTime()
  return isGroup && Math.abs(now - (turn.chat.heardAt ?? 0)) >= 3_600_000 ? { heardAt: now } : {}
}

/** A question about a flow that a message to the bot passed by is not asked any more: the next "1" answers something else. */
function withoutQuestion({ turn: { update, memory }, addressed }: Context): PersonMemory {
  const isPassed = addressed && !update.timer && memory.question?.chat === update.chat.id
  return isPassed ? { ...memory, question: null } : memory
}

/** The first link that decides. Most answer at once; only one that reads the records makes the turn wait. */
function firstDecided(context: Context, from = 0): Decided | Promise<Decided> {
  for (const [n, middleware] of stack.slice(from).entries()) {
    const decided = middleware(context)
    if (decided instanceof Promise) return decided.then(later => later ?? firstDecided(context, from + n + 1))
    if (decided) return decided
  }
  throw new Error('the last middleware of the stack must always decide')
}

/** The times at which the bot spoke, this one included; those older than the longest limit are forgotten. */
function spokenNow({ spoken }: { spoken: readonly number[] }, now: Date): number[] {
  return [...spoken.filter(at => at > now.getTime() - 600_000), now.getTime()]
}
