import { fill } from '../../content/words.ts'
import { type AskedFrom, type EndedQuestion, layerWith } from '../../core/content/item.ts'
import { saying } from '../../core/delivery.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { clustersOf } from '../../knowledge/clusters.ts'
import { parseSubject } from '../../knowledge/entry.ts'
import { tidyQuestion } from '../../knowledge/layer/written.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type EntryDraft, keptText, type SavedItem, saveEntry } from './entries.ts'
import { type EditingGround, type EditOutcome, editRefused, mayNotEdit, standingContent } from './ground.ts'
import { wordingsAdded } from './wordings.ts'
import type { EditingWords } from './words.ts'

/** Open questions that ask alike. */
export interface QuestionCluster {
  questions: readonly { question: string; times: number; lastAt: number }[]
  times: number
  /** The entries that came nearest, the one that most of them came near first. */
  nearest: readonly string[]
  /** The classes in one's care that they came from, and how often. */
  classes: readonly (ClassRef & { times: number })[]
  /** How many people wait for an answer. */
  waiting: number
}

/** The most open questions that are looked at. */
const mostOpen = 2000

/** Open questions that nobody could answer, those that ask alike together, what is asked most often first, and those that ended; `search` narrows both down to those with these words. */
export async function clusterUnanswered(
  ground: EditingGround,
  actor: Identity,
  { search = '' }: { search?: string } = {},
): Promise<EditOutcome<{ clusters: QuestionCluster[]; ended: EndedQuestion[] }>> {
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const { read, rules } = ground
  const open = new Map((await read.desk.unanswered(mostOpen)).map(q => [q.question, q]))
  const names = [...open.keys()]
  const from = Map.groupBy(await read.content.askedFrom(names), asked => asked.question)
  const waiting = Map.groupBy(await read.content.awaiting(names), one => one.question)
  const wanted = clustersOf(names, rules.content.knowledge.reader).filter(all => all.some(q => q.includes(search)))
  const clusters = wanted.map((members): QuestionCluster => {
    const questions = members.map(name => open.get(name)!)
    return {
      questions: questions.map(({ question, times, lastAt }) => ({ question, times, lastAt })),
      times: questions.reduce((sum, q) => sum + q.times, 0),
      nearest: byCount(questions.flatMap(q => q.nearest)),
      classes: classesOf(
        actor,
        members.flatMap(name => from.get(name) ?? []),
      ),
      waiting: new Set(members.flatMap(name => waiting.get(name) ?? []).map(one => one.number)).size,
    }
  })
  const sorted = clusters.sort((a, b) => b.times - a.times)
  return shown({ clusters: sorted, ended: await read.content.ended(mostEnded, search) })
}

const mostEnded = 200

/** Open questions that were asked since then (epoch milliseconds), those that are asked most often first. */
export async function askedLately(
  ground: EditingGround,
  actor: Identity,
  { since }: { since: number },
): Promise<EditOutcome<{ questions: readonly string[] }>> {
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const open = await ground.read.desk.unanswered(mostOpen)
  return shown({ questions: open.filter(q => q.lastAt >= since).map(q => q.question) })
}

/** What stands there most often first. */
const byCount = (all: readonly string[]): string[] =>
  [...Map.groupBy(all, one => one)].sort(([, a], [, b]) => b.length - a.length).map(([one]) => one)

/** The classes in somebody's care, each once. */
function classesOf(actor: Identity, asked: readonly AskedFrom[]): (ClassRef & { times: number })[] {
  const theirs = asked.filter(({ college, name }) => may(actor, 'edit-answers', { of: 'class', college, name }))
  return [...Map.groupBy(theirs, ({ college, name }) => JSON.stringify([college, name])).values()]
    .map(all => ({ college: all[0]!.college, name: all[0]!.name, times: all.reduce((sum, one) => sum + one.times, 0) }))
    .sort((a, b) => b.times - a.times)
}

