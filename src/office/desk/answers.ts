import { fill } from '../../content/words.ts'
import { isVideo } from '../../core/asset.ts'
import type { Answer } from '../../core/memory.ts'
import type { Picture } from '../../core/update.ts'
import type { Asking, Flow } from '../../flows/schema.ts'
import { teacherIn } from '../../flows/teacher.ts'
import { stepOf } from '../../flows/walk.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import { dateText } from '../../time/shown.ts'

/** An answer as one reads it: labels of choices, dates with weekday, numbers of pictures. */
export function answerText(flow: Pick<Flow, 'steps'>, id: string, answer: Answer, words: Phrases['flow']): string {
  const step = stepOf(flow, id)
  if (answer === null) return words.notGiven
  if (typeof answer === 'boolean') return answer ? words.yes : words.no
  if (step?.type === 'choice') {
    const labels = [answer].flat().map(value => step.options.find(o => o.value === value)?.label ?? String(value))
    return labels.length > 0 ? labels.join('、') : words.notGiven
  }
  if (step?.type === 'picture')
    return Array.isArray(answer) && answer.length > 0 ? picturesText(answer as Picture[], words) : words.notGiven
  const teacher = step?.type === 'teacher' ? teacherIn(answer) : null
  if (teacher) return teacherText(teacher, words)
  if (step?.type === 'date' && typeof answer === 'string') return dateText(answer)
  return Array.isArray(answer) ? answer.map(String).join('、') : String(answer)
}

/** How many pictures and how many videos. */
function picturesText(answer: readonly Picture[], words: Phrases['flow']): string {
  const videos = answer.filter(isVideo).length
  const counts = [[answer.length - videos, words.pictures] as const, [videos, words.videos] as const]
  return counts.flatMap(([count, template]) => (count > 0 ? [fill(template, { count })] : [])).join('、')
}

/** A teacher as one reads it: with the college, or that nobody on the roster is called so. */
export function teacherText(
  { name, college, number }: NonNullable<ReturnType<typeof teacherIn>>,
  words: Phrases['flow'],
): string {
  if (number === null) return fill(words.teacherNotFound, { name })
  return fill(words.teacherOf, { name, college }).replace('（）', '')
}

/** The answered steps that have a name of their own. */
export function labelledSteps(path: readonly Asking[]): (Asking & { label: string })[] {
  return path.filter((s): s is Asking & { label: string } => 'label' in s && s.label !== undefined)
}
