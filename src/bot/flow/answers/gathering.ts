import { fill } from '../../../content/words.ts'
import type { Frame } from '../../../core/memory.ts'
import type { Effect } from '../../../core/turn.ts'
import { type Given, takeAnswer } from '../../../flows/answer.ts'
import { withAnswer } from '../../../flows/walk.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import type { Context, Decided } from '../../context.ts'
import { goOn, reply, type where, withRun } from '../conversation.ts'
import { aside } from './beside.ts'
import { type Collecting, gatherOne, openGathering, pauseMs, saysEnough, wholeAnswer } from './gather.ts'
import { givenAt, miss, rejection } from './miss.ts'

type Place = NonNullable<ReturnType<typeof where>>
/** A step that gathers, and the way to it. */
type GatheringPlace = Omit<Place, 'pending'> & { pending: Collecting }

/** What a message means to a step that takes several for one answer: one more of them, that it is all, a question beside it, or a miss. */
export function gathering(context: Context, frame: Frame, place: GatheringPlace): Decided {
  const { pending } = place
  const so = openGathering(frame, pending.id)
  if (so && saysEnough(context)) return enough(context, frame, place)
  const words = context.knowledge.phrases.flow
  const meansAside = so?.aside !== undefined && words.gatherIt.some(w => bareWords(w) === bareWords(context.text))
  const given = givenAt(context, meansAside ? so.aside! : context.text)
  if (given.images.length + videosFor(pending, given) === 0 && !meansAside) {
    const question = aside(context, pending, pending.type === 'text')
    if (question !== null) return besideIt(context, frame, { place, question })
  }
  const isOne =
    pending.type === 'text'
      ? given.text !== '' || pending.pictures
      : given.images.length + videosFor(pending, given) > 0
  if (!isOne) return notOne(context, frame, place)
  const piece = gatherOne(context, frame, { step: pending, given })
  if ('reject' in piece) return notTaken(context, frame, [rejection(context, pending, piece.reject)])
  if (pending.type === 'picture' && piece.frame.gathered!.images.length === pending.most)
    return enough(context, piece.frame, place)
  return quietly(context, piece.frame, { says: piece.says, effects: piece.effects })
}

/** How many of the videos of a message a step takes. */
const videosFor = (step: Collecting, { videos }: Given) => (step.type === 'picture' && step.videos ? videos.length : 0)

/** Words at a step for pictures: that there are none, or nothing that it takes. */
function notOne(context: Context, frame: Frame, { pending }: GatheringPlace): Decided {
  const taken = takeAnswer(pending, givenAt(context, context.text))
  if ('answer' in taken) return goOn(context, withAnswer(frame, pending.id, taken.answer))
  return miss(context, frame, { place: { pending }, read: taken })
}

/** All has been said: on with it, or what is wrong with it as a whole. */
function enough(context: Context, frame: Frame, { flow, pending }: GatheringPlace): Decided {
  const given = givenAt(context, '')
  const whole = wholeAnswer(flow, frame, { step: pending, given, closedBy: 'said' })
  if (whole === null) return goOn(context, frame)
  if ('reject' in whole) return quietly(context, frame, { says: rejection(context, pending, whole.reject) })
  return goOn(context, whole.frame)
}

/**
 * A run whose writer has paused: goes on with what was gathered. Null where there is nothing to do: the step does not gather, or what came is not enough
 * for an answer and more is awaited.
 */
export function afterPause(context: Context, frame: Frame, { flow, pending }: Place): Decided | null {
  if (!openGathering(frame, pending.id) || (pending.type !== 'text' && pending.type !== 'picture')) return null
  const step = pending as Collecting
  const whole = wholeAnswer(flow, frame, { step, given: givenAt(context, ''), closedBy: 'pause' })
  return whole === null || 'reject' in whole ? null : goOn(context, whole.frame)
}

/** A question in the middle of it, answered; it is none of the answer unless the person says so. */
function besideIt(
  context: Context,
  frame: Frame,
  { place: { pending }, question }: { place: GatheringPlace; question: string },
): Decided {
  const { turn, knowledge, text } = context
  const words = knowledge.phrases.flow
  const at = turn.now.getTime()
  const so = openGathering(frame, pending.id) ?? { step: pending.id, lines: [], images: [], closedBy: null }
  const says = [question, fill(words.askedBeside, { gatherIt: words.gatherIt[0]! })].join('\n\n')
  return quietly(context, { ...frame, gathered: { ...so, at, aside: text } }, { says })
}

function notTaken(context: Context, frame: Frame, says: string[]): Decided {
  return quietly(context, frame, { says: [...says, context.knowledge.phrases.flow.notGathered].join('\n') })
}

/** Waits for more, with a word or in silence; the question is not asked again. */
function quietly(
  context: Context,
  frame: Frame,
  { says, effects }: { says: string | null; effects?: Effect[] },
): Decided {
  const now = context.turn.now.getTime()
  const enough = context.knowledge.phrases.flow.enough[0]!
  const wait: Effect[] = effects ?? (frame.gathered ? [{ do: 'timer', run: frame.run, due: now + pauseMs }] : [])
  return reply(says === null ? [] : [{ text: says, choices: [{ value: enough, label: enough }] }], {
    memory: withRun(context.turn.memory, { ...frame, touchedAt: now }),
    effects: wait,
  })
}
