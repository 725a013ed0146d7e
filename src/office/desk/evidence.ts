import type { Submission } from '../../core/memory.ts'
import type { Picture } from '../../core/update.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import { dayOf } from '../../time/shown.ts'
import { answerText, labelledSteps } from './answers.ts'

/** What was handed in with one flow, for the term's report: readable cells, and the pictures with the names of their files. */
export interface Evidence {
  heading: string[]
  rows: string[][]
  pictures: { url: string; file: string }[]
}

/**
 * The submissions of one flow as a table. A column for each labelled question; nothing tells who handed it in, except the signature
 * that the person chose. Withdrawn ones and those that wait for a moderator are left out.
 */
export function evidenceOf(
  flow: Flow,
  submissions: readonly Submission[],
  { phrases, zone }: { phrases: Pick<Phrases, 'flow' | 'evidence'>; zone: string },
): Evidence {
  const { evidence: words } = phrases
  const asked = labelledSteps(flow.steps.filter(step => 'ask' in step))
  const shown = submissions.filter(s => s.state === 'submitted' || s.state === 'late').sort((a, b) => a.at - b.at)
  const pictures: Evidence['pictures'] = []
  const rows = shown.map(({ number, at, state, answers }) => {
    const cells = asked.map(step => {
      const answer = answers[step.id]
      if (answer === undefined || answer === null) return ''
      if (step.type !== 'picture' || !Array.isArray(answer)) return answerText(flow, step.id, answer, phrases.flow)
      const files = (answer as Picture[]).map(({ url }, n) => ({
        url,
        file: `${number}-${n + 1}${/\.\w+$/.exec(url)?.[0] ?? ''}`,
      }))
      pictures.push(...files)
      return files.map(f => f.file).join('、')
    })
    return [number, dayOf(new Date(at), zone), ...cells, state === 'late' ? words.late : '']
  })
  return { heading: [words.number, words.day, ...asked.map(s => s.label), words.note], rows, pictures }
}
