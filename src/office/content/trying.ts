import { type ItemName, type Layer, layerWith } from '../../core/content/item.ts'
import { type Belonging, type Identity, nowhere } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import {
  type AnsweredAs,
  type EditingGround,
  type EditingRules,
  type EditOutcome,
  mayNotEdit,
  standingContent,
} from './ground.ts'

/** After so many questions others have their turn. */
const turnsOfOthers = 4

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

/** How questions are answered, and which of the answers a draft changes. */
export interface TriedQuestions {
  answers: (AnsweredAs & { question: string })[]
  changed: ChangedAnswer[]
}

/**
 * Asks questions of the content in force and, where drafts are given, with these laid over it; nothing is saved. What is wrong with a draft leaves it out, as
 * `checkEntryDraft` tells.
 */
export async function tryQuestions(
  ground: EditingGround,
  actor: Identity,
  { questions, drafts }: { questions: readonly string[]; drafts: readonly TriedDraft[] },
): Promise<EditOutcome<TriedQuestions>> {
  const tried = await layerTried(ground, actor, { drafts })
  if ('refused' in tried) return tried
  return shown(await answersTo(ground.rules, { ...tried.done, questions, now: ground.now }))
}

/** The layer with drafts over it, for `answersTo`; null without drafts. */
export async function layerTried(
  ground: EditingGround,
  actor: Identity,
  { drafts }: { drafts: readonly TriedDraft[] },
): Promise<EditOutcome<{ layer: Layer | null }>> {
  const refused = mayNotEdit(ground, actor, 'try')
  if (refused) return refused
  if (drafts.length === 0) return shown({ layer: null })
  const { layer } = await standingContent(ground)
  return shown({ layer: drafts.reduce((before, draft) => layerWith(before, draft, draft.text), layer) })
}

/** Asks many questions as somebody who belongs there, of the content in force and of another layer. It reads no records, so that nobody else waits for them meanwhile. */
export async function answersTo(
  rules: EditingRules,
  {
    questions,
    layer,
    now,
    whose = nowhere,
  }: { questions: readonly string[]; layer: Layer | null; now: Date; whose?: Belonging },
): Promise<TriedQuestions> {
  const [ask, askAfter] = [rules.asker(null, whose), layer && rules.asker(layer, whose)]
  const answers: (AnsweredAs & { question: string })[] = []
  const changed: ChangedAnswer[] = []
  for (const [n, question] of questions.entries()) {
    if (n % turnsOfOthers === 0) await new Promise(go => setImmediate(go))
    const before = await ask(question, now)
    answers.push({ question, ...before })
    const after = (await askAfter?.(question, now)) ?? before
    const isOther = before.entry !== after.entry || before.outcome !== after.outcome
    if (isOther || before.says !== after.says) changed.push({ question, before, after, isOther })
  }
  return { answers, changed }
}
