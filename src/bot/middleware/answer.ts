import { fill } from '../../content/words.ts'
import { type Awaitable, andThen } from '../../core/awaitable.ts'
import { isLately } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Verdict } from '../../core/turn.ts'
import { groupLimit } from '../../knowledge/check.ts'
import { linesAsked, linesNotSaid } from '../../knowledge/direct/asked.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { fullAnswer, furtherAnswer, groupAnswer, privateAnswer, type Rendering } from '../../knowledge/render.ts'
import type { Candidate } from '../../knowledge/understanding/question.ts'
import { questionsIn } from '../../knowledge/understanding/several.ts'
import { isClear, thresholds, understand } from '../../knowledge/understanding/understand.ts'
import { may } from '../../office/rights.ts'
import { detectScam } from '../../safety/scam.ts'
import { forTheStudent } from '../about-students.ts'
import { functionBeside } from '../chat/guide.ts'
import { type Context, type Decided, type Middleware, office, silence } from '../context.ts'
import { pickedIn } from '../model/picked.ts'
import { nearWord } from '../near.ts'
import { earlierIn } from '../talk.ts'
import { storyBeside } from './story.ts'

/** Answers from the knowledge base, or offers two or three choices; passes on when it knows nothing. */
export const answer: Middleware = context => {
  if (!context.addressed) return unprompted(context)
  const { text } = context
  const several = questionsIn(context.knowledge, text)
  if (several) return answerWith(context, { candidates: several, question: text, parts: several.map(s => s.part) })
  const understanding = understand(context.knowledge, text, earlierIn(context))
  const picked = context.model && pickedIn(context, understanding)
  if (picked?.as === 'answer') return answerWith(context, { ...picked, question: text })
  if (picked?.as === 'choices') return clarify(context, picked.candidates, text)
  const { outcome, candidates } = understanding
  if (outcome === 'answer') return answerWith(context, { candidates, question: text })
  if (outcome === 'clarify') return clarify(context, candidates, text)
  return null
}

/** Group talk that is not for us: answered only where the group allows it and there is next to no doubt. */
function unprompted(context: Context): Awaitable<Decided> {
  const { turn, knowledge, safety, limits, text } = context
  const mode = turn.chat.mode ?? knowledge.school.groupMode
  if (mode !== '自动' && mode !== '关键词') return silence
  const tenMinutesAgo = turn.now.getTime() - 600_000
  if (turn.chat.spoken.filter(at => at > tenMinutesAgo).length >= limits.unpromptedPerTenMinutes) return silence
  if (mode === '关键词' && !knowledge.lexicon.triggers.some(word => text.includes(word))) return silence
  const understanding = understand(knowledge, text)
  const { candidates } = understanding
  if (!isClear(understanding, mode === '关键词' ? thresholds.keyword : thresholds.unprompted)) return silence
  if (!knowledge.entries.get(candidates[0]!.entry)!.unprompted) return silence
  // Whoever posts something suspicious is not lectured in front of all; the general card says what there is to say.
  if (detectScam(safety, text)) return silence
  return answerWith(context, { candidates, question: text })
}

/** Says the entry (or, for several questions, each of the candidates) and remembers it; below one entry a real case, where one fits. */
export function answerWith(context: Context, answering: Answering): Awaitable<Decided> {
  const entry = context.knowledge.entries.get(answering.candidates[0]!.entry)!
  const isSeveral = (answering.parts ?? []).length > 0
  const beside = isSeveral || !context.addressed ? null : storyBeside(context, entry)
  return andThen(beside, found => {
    const decided = answerAlone(context, answering)
    return found ? withStory(context, decided, found) : decided
  })
}

/** The same with a real case at its end; left out beside a question back, a pointer, and where a group would get too much to read. */
function withStory({ isGroup }: Context, decided: Decided, { line, told }: { line: string; told: string[] }): Decided {
  const [said] = decided.effects
  if (said?.do !== 'say' || !said.saying.rateable || decided.session?.pending) return decided
  const text = `${said.saying.text}\n${line}`
  if (isGroup && text.length > groupLimit) return decided
  const effects = [{ ...said, saying: { ...said.saying, text } }, ...decided.effects.slice(1)]
  return { ...decided, effects, session: { ...decided.session, told } }
}

/** What is answered: the likeliest entry of these, or each of them to its part of the message. */
interface Answering {
  candidates: Candidate[]
  question: string
  parts?: readonly string[]
}

function answerAlone(context: Context, { candidates, question, parts = [] }: Answering): Decided {
  const { turn, knowledge, isGroup } = context
  const several = parts.length > 0
  const entries = (several ? candidates : candidates.slice(0, 1)).map(c => knowledge.entries.get(c.entry)!)
  const first = entries[0]!
  const at = turn.now.getTime()
  const verdict: Verdict = { outcome: 'answer', entry: first.id, score: candidates[0]!.score, candidates }
  const repeated = isGroup && !several ? repeat(context, first) : null
  const beside = several || isGroup ? null : besideOf(context, candidates)
  const body = () => forTheStudent(context, question, entries) + bodyOf(context, entries, { question, parts, beside })
  const more = several || isGroup ? [] : moreOf(context, first)
  const saying: Saying = {
    text: repeated ?? [body(), ...functionBeside(context, 'answer')].join('\n'),
    choices: [...more, ...(beside ? [{ value: '1', label: beside.title }] : [])],
    images: [],
    rateable: repeated === null,
  }
  return {
    effects: [{ do: 'say', toPerson: true, saying }],
    verdict,
    session: {
      last: { entry: first.id, question: question.slice(-120), at },
      pending: beside ? { entries: [beside.id], question, at } : null,
      rateable: { update: turn.update.id, entry: first.id },
      slowed: false,
    },
    chat: {
      answered: repeated ? turn.chat.answered : [...recent(context), ...entries.map(e => ({ entry: e.id, at }))],
    },
  }
}

