import { fill } from '../../../content/words.ts'
import type { Frame, Gathered } from '../../../core/memory.ts'
import type { Effect } from '../../../core/turn.ts'
import { differentPictures, type Given, type Reject, takeAnswer } from '../../../flows/answer.ts'
import type { Asking, Flow } from '../../../flows/schema.ts'
import { reviewedAnew, stepOf, withAnswer } from '../../../flows/walk.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import type { Context } from '../../context.ts'

/** How long nothing comes until what was written counts as whole. */
export const pauseMs = 2 * 60_000
/** After a pause a longer message that answers nothing still belongs to what was written, for so long. */
const afterthoughtMs = 10 * 60_000
/** A shorter one is rather an answer that was not understood. */
const leastAfterthought = 12
/** After so many messages it is said once more that they are taken. */
const sayEvery = 10

/** A step that takes several messages for one answer. */
export type Collecting = Extract<Asking, { type: 'text' | 'picture' }> & { collects: true }

/** Whether a step takes several messages for one answer. */
export const collects = (step: Asking | undefined): step is Collecting =>
  (step?.type === 'text' || step?.type === 'picture') && step.collects

/** What has come so far for a step, or null while nothing has or after it is whole. */
export function openGathering({ gathered }: Frame, step?: string): Gathered | null {
  return gathered && gathered.closedBy === null && (step === undefined || gathered.step === step) ? gathered : null
}

/** One message more of an answer: the run with it, and what is said, if anything. */
export type GatheredPiece = { frame: Frame; says: string | null; effects: Effect[] } | { reject: Reject }

/**
 * Takes a message as one more of an answer: the first and then every tenth is acknowledged, the others are taken in silence. One with which the answer
 * could not be taken any more (too long, a number that must not be there) is not.
 */
export function gatherOne(
  context: Context,
  frame: Frame,
  { step, given }: { step: Collecting; given: Given },
): GatheredPiece {
  const words = context.knowledge.phrases.flow
  const { now } = given
  const before = openGathering(frame, step.id)
  const lines = [...(before?.lines ?? []), ...(given.text === '' || step.type === 'picture' ? [] : [given.text])]
  const videos = step.type === 'picture' && step.videos ? given.videos : []
  const images = differentPictures([...(before?.images ?? []), ...given.images, ...videos])
  const taken = takeAnswer(step, { ...given, text: lines.join('\n'), images, videos: [] })
  if ('reject' in taken && taken.reject !== 'too-short') return { reject: taken.reject }
  const gathered = { step: step.id, lines, images, at: now.getTime(), closedBy: null }
  const count = lines.length + images.length
  const enough = words.enough[0]!
  const says =
    before === null
      ? fill(words.gathering, { enough, minutes: pauseMs / 60_000 })
      : count % sayEvery === 0
        ? fill(words.gatheredMany, { count, enough })
        : null
  const effects: Effect[] = [{ do: 'timer', run: frame.run, due: now.getTime() + pauseMs }]
  return { frame: { ...frame, gathered, misses: 0, nudged: false, touchedAt: now.getTime() }, says, effects }
}

/** Whether a message says that all has been written. */
export const saysEnough = ({ text, knowledge }: Pick<Context, 'text' | 'knowledge'>): boolean =>
  knowledge.phrases.flow.enough.some(w => bareWords(w) === bareWords(text))

/** The run with what was gathered as its answer, or why it is none; null where nothing was gathered. */
export function wholeAnswer(
  flow: Flow,
  frame: Frame,
  { step, given, closedBy }: { step: Collecting; given: Given; closedBy: NonNullable<Gathered['closedBy']> },
): { frame: Frame } | { reject: Reject } | null {
  const so = openGathering(frame, step.id)
  if (!so) return null
  const taken = takeAnswer(step, { ...given, text: so.lines.join('\n'), images: so.images, videos: [] })
  if ('reject' in taken) return taken
  const answered = withAnswer(frame, step.id, taken.answer)
  const beside = step.type === 'text' && so.images.length > 0 ? besideOf(flow, step.pictures) : undefined
  const whole = beside ? withAnswer(answered, beside.id, so.images.slice(0, beside.most)) : answered
  return { frame: { ...whole, gathered: { ...so, closedBy } } }
}

const besideOf = (flow: Flow, id: string | undefined) => {
  const step = id === undefined ? undefined : stepOf(flow, id)
  return step?.type === 'picture' ? step : undefined
}

/**
 * What came after the pause that ended an answer and is no answer to what was asked since: it belongs behind what was written before. Null where it does
 * not, or not for sure.
 */
export function afterthought(
  context: Context,
  frame: Frame,
  { flow, last, given }: { flow: Flow; last: Asking | undefined; given: Given },
): { frame: Frame; says: string } | null {
  const { gathered } = frame
  const { text, now } = given
  if (!collects(last) || last.type !== 'text' || gathered?.step !== last.id || gathered.closedBy !== 'pause')
    return null
  if (now.getTime() - gathered.at > afterthoughtMs || [...text].length < leastAfterthought) return null
  const lines = [...gathered.lines, text]
  const taken = takeAnswer(last, { ...given, text: lines.join('\n'), images: [] })
  if ('reject' in taken) return null
  const more = { ...gathered, lines, at: now.getTime() }
  const says = fill(context.knowledge.phrases.flow.gatheredLater, { label: last.label ?? '' })
  return { frame: reviewedAnew(flow, { ...withAnswer(frame, last.id, taken.answer), gathered: more }), says }
}