/** Ends open questions as ways of asking for an entry; whoever waited is told. All of them, or none where one of them is wrong. */
export async function answerByWording(
  ground: EditingGround,
  actor: Identity,
  { questions, entry: id, why }: { questions: readonly string[]; entry: string; why: string },
): Promise<EditOutcome<{ says: string; questions: readonly string[] }>> {
  const { rules } = ground
  const { words, content } = rules
  const refused = mayNotEdit(ground, actor, `wording ${id}`)
  if (refused) return refused
  const entry = content.knowledge.entries.get(id)
  if (!entry) return editRefused('unknown', fill(words.unknownEntry, { id }))
  const open = await openAmong(ground, questions)
  if (open.length === 0) return editRefused('unknown', words.questions.none)
  const added = wordingsAdded(ground, actor, { entry: id, questions: open, why, ...(await standingContent(ground)) })
  if ('refused' in added) return added
  const linked = fill(words.questions.linkedMany, { count: open.length, title: entry.title })
  const { effects, told } = await ended(ground, open, { as: 'wording', entry: id })
  return {
    done: { says: linked + toldText(words, told), questions: open },
    effects: [...added.map(one => one.effect), ...effects],
    audit: { act: 'end-questions', detail: `${open.length} wording ${id}` },
  }
}

/** Ends open questions by a new or changed entry, of which they become ways of asking; whoever waited is told. */
export async function answerByEntry(
  ground: EditingGround,
  actor: Identity,
  { questions, ...entry }: EntryDraft & { why: string; basedOn: number; questions: readonly string[] },
): Promise<EditOutcome<SavedItem & { questions: readonly string[] }>> {
  const { rules } = ground
  const saved = await saveEntry(ground, actor, { ...entry, questions })
  if ('refused' in saved) return saved
  const open = await openAmong(ground, questions)
  if (open.length === 0) return { ...saved, done: { ...saved.done, questions: [] } }
  const { newest, layer } = await standingContent(ground)
  const text = keptText({ text: entry.text, questions })
  const over = layerWith(layer, { kind: 'entry', key: entry.id }, text)
  const [{ asks: own = [] } = {}] = parseSubject({ where: entry.id, text }, [])
  const said = new Set(own.map(tidyQuestion))
  const unsaid = open.filter(question => !said.has(tidyQuestion(question)))
  const asks = { entry: entry.id, questions: unsaid, why: entry.why, newest, layer: over }
  const added = wordingsAdded(ground, actor, asks)
  if ('refused' in added) return added
  const { effects, told } = await ended(ground, open, { as: 'entry', entry: entry.id })
  const done = { ...saved.done, says: saved.done.says + toldText(rules.words, told), questions: open }
  return { ...saved, done, effects: [...saved.effects, ...added.map(one => one.effect), ...effects] }
}

/** That people who waited are told; nothing where nobody did. */
const toldText = ({ questions }: EditingWords, people: number): string =>
  people === 0 ? '' : fill(questions.told, { count: people })

/** Puts open questions away that are not ours to answer. */
export async function dismissQuestions(
  ground: EditingGround,
  actor: Identity,
  { questions }: { questions: readonly string[] },
): Promise<EditOutcome<{ says: string; questions: readonly string[] }>> {
  const { words } = ground.rules
  const refused = mayNotEdit(ground, actor, 'questions')
  if (refused) return refused
  const open = await openAmong(ground, questions)
  if (open.length === 0) return editRefused('unknown', words.questions.none)
  return {
    done: { says: fill(words.questions.dismissed, { count: open.length }), questions: open },
    effects: [{ do: 'end-questions', questions: open, as: 'dismissed', entry: null }],
    audit: { act: 'end-questions', detail: `${open.length} dismissed` },
  }
}

/** Those of these questions that are open. */
async function openAmong({ read }: EditingGround, questions: readonly string[]): Promise<string[]> {
  const open = new Set((await read.desk.unanswered(mostOpen)).map(q => q.question))
  return [...new Set(questions)].filter(question => open.has(question))
}

/** What ending questions changes: they are open no more, and each who waited for an answer is told in private; how many these are. */
async function ended(
  { read, rules: { words }, draw }: EditingGround,
  questions: readonly string[],
  { as, entry }: { as: 'wording' | 'entry'; entry: string },
): Promise<{ effects: OfficeEffect[]; told: number }> {
  const waiting = Map.groupBy(await read.content.awaiting(questions), one => one.question)
  const told = [...waiting].map(([question, people]): OfficeEffect => {
    const text = fill(words.awaited.answered, { question })
    const choice = { value: question, label: question }
    return {
      do: 'write-to',
      key: `answered:${draw()}`,
      numbers: people.map(p => p.number),
      saying: saying(text, [choice]),
    }
  })
  const people = new Set([...waiting.values()].flatMap(some => some.map(p => p.number)))
  return { effects: [...told, { do: 'end-questions', questions, as, entry }], told: people.size }
}
