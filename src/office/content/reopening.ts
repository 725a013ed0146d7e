import { fill } from '../../content/words.ts'
import { type Layer, layerWith } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { entryOfWording } from '../../knowledge/layer/written.ts'
import { shown } from '../outcome.ts'
import type { SavedItem } from './entries.ts'
import {
  type EditingGround,
  type EditOutcome,
  editRefused,
  mayNotEdit,
  newestOf,
  savedAs,
  standingContent,
} from './ground.ts'
import { takeItemBack } from './versions.ts'

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

/** What opening questions again changes: what ended them is taken back, and so are the ways of asking that it made of them. */
interface Opening {
  questions: readonly string[]
  effects: readonly OfficeEffect[]
  /** The school's own content without these ways of asking. */
  layer: Layer
}

/** Opens questions again that were ended, as they were before; whoever waited for an answer waits again. */
export async function reopenQuestions(
  ground: EditingGround,
  actor: Identity,
  { questions }: { questions: readonly string[] },
): Promise<EditOutcome<{ says: string }>> {
  const { words } = ground.rules
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const opening = await openingOf(ground, actor, questions)
  if (opening.questions.length === 0) return editRefused('unknown', words.questions.none)
  const [fault] = ground.rules.faults(opening.layer)
  if (fault) return editRefused('faulty', fill(words.faultWhole, { what: fault.what, cure: fault.cure }))
  const count = opening.questions.length
  return {
    done: { says: fill(words.questions.reopened, { count }) },
    effects: opening.effects,
    audit: { act: 'reopen-questions', detail: String(count) },
  }
}

/** Takes a new entry back that was saved as version `basedOn`, and opens the questions again that it ended: both or neither. */
export async function takeAnswerBack(
  ground: EditingGround,
  actor: Identity,
  { id, basedOn, why, questions }: { id: string; basedOn: number; why: string; questions: readonly string[] },
): Promise<EditOutcome<SavedItem>> {
  const { effects, layer } = await openingOf(ground, actor, questions)
  const item = { kind: 'entry' as const, key: id }
  const taken = await takeItemBack(ground, actor, { item, to: basedOn - 1, basedOn, why, layer })
  return 'refused' in taken ? taken : { ...taken, effects: [...effects, ...taken.effects] }
}

async function openingOf(ground: EditingGround, actor: Identity, asked: readonly string[]): Promise<Opening> {
  const { read } = ground
  const ended = await read.content.endedAmong(asked)
  const { newest, layer } = await standingContent(ground)
  const effects: OfficeEffect[] = []
  let left = layer
  for (const { question, entry } of ended) {
    const item = { kind: 'wording', key: question } as const
    const after = newestOf(newest, item)
    if (after?.text == null || entry === null || entryOfWording({ text: after.text }) !== entry) continue
    const before = (await read.content.history(item)).find(v => v.version === after.version - 1)
    const text = before?.text ?? null
    effects.push(savedAs(actor, item, { text, why: '', after }).effect)
    left = layerWith(left, item, text)
  }
  const questions = ended.map(e => e.question)
  return { questions, effects: [...effects, { do: 'reopen-questions', questions }], layer: left }
}
