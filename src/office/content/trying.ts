import { type ItemName, layerWith } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { type AnsweredAs, type EditingGround, type EditOutcome, mayNotEdit, standingContent } from './ground.ts'

/** A question that would be answered otherwise. */
export interface ChangedAnswer {
  question: string
  before: AnsweredAs
  after: AnsweredAs
  /** Whether another entry would answer, or one where none did; else only what it says is another. */
  isOther: boolean
}

/** An item as it would be saved. */
export interface TriedDraft extends ItemName {
  text: string | null
}

/**
 * Asks questions of the content in force and, where drafts are given, with these laid over it; nothing is saved. What is wrong with a draft leaves it out, as
 * `checkEntryDraft` tells.
 */
export async function tryQuestions(
  ground: EditingGround,
  actor: Identity,
  { questions, drafts }: { questions: readonly string[]; drafts: readonly TriedDraft[] },
): Promise<EditOutcome<{ answers: (AnsweredAs & { question: string })[]; changed: ChangedAnswer[] }>> {
  const refused = mayNotEdit(ground, actor, 'try')
  if (refused) return refused
  const { rules, now } = ground
  const { layer } = await standingContent(ground)
  const tried = drafts.reduce((before, draft) => layerWith(before, draft, draft.text), layer)
  const [ask, askAfter] = [rules.asker(null), drafts.length > 0 ? rules.asker(tried) : null]
  const answers: (AnsweredAs & { question: string })[] = []
  const changed: ChangedAnswer[] = []
  for (const question of questions) {
    const before = await ask(question, now)
    answers.push({ question, ...before })
    const after = (await askAfter?.(question, now)) ?? before
    const isOther = before.entry !== after.entry || before.outcome !== after.outcome
    if (isOther || before.says !== after.says) changed.push({ question, before, after, isOther })
  }
  return shown({ answers, changed })
}
