import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readContent } from '../../src/bot/content.ts'
import { givenOf } from '../../src/bot/flow/answers/given.ts'
import type { Asking } from '../../src/flows/schema.ts'
import { readReply } from '../../src/flows/sentence.ts'
import { isAsking, stepOf } from '../../src/flows/walk.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'tests/content/flow-answers')

/** A Wednesday, before all the sample school's deadlines, as the writers were told none: `now` of every line. */
export const answeredAt = new Date('2027-06-16T15:00:00+08:00')

/** A line of a hand: what was written to which step, and what is right for it. */
export interface AnswerLine {
  flow: string
  step: string
  text: string
  expected: string
}

/** How a line was taken: as it should be, wrongly, or not at all where it is an answer. */
export type AnswerVerdict = 'right' | 'wrong' | 'missed'

export function answerLines(hand: string): AnswerLine[] {
  return readFileSync(join(folder, `${hand}.tsv`), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => {
      const [flow = '', step = '', text = '', expected = ''] = line.split('\t')
      return { flow, step, text, expected: expected.trim() }
    })
}

/** Reads lines as the bot reads answers. */
export function openAnswers() {
  const { content, problems } = readContent({
    knowledge: join(root, 'knowledge'),
    flows: join(root, 'flows'),
    zone: 'Asia/Shanghai',
  })
  if (!content) throw new Error(JSON.stringify(problems.slice(0, 5)))
  const stepFor = ({ flow, step }: AnswerLine): Asking => {
    const found = stepOf(content.flows.current.get(flow)!, step)
    if (!found || !isAsking(found)) throw new Error(`no step ${flow}.${step}`)
    return found
  }
  return {
    /** What came of a line: its value as the hands write values, or `asked` or `question`. */
    got(line: AnswerLine): string {
      const turn = { now: answeredAt, update: { message: { images: [] } } }
      const read = readReply(stepFor(line), givenOf({ ...content, turn }, line.text))
      if ('asks' in read) return '✗ question'
      if ('reject' in read) return read.between ? `✗ ${read.between.join('|')}` : '✗'
      const { answer } = read
      return Array.isArray(answer) ? (answer.length === 0 ? 'none' : answer.map(String).join('+')) : String(answer)
    },
    judge(line: AnswerLine, got: string): AnswerVerdict {
      const step = stepFor(line)
      const isNone = ['ask', 'question', 'miss'].includes(line.expected)
      const isAnswer = !got.startsWith('✗')
      if (isNone) return isAnswer ? 'wrong' : 'right'
      if (!isAnswer) return 'missed'
      return valuesOf(step, line.expected).includes(got) ? 'right' : 'wrong'
    },
  }
}

function valuesOf(step: Asking, expected: string): string[] {
  if (step.type === 'choice' && step.many) {
    if (expected === 'all') return [step.options.map(o => o.value).join('+')]
    const values = new Set(expected.split('+'))
    return expected === 'none'
      ? ['none']
      : [
          step.options
            .map(o => o.value)
            .filter(v => values.has(v))
            .join('+'),
        ]
  }
  return step.type === 'date' ? daysMeant(expected) : [expected]
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const months = 'january february march april may june july august september october november december'.split(' ')

/** The days that plain words of the hands may mean, as `2027-06-17`; none where they are of no kind that is known here. */
function daysMeant(expected: string): string[] {
  const said = expected.toLowerCase()
  const at = (days: number) => new Date(Date.UTC(2027, 5, 16 + days)).toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return [said]
  if (said.includes('day after tomorrow')) return [at(2)]
  if (said.includes('day before yesterday')) return [at(-2)]
  if (said.includes('three days ago')) return [at(-3)]
  if (/three days (from now|later)|in three days|3 days (from now|later)/.test(said)) return [at(3)]
  if (said.includes('tomorrow')) return [at(1)]
  if (/yesterday|last night/.test(said)) return [at(-1)]
  if (/today|tonight|this (evening|morning|afternoon)|just now/.test(said)) return [at(0)]
  const month = months.findIndex(m => said.includes(m))
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(said)?.[1]
  if (month >= 0 && day) return [`2027-${String(month + 1).padStart(2, '0')}-${day.padStart(2, '0')}`]
  const weekday = weekdays.findIndex(w => said.includes(w))
  if (weekday < 0) return []
  const shift = weekday === 0 ? 4 : weekday - 3
  if (said.includes('last')) return [at(shift - 7), ...(shift < 0 ? [at(shift)] : [])]
  if (said.includes('next')) return [at(shift + 7)]
  return said.includes('this') ? [at(shift)] : [at(shift), at(shift - 7), at(shift + 7)]
}
