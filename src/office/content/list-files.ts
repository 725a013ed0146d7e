import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import type { SourceText } from '../../content/yaml.ts'
import type { QuestionList } from '../../core/content/lists.ts'
import type { Problem } from '../../core/errors.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { Refused } from '../outcome.ts'
import { type EditingGround, type EditRefusal, editRefused } from './ground.ts'
import { type GivenQuestion, headOfColumns, questionsInRows } from './list-of-questions.ts'
import { keptQuestions, listSaved, mostLists, saveList } from './lists.ts'

/** The file in which lists are written down beside the school's own content. */
export const listsFile = 'question-lists.tsv'

/** A list as a file has it. */
export interface ListWritten {
  name: string
  questions: readonly GivenQuestion[]
}

/** Lists as a file: the name of the list, a question and what is expected of it on each line, by tabs. Empty where there are none. */
export const linesOfLists = (lists: readonly QuestionList[]): string =>
  lists
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, questions }) =>
      questions.map(q => `${name}\t${q.question}${q.expected === null ? '' : `\t${q.expected}`}\n`),
    )
    .join('')

/** The lists of a file, in its order; what cannot be read goes to `problems`. */
export function listsWrittenIn({ where, text }: SourceText, problems: Problem[]): ListWritten[] {
  const rows = text.split(/\r?\n/).flatMap((line, n) => {
    const cells = line.split('\t').map(cell => cell.trim())
    if (line.trim() === '') return []
    if (cells.length >= 2 && cells.length <= 3 && cells[0] !== '' && cells[1] !== '') return [cells]
    problems.push({
      where,
      line: n + 1,
      what: '不是“问题单 TAB 问题 TAB 应该答”',
      cure: '每行一两个制表符，应该答可以不写',
    })
    return []
  })
  return [...Map.groupBy(rows, cells => cells[0]!)].map(([name, own]) => {
    return { name, questions: questionsInRows([headOfColumns, ...own.map(([, ...cells]) => cells)]) }
  })
}

/** What saving these lists changes: a new one, or one in the place of what has its name and is another. Refused whole where anything is wrong. */
export async function listsImported(
  ground: EditingGround,
  actor: Identity,
  written: readonly ListWritten[],
): Promise<OfficeEffect[] | Refused<EditRefusal>> {
  const there = await ground.read.content.lists()
  const knownAs = (name: string) => there.find(list => canonical(list.name) === canonical(name))
  const fresh = written.filter(({ name }) => !knownAs(name)).length
  if (there.length + fresh > mostLists)
    return editRefused('faulty', fill(ground.rules.words.lists.tooMany, { most: mostLists }))
  const effects: OfficeEffect[] = []
  for (const { name, questions } of written) {
    const kept = keptQuestions(ground, questions)
    if (kept.unread !== '') return editRefused('faulty', `${listsFile}: ${name}: ${kept.unread}`)
    const known = knownAs(name)
    const before = known ? await ground.read.content.list(known.id) : null
    if (before && JSON.stringify(before.questions) === JSON.stringify(kept.questions)) continue
    const came = before
      ? listSaved(ground, actor, { ...before, questions: kept.questions }, { says: '' })
      : await saveList(ground, actor, { name, questions })
    if ('refused' in came) return came
    effects.push(...came.effects)
  }
  return effects
}
