import type { Answer, Frame, PersonMemory, Submission } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Draw } from '../../flows/walk.ts'
import { wallTime } from '../../time/calendar.ts'
import type { Context } from '../context.ts'

// No 0/O, 1/I/L, 2/Z, 5/S, 8/B: these are read aloud and copied by hand.
const letters = '34679ACDEFGHJKMNPQRTUVWXY'

/** Where a run's receipt number and verification code come from. A run that revises a submission keeps its numbers. */
export function drawFor({ turn, knowledge }: Context, flow: Flow, frame: Frame): Draw {
  const before = frame.revises
    ? turn.memory.submissions.find(s => s.number === frame.revises)
    : liveSubmission(turn.memory, flow, frame.answers)
  return {
    receipt: () => before?.number ?? drawNumber({ turn, knowledge }, flow.submits?.receipt ?? 'H'),
    code: () => before?.code ?? written(turn.draw(), 10).replace(/^(.{5})/, '$1-'),
  }
}

/** A fresh receipt number: a letter for what it is of, the day, and letters that nobody guesses. */
export function drawNumber({ turn, knowledge }: Pick<Context, 'turn' | 'knowledge'>, letter: string): string {
  const { year, month, day } = wallTime(turn.now, knowledge.school.zone)
  const date = `${String(year).slice(2)}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
  // Seven letters: of 5,000 numbers on one day, two are the same once in 500 years.
  return `${letter}${date}-${written(turn.draw(), 7)}`
}

/** What someone handed in with a flow that keeps one submission per person, or one for each answer to a question: with `answers`, the one for theirs. */
export function liveSubmission(
  { submissions }: PersonMemory,
  flow: Flow,
  answers: Frame['answers'] = {},
): Submission | undefined {
  if (!flow.submits || flow.submits.repeatable) return undefined
  const { each } = flow.submits
  const kind = each === undefined ? undefined : answers[each]
  if (each !== undefined && kind === undefined) return undefined
  return livePieces({ submissions }, flow).findLast(s => each === undefined || isSame(s.answers[each], kind))
}

const isSame = (one: Answer | undefined, other: Answer | undefined) => JSON.stringify(one) === JSON.stringify(other)

/** All that someone handed in with a flow and did not withdraw. */
export const livePieces = (
  { submissions }: Pick<PersonMemory, 'submissions'>,
  flow: Pick<Flow, 'name'>,
): Submission[] => submissions.filter(s => s.flow === flow.name && s.state !== 'withdrawn')

/** What was handed in already for the answer that a run has given to what its flow keeps one piece of each; undefined where the run is about that piece. */
export function takenPiece(memory: PersonMemory, flow: Flow, { answers, revises }: Frame): Submission | undefined {
  if (flow.submits?.each === undefined) return undefined
  const found = liveSubmission(memory, flow, answers)
  return found && found.number !== revises && found.number !== answers.receipt ? found : undefined
}

/** `length` letters from a random id in hexadecimal; ten letters hold 46 bits. */
function written(random: string, length: number): string {
  let number = BigInt(`0x${random.replace(/[^0-9a-f]/g, '').slice(0, 24)}`)
  let text = ''
  while (text.length < length) {
    text += letters[Number(number % BigInt(letters.length))]
    number /= BigInt(letters.length)
  }
  return text
}
