import { z } from 'zod'
import { fill } from '../../../content/words.ts'
import { expectedSaid } from '../../../office/content/expecting.ts'
import type { EditOutcome } from '../../../office/content/ground.ts'
import { mostTried } from '../../../office/content/list-of-questions.ts'
import {
  addToList,
  type ChangedList,
  dropList,
  expectInList,
  openList,
  putBack,
  removeFromList,
  renameList,
  saveList,
  takeAsExpected,
} from '../../../office/content/lists.ts'
import { askedLately } from '../../../office/content/questions.ts'
import { dayMs } from '../../../time/days.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { workbook } from '../../parts/workbook.ts'
import { addressOfList, daysIn, listsAt } from './lists.ts'
import { type AnswersVisit, editing, textsIn } from './rules.ts'
import { givenIn } from './trial.ts'
import type { AnswersWords } from './words.ts'

/** What a change of a list came to, on the page of the list. */
function cameTo(came: EditOutcome<ChangedList>, undo?: Undo): Came {
  if ('refused' in came) return { refused: came.refused.says }
  const { says, id, before, added } = came.done
  const back = { act: 'listBack', values: { id, before: JSON.stringify(before), added: JSON.stringify(added) } }
  const isChanged = before.length + added.length > 0
  return { done: says, to: addressOfList(id), ...(undo ? { undo } : isChanged ? { undo: back } : {}) }
}

/** A new list of what was pasted, of a file, and of what nobody could answer lately. */
async function save({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const given = await givenIn(form, say)
  if (typeof given === 'string') return { refused: given }
  const days = daysIn(form)
  const since = days === null ? null : visit.now.getTime() - days * dayMs
  const lately = since === null ? null : await visit.act(askedLately, editing(visit), { since })
  const asked = lately && 'done' in lately ? lately.done.questions : []
  // Those asked most often come first; what finds no place on the list is asked least.
  const room = Math.max(0, mostTried - given.length)
  const questions = [...given, ...asked.slice(0, room).map(question => ({ question, expected: '' }))]
  const came = await visit.act(saveList, editing(visit), { name: form.get('name'), questions })
  if ('refused' in came) return { refused: came.refused.says }
  return {
    done: came.done.says,
    to: addressOfList(came.done.id),
    undo: { act: 'dropList', values: { id: came.done.id, sure: '1' } },
  }
}

async function add({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const questions = await givenIn(form, say)
  if (typeof questions === 'string') return { refused: questions }
  return cameTo(await visit.act(addToList, editing(visit), { id: form.get('id'), questions }))
}

async function rename({ visit }: AnswersVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  const before = await visit.act(openList, editing(visit), { id })
  const came = await visit.act(renameList, editing(visit), { id, name: form.get('name') })
  const undo = 'done' in before ? { act: 'renameList', values: { id, name: before.done.name } } : undefined
  return cameTo(came, undo)
}

/** Deletes a list once it is sure. */
async function drop({ visit, say: { lists: words } }: AnswersVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  if (form.get('sure') !== '1') {
    const opened = await visit.act(openList, editing(visit), { id })
    if ('refused' in opened) return { refused: opened.refused.says }
    const { name, count } = opened.done
    return { ask: fill(words.dropSure, { name, count }), button: words.dropButton, isGrave: true }
  }
  const came = await visit.act(dropList, editing(visit), { id })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says, to: listsAt }
}

/** A list to take away, as it can be read in again. */
async function listFile({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const came = await visit.act(openList, editing(visit), { id: form.get('id') })
  if ('refused' in came) return { refused: came.refused.says }
  const { name, questions } = came.done
  const { columns } = say.lists
  const rows = questions.map(({ question, expected }) => {
    const isEntry = expected !== null && !expected.startsWith(':')
    const said = expected === null ? '' : expectedSaid(editing(visit), expected)
    return isEntry ? [question, expected, said] : [question, said, '']
  })
  const head = [columns.question, columns.should, columns.title]
  return { file: await workbook(name, [{ name: say.lists.title, rows: [head, ...rows] }]) }
}

const questionsSchema = z.array(
  z.strictObject({ question: z.string().max(500), expected: z.string().max(100).nullable() }),
)

/** Questions that came with a form in one field; none where it holds anything else. */
function listedIn(json: string): z.infer<typeof questionsSchema> {
  try {
    return questionsSchema.safeParse(JSON.parse(json)).data ?? []
  } catch {
    return [] // no page of ours wrote it
  }
}

const idOf = (form: Form) => form.get('id')
type Did = (visit: Visit, form: Form, say: AnswersWords) => Promise<Came>

/** What the buttons of lists of questions do. */
export const listPresses: Readonly<Record<string, Did>> = {
  saveList: (visit, form, say) => save({ visit, say }, form),
  addToList: (visit, form, say) => add({ visit, say }, form),
  renameList: (visit, form, say) => rename({ visit, say }, form),
  dropList: (visit, form, say) => drop({ visit, say }, form),
  listFile: (visit, form, say) => listFile({ visit, say }, form),
  removeFromList: async (visit, form) =>
    cameTo(await visit.act(removeFromList, editing(visit), { id: idOf(form), questions: form.all('questions') })),
  expect: async (visit, form) => {
    const input = { id: idOf(form), questions: form.all('questions'), said: form.get('said') }
    return cameTo(await visit.act(expectInList, editing(visit), input))
  },
  takeExpected: async (visit, form) => {
    const answers = listedIn(form.get('answers'))
    return cameTo(await visit.act(takeAsExpected, editing(visit), { id: idOf(form), answers }))
  },
  listBack: async (visit, form) => {
    const input = { id: idOf(form), before: listedIn(form.get('before')), added: textsIn(form.get('added')) }
    return cameTo(await visit.act(putBack, editing(visit), input))
  },
}
