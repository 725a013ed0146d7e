import { fill } from '../../content/words.ts'
import { layerWith } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { entryOfWording } from '../../knowledge/layer/written.ts'
import { shown } from '../outcome.ts'
import { type EditingGround, type EditOutcome, editRefused, mayNotEdit, newestOf, savedAs } from './ground.ts'

/** How many people wait for an answer to any of these questions. */
export async function waitingFor(
  ground: EditingGround,
  actor: Identity,
  { questions }: { questions: readonly string[] },
): Promise<EditOutcome<{ people: number }>> {
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const waiting = await ground.read.content.awaiting(questions)
  return shown({ people: new Set(waiting.map(one => one.number)).size })
}

/** Opens questions again that were ended, and takes back what made them ways of asking. Who waited was told, or waits no longer: that stays so. */
export async function reopenQuestions(
  ground: EditingGround,
  actor: Identity,
  { questions }: { questions: readonly string[] },
): Promise<EditOutcome<{ says: string }>> {
  const { read, rules } = ground
  const { words, content } = rules
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const ended = await read.content.endedAmong(questions)
  if (ended.length === 0) return editRefused('unknown', words.questions.none)
  const newest = await read.content.newest()
  const taken = ended.flatMap(({ question, entry }) => {
    const item = { kind: 'wording', key: question } as const
    const before = newestOf(newest, item)
    const isTheirs = before?.text != null && entry !== null && entryOfWording({ text: before.text }) === entry
    return isTheirs ? [{ item, saved: savedAs(actor, item, { text: null, why: '', after: before }) }] : []
  })
  const left = taken.reduce((layer, { item }) => layerWith(layer, item, null), content.knowledge.laid.items)
  const [fault] = rules.faults(left)
  if (fault) return editRefused('faulty', fill(words.faultWhole, { what: fault.what, cure: fault.cure }))
  return {
    done: { says: fill(words.questions.reopened, { count: ended.length }) },
    effects: [
      ...taken.map(({ saved }) => saved.effect),
      { do: 'reopen-questions', questions: ended.map(e => e.question) },
    ],
    audit: { act: 'reopen-questions', detail: String(ended.length) },
  }
}
