import { fill } from '../../content/words.ts'
import { isLately } from '../../core/clock.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Verdict } from '../../core/turn.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { askedOf } from '../../knowledge/kind.ts'
import { type Candidate, leansBack, partsOf, thresholds, understand } from '../../knowledge/match.ts'
import { fullAnswer, groupAnswer, privateAnswer, type Rendering } from '../../knowledge/render.ts'
import { may } from '../../office/rights.ts'
import { detectScam } from '../../safety/scam.ts'
import { forTheStudent } from '../about-students.ts'
import { type Context, type Decided, type Middleware, office, silence } from '../context.ts'
import { nearWord } from '../near.ts'

/** Answers from the knowledge base, or offers two or three choices; passes on when it knows nothing. */
export const answer: Middleware = context => {
  if (!context.addressed) return unprompted(context)
  const { text } = context
  const several = severalQuestions(context)
  if (several) return answerWith(context, { candidates: several, question: text, several: true })
  const { understanding, question } = inContext(context)
  if (understanding.outcome === 'answer') return answerWith(context, { candidates: understanding.candidates, question })
  if (understanding.outcome === 'clarify') return clarify(context, understanding.candidates, question)
  return null
}

/** Group talk that is not for us: answered only where the group allows it and there is next to no doubt. */
function unprompted(context: Context): Decided {
  const { turn, knowledge, safety, limits, text } = context
  const mode = turn.chat.mode ?? knowledge.school.groupMode
  if (mode !== '自动' && mode !== '关键词') return silence
  const tenMinutesAgo = turn.now.getTime() - 600_000
  if (turn.chat.spoken.filter(at => at > tenMinutesAgo).length >= limits.unpromptedPerTenMinutes) return silence
  if (mode === '关键词' && !knowledge.lexicon.triggers.some(word => text.includes(word))) return silence
  const { outcome, candidates, asks, concepts } = understand(knowledge, text)
  const best = candidates[0]
  const bar = mode === '关键词' ? thresholds.keyword : thresholds.unprompted
  const fits = best !== undefined && outcome === 'answer' && best.score >= bar && asks && concepts > 0
  if (!fits || !knowledge.entries.get(best.entry)!.unprompted) return silence
  // Whoever posts something suspicious is not lectured in front of all; the general card says what there is to say.
  if (detectScam(safety, text)) return silence
  return answerWith(context, { candidates, question: text })
}

/** A short follow-up is read together with the question before it when it says too little alone. */
function inContext({ turn, knowledge, limits, text }: Context) {
  const alone = understand(knowledge, text)
  const { last } = turn.session
  if (!last || !leansBack(text, alone) || turn.now.getTime() - last.at > limits.leanWithin)
    return { understanding: alone, question: text }
  const together = understand(knowledge, `${last.question} ${text}`)
  const better = (together.candidates[0]?.score ?? 0) > (alone.candidates[0]?.score ?? 0)
  const leans = alone.outcome !== 'answer' || (alone.concepts === 0 && better)
  return leans && together.outcome !== 'unknown'
    ? { understanding: together, question: `${last.question} ${text}` }
    : { understanding: alone, question: text }
}

/** The answers to a message that asks two or three different things, each understood on its own; null when it asks one. */
function severalQuestions({ knowledge, text }: Context): Candidate[] | null {
  const parts = partsOf(text)
  if (parts.length < 2) return null
  const found = parts
    .map(part => understand(knowledge, part))
    .filter(u => u.outcome === 'answer' && u.asks && u.concepts > 0)
    .map(u => u.candidates[0]!)
  const different = found.filter((c, n) => found.findIndex(other => other.entry === c.entry) === n)
  return different.length >= 2 ? different.slice(0, 3) : null
}

/** Says the entry (or, for several questions, each of the candidates) and remembers it. */
export function answerWith(
  context: Context,
  { candidates, question, several = false }: { candidates: Candidate[]; question: string; several?: boolean },
): Decided {
  const { turn, knowledge, isGroup } = context
  const entries = (several ? candidates : candidates.slice(0, 1)).map(c => knowledge.entries.get(c.entry)!)
  const first = entries[0]!
  const at = turn.now.getTime()
  const verdict: Verdict = { outcome: 'answer', entry: first.id, score: candidates[0]!.score, candidates }
  const repeated = isGroup && !several ? repeat(context, first) : null
  const text =
    repeated ??
    forTheStudent(context, question, entries) +
      (several ? `${fill(knowledge.phrases.several, { count: entries.length })}\n\n` : '') +
      entries.map(e => (several ? `【${e.title}】\n` : '') + entryText(context, e, question)).join('\n\n')
  const saying: Saying = {
    text,
    choices: several || isGroup ? [] : moreOf(context, first),
    images: [],
    rateable: repeated === null,
  }
  return {
    effects: [{ do: 'say', toPerson: true, saying }],
    verdict,
    session: {
      last: { entry: first.id, question: question.slice(-120), at },
      pending: null,
      rateable: { update: turn.update.id, entry: first.id },
      slowed: false,
    },
    chat: {
      answered: repeated ? turn.chat.answered : [...recent(context), ...entries.map(e => ({ entry: e.id, at }))],
    },
  }
}

/** A short answer to the question: in a group for all, else for the person. */
function entryText(context: Context, entry: Entry, question: string): string {
  const asked = askedOf(context.knowledge.lexicon.kinds, question, entry)
  const rendering = { ...renderingOf(context, entry), asked }
  return context.isGroup ? groupAnswer(entry, rendering) : privateAnswer(entry, rendering)
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
