import { fill } from '../../../content/words.ts'
import { checkEntryDraft, saveEntry } from '../../../office/content/entries.ts'
import { answerByEntry, answerByWording, dismissQuestions } from '../../../office/content/questions.ts'
import { reopenQuestions, takeAnswerBack, waitingFor } from '../../../office/content/reopening.ts'
import { takeItemBack } from '../../../office/content/versions.ts'
import { addWording } from '../../../office/content/wordings.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { lookAtDraft, writtenIn } from './edit.ts'
import { addressOfEntry, editing, textsIn, titleOfEntry } from './rules.ts'
import { chooseView } from './unanswered.ts'
import type { AnswersWords } from './words.ts'

const numberIn = (form: Form, name: string) => Math.trunc(Number(form.get(name))) || 0

/** The press that takes a saved version of an entry back. */
const backFrom = (id: string, version: number, { one }: AnswersWords): Undo => {
  const values = { id, to: String(version - 1), basedOn: String(version), why: one.undoWhy }
  return { act: 'takeBack', values }
}

async function save(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const written = writtenIn(form)
  const came = await visit.act(saveEntry, editing(visit), written)
  if ('refused' in came) return { refused: came.refused.says }
  const { says, version, warnings } = came.done
  const to = addressOfEntry(written.id)
  return { done: [says, ...warnings].join('\n'), to, undo: backFrom(written.id, version, say) }
}

/** A new entry; where people wait for it, only once it is sure: what they are told cannot be taken back. */
async function add(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const written = writtenIn(form)
  const people = await waiting(visit, written.questions)
  if (people > 0 && form.get('sure') !== '1') {
    const checked = await visit.act(checkEntryDraft, editing(visit), written)
    if ('done' in checked && checked.done.faults.length === 0)
      return { ask: fill(say.edit.sure, { count: people }), button: say.edit.sureButton }
  }
  const came = await visit.act(answerByEntry, editing(visit), { ...written, basedOn: 0 })
  if ('refused' in came) return { refused: came.refused.says }
  const { says, version, warnings, questions } = came.done
  const { id } = written
  const undo = {
    act: 'unadd',
    values: { id, basedOn: String(version), questions: JSON.stringify(questions), why: say.one.undoWhy },
  }
  return { done: [says, ...warnings].join('\n'), to: addressOfEntry(id), undo }
}

/** Takes a new entry back, and opens the questions again from which it came. */
async function unadd(visit: Visit, form: Form): Promise<Came> {
  const input = {
    ...{ id: form.get('id'), basedOn: numberIn(form, 'basedOn'), why: form.get('why') },
    questions: textsIn(form.get('questions')),
  }
  const came = await visit.act(takeAnswerBack, editing(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, to: '/desk/answers/unanswered' }
}

async function takeBack(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const [id, basedOn] = [form.get('id'), numberIn(form, 'basedOn')]
  const input = { item: { kind: 'entry' as const, key: id }, to: numberIn(form, 'to'), basedOn, why: form.get('why') }
  const came = await visit.act(takeItemBack, editing(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, to: addressOfEntry(id), undo: backFrom(id, came.done.version, say) }
}

async function word(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const [id, question] = [form.get('id'), form.get('question')]
  const came = await visit.act(addWording, editing(visit), { entry: id, question, why: say.one.addAsk.why })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: wordBack(question, came.done.version) }
}

/** The press that takes a saved version of a way of asking back. */
const wordBack = (question: string, version: number): Undo => ({
  act: 'reword',
  values: { question: question.replace(/\s+/g, ' '), to: String(version - 1), basedOn: String(version) },
})

async function unword(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const item = { kind: 'wording' as const, key: form.get('question').replace(/\s+/g, ' ') }
  const input = { item, to: 0, basedOn: numberIn(form, 'basedOn'), why: say.one.undoWhy }
  const came = await visit.act(takeItemBack, editing(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: wordBack(item.key, came.done.version) }
}

async function reword(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const item = { kind: 'wording' as const, key: form.get('question') }
  const input = { item, to: numberIn(form, 'to'), basedOn: numberIn(form, 'basedOn'), why: say.one.undoWhy }
  const came = await visit.act(takeItemBack, editing(visit), input)
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says }
}

const questionsIn = (form: Form) => [...new Set(form.all('questions'))].slice(0, 500)

async function waiting(visit: Visit, questions: readonly string[]): Promise<number> {
  const came = await visit.act(waitingFor, editing(visit), { questions })
  return 'done' in came ? came.done.people : 0
}

const reopening = (questions: readonly string[]): Undo => ({
  act: 'reopen',
  values: { all: JSON.stringify(questions) },
})

/** Makes questions ways of asking for an entry that was chosen; by other words one is chosen first. */
async function link(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const { unanswered: words } = say
  const [questions, entry, search] = [questionsIn(form), form.get('entry'), form.get('other')]
  if (entry === '' && search === '') return { refused: words.noEntry }
  if (entry === '') {
    const view = await chooseView({ visit, say }, { questions, search })
    return view ? { view } : { refused: words.noEntry }
  }
  const people = await waiting(visit, questions)
  if (people > 0 && form.get('sure') !== '1') {
    const said = { count: questions.length, waiting: people, title: titleOfEntry(visit, entry) }
    return { ask: fill(words.linkSure, said), button: words.linkButton }
  }
  const came = await visit.act(answerByWording, editing(visit), { questions, entry, why: words.why })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: reopening(came.done.questions) }
}

async function dismiss(visit: Visit, form: Form, { unanswered: words }: AnswersWords): Promise<Came> {
  const questions = questionsIn(form)
  const people = await waiting(visit, questions)
  if (people > 0 && form.get('sure') !== '1') {
    const ask = fill(words.dismissSure, { count: questions.length, waiting: people })
    return { ask, button: words.dismissButton }
  }
  const came = await visit.act(dismissQuestions, editing(visit), { questions })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: reopening(came.done.questions) }
}

async function reopen(visit: Visit, form: Form): Promise<Came> {
  const questions = [...questionsIn(form), ...textsIn(form.get('all'))]
  const came = await visit.act(reopenQuestions, editing(visit), { questions })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says }
}

async function look(visit: Visit, form: Form, say: AnswersWords): Promise<Came> {
  const view = await lookAtDraft({ visit, say }, form)
  return typeof view === 'string' ? { refused: view } : { view }
}

/** What the buttons of entries and of questions without an answer do. */
export const answerPresses = { save, add, unadd, takeBack, word, unword, reword, link, dismiss, reopen, look }
