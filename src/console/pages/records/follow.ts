import { fill } from '../../../content/words.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html } from '../../desk.ts'
import { badge } from '../../parts/pieces.ts'
import type { RecordPageWords } from './words.ts'

/** Where what is still to be done stands, in a word. */
export function followBadge(
  { follow: words }: RecordPageWords,
  { dueOn, isDue, isDone }: { dueOn: string; isDue: boolean; isDone: boolean },
): Html {
  if (isDone) return badge(words.done, 'good')
  if (dueOn === '') return ''
  const day = dateText(dueOn)
  return isDue ? badge(fill(words.over, { day }), 'bad') : badge(fill(words.due, { day }), 'warn')
}
