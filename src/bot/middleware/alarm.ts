import type { Effect } from '../../core/turn.ts'
import { fill } from '../../knowledge/phrases.ts'
import { privateAnswer } from '../../knowledge/render.ts'
import { detectCrisis } from '../../safety/crisis.ts'
import { type Context, type Middleware, office, type Step } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { drawNumber } from '../flow/draw.ts'

/** Grades that come before everything else; distress is answered like any question. */
const urgent = new Set(['immediate', 'serious'])

/** Milliseconds within which one person is one request. */
const oneRequestWithin = 12 * 3_600_000

/**
 * Someone in danger comes first, in a conversation too: calm words with where to turn, in the private chat; in a group only a line without
 * content. The counselor's queue hears that somebody needs a person, not what was said. Only what speaks to the bot is read.
 */
export const alarm: Middleware = context => {
  const { turn, safety, addressed } = context
  const runsHere = activeFrame(context) !== null
  if (turn.update.timer || !(addressed || runsHere)) return null
  const found = detectCrisis(safety, context.text)
  // Fire, violence, a captive: the knowledge has the right first steps for each.
  const isOurs = found !== null && found.type !== 'danger' && urgent.has(found.grade)
  return isOurs ? comfort(context, found) : null
}

function comfort(context: Context, { type, score }: { type: string; score: number }): Step {
  const { turn, knowledge, isGroup } = context
  const words = knowledge.phrases.crisis
  const entry = knowledge.entries.get(type === 'friend' ? words.friend : words.self)
  const home = turn.update.person.privateChat
  const rendering = { phrases: knowledge.phrases, school: knowledge.school, now: turn.now }
  const body = entry ? privateAnswer(entry, rendering, []) : ''
  const told = fill(words.told, { office: office(knowledge) })
  const text = [body, told, turn.memory.frames.length > 0 ? words.laterThat : ''].filter(t => t !== '').join('\n\n')
  const saying = { text, choices: [], images: [], rateable: false }
  const number = drawNumber(context, 'H')
  const request: Effect = {
    do: 'hand-off',
    number,
    topic: words.topic,
    urgency: words.urgency,
    text: '',
    how: '',
    mayContact: true,
  }
  const isNew = turn.now.getTime() - (turn.session.alarmedAt ?? 0) > oneRequestWithin
  const inGroup = { ...saying, text: home ? words.group : words.groupAlone }
  return {
    effects: [
      ...(isGroup ? [{ do: 'say' as const, toPerson: true, saying: inGroup }] : []),
      ...(isGroup && !home
        ? []
        : [{ do: 'say' as const, toPerson: true, saying, ...(isGroup && home ? { chat: home } : {}) }]),
      ...(isNew ? [request] : []),
    ],
    verdict: {
      outcome: 'alarm',
      entry: entry?.id ?? null,
      score,
      candidates: entry ? [{ entry: entry.id, score }] : [],
    },
    session: { pending: null, ...(isNew ? { alarmedAt: turn.now.getTime() } : {}) },
  }
}
