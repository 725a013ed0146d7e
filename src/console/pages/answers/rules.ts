import { z } from 'zod'
import { editingRulesOf } from '../../../bot/editing.ts'
import type { EditingRules } from '../../../office/content/ground.ts'
import type { Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import type { AnswersWords } from './words.ts'

/** What the acts on answers go by now. */
export const editing = (visit: Visit): EditingRules => editingRulesOf(visit.content)

/** What somebody looks at, and the words of the page. */
export interface AnswersVisit {
  visit: Visit
  say: AnswersWords
}

/** The address of an entry. */
export const addressOfEntry = (id: string): string => `/desk/answers/${encodeURIComponent(id)}`

/** What an entry is called; its id where there is none. */
export const titleOfEntry = ({ content }: Visit, id: string): string => content.knowledge.entries.get(id)?.title ?? id

/** Texts that came with a form in one field; none where it holds anything else. */
export const textsIn = (json: string): string[] => carriedIn(json, z.array(z.string())) ?? []