/** One entry after the other, each short; below the only one, what else may have been meant. */
function bodyOf(
  context: Context,
  entries: readonly Entry[],
  { question, parts, beside }: { question: string; parts: readonly string[]; beside: Entry | null },
): string {
  const { several, beside: or } = context.knowledge.phrases
  if (parts.length === 0)
    return entryText(context, entries[0]!, question) + (beside ? `\n${fill(or, { title: beside.title })}` : '')
  const blocks = entries.map((e, n) => `【${e.title}】\n${entryText(context, e, parts[n]!)}`)
  return [fill(several, { count: entries.length }), ...blocks].join('\n\n')
}

/** What else may have been meant, to be offered below an answer that is not quite sure; never below help for right now. */
function besideOf({ knowledge }: Context, [best, second]: readonly Candidate[]): Entry | null {
  if (!knowledge.model || !best || !second || best.score >= thresholds.certain || second.score < thresholds.beside)
    return null
  return knowledge.entries.get(best.entry)?.emergency ? null : (knowledge.entries.get(second.entry) ?? null)
}

/** A short answer to the question: in a group for all, else for the person; to whoever goes on about the entry that was said just before only what is new, or all of it. */
function entryText(context: Context, entry: Entry, question: string): string {
  const asked = linesAsked(context.knowledge, question, entry)
  const rendering = { ...renderingOf(context, entry), asked }
  if (context.isGroup) return groupAnswer(entry, rendering)
  const { last } = context.turn.session
  const isOnTheSame = last !== null && earlierIn(context).entry === entry.id
  if (!isOnTheSame || entry.emergency) return privateAnswer(entry, rendering)
  const fresh = linesNotSaid(context.knowledge, asked, { entry, before: last.question })
  return fresh.length > 0 ? furtherAnswer(entry, { ...rendering, asked: fresh }) : wholeText(context, entry)
}

/** All that there is to say of an entry, for a private chat. */
export function wholeText(context: Context, entry: Entry): string {
  const titles = entry.related.flatMap(id => context.knowledge.entries.get(id)?.title ?? []).slice(0, 3)
  return fullAnswer(entry, renderingOf(context, entry), titles)
}

function renderingOf({ turn, knowledge, flows }: Context, entry: Entry): Rendering {
  const flow = entry.flow === null ? undefined : flows.current.get(entry.flow)
  const offer = flow?.for === 'student' || may(turn.who, 'use-staff-flows') ? (flow?.starts[0] ?? null) : null
  return { phrases: knowledge.phrases, school: knowledge.school, now: turn.now, offer }
}

/** The button that says the rest; help for right now is said whole at once. */
function moreOf({ knowledge }: Context, { emergency }: Entry): Saying['choices'] {
  const { words, button } = knowledge.phrases.more
  return emergency ? [] : [{ value: words[0]!, label: button }]
}

const recent = ({ turn, limits }: Context) =>
  turn.chat.answered.filter(a => isLately(a.at, turn.now.getTime(), limits.repeatWithin))

/** A pointer to the answer given a few minutes ago in the same group, or null. */
function repeat(context: Context, entry: Entry): string | null {
  const before = recent(context).findLast(a => a.entry === entry.id)
  if (!before) return null
  const minutes = Math.floor((context.turn.now.getTime() - before.at) / 60_000)
  const { pointer, pointerNow } = context.knowledge.phrases
  return minutes < 1 ? fill(pointerNow, { title: entry.title }) : fill(pointer, { title: entry.title, minutes })
}

function clarify(context: Context, candidates: Candidate[], question: string): Decided {
  const { turn, knowledge } = context
  const offered = candidates.slice(0, 3)
  const { text, choices } = numbered(context, offered)
  const { clarify: ask, clarifyOther, nearStart } = knowledge.phrases
  const slip = nearWord(context, context.text)
  const doing = slip === null ? [] : [{ value: slip, label: slip }]
  return {
    effects: [
      {
        do: 'say',
        toPerson: true,
        saying: {
          text: [
            ask,
            text,
            ...(slip === null ? [] : [fill(nearStart, { word: slip })]),
            ...functionBeside(context, 'choices'),
            fill(clarifyOther, { office: office(knowledge) }),
          ].join('\n'),
          choices: [...choices, ...doing],
          images: [],
          rateable: false,
        },
      },
    ],
    verdict: { outcome: 'clarify', entry: null, score: candidates[0]!.score, candidates },
    session: { pending: { entries: offered.map(c => c.entry), question, at: turn.now.getTime() } },
  }
}

/** Candidates as numbered lines and as buttons. */
export function numbered(
  { knowledge }: Context,
  candidates: readonly Candidate[],
): { text: string; choices: Saying['choices'] } {
  const titles = candidates.map(c => knowledge.entries.get(c.entry)!.title)
  return {
    text: titles.map((title, n) => `${n + 1}. ${title}`).join('\n'),
    choices: titles.map((title, n) => ({ value: String(n + 1), label: title })),
  }
}
