import type { Identity } from '../../core/roster.ts'
import { type CaseGround, type CaseOutcome, noRight } from '../cases/ground.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'

/** How the questions about one kind of fraud were answered; null for so few answers that they might be somebody's. */
export interface CardKindCount {
  title: string
  counts: { answers: number; wrong: number } | null
}

/** Fewer answers than this are not shown. */
const leastAnswers = 5

/** How the students of somebody's own classes answered the cards of the week, by kind, the kind that was missed most first; of nobody alone. */
export async function countCards(
  ground: CaseGround,
  actor: Identity,
  _: Record<string, never> = {},
): Promise<CaseOutcome<{ says: string; kinds: readonly CardKindCount[] }>> {
  if (!may(actor, 'see-cases') || actor.number === null) return noRight(ground, 'cards')
  const answers = await ground.read.cards.answers(actor.scope)
  const { stories } = ground.rules
  const kindOf = new Map(stories.all.map(s => [s.id, s.kind]))
  const byKind = Map.groupBy(answers, a => kindOf.get(a.story))
  const counts = [...byKind].flatMap(([kind, rows]) => {
    const title = kind === undefined ? undefined : stories.kinds[kind]?.title
    const sum = (of: 'answers' | 'wrong') => rows.reduce((total, row) => total + row[of], 0)
    return title === undefined ? [] : [{ title, answers: sum('answers'), wrong: sum('wrong') }]
  })
  const enough = counts.filter(c => c.answers >= leastAnswers)
  const few = counts.filter(c => c.answers < leastAnswers)
  const kinds = [
    ...enough
      .sort((a, b) => b.wrong / b.answers - a.wrong / a.answers)
      .map(({ title, ...count }) => ({ title, counts: count })),
    // In an order that tells nothing of how few they are.
    ...few.sort((a, b) => a.title.localeCompare(b.title)).map(({ title }) => ({ title, counts: null })),
  ]
  return shown({ says: '', kinds })
}
