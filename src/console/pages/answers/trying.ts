import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { parseSubject } from '../../../knowledge/entry.ts'
import { tidyEntry } from '../../../knowledge/layer/written.ts'
import { checkEntryDraft } from '../../../office/content/entries.ts'
import type { AnsweredAs } from '../../../office/content/ground.ts'
import { mostTried, questionsInFile, questionsInText } from '../../../office/content/list-of-questions.ts'
import { entryToEdit } from '../../../office/content/listing.ts'
import { answersTo, type ChangedAnswer, layerTried, type TriedQuestions } from '../../../office/content/trying.ts'
import type { Came, Form, Html, View } from '../../desk.ts'
import { area, field, form } from '../../parts/form.ts'
import { badge, notice, quote, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { workbook } from '../../parts/workbook.ts'
import { type AnswersVisit, addressOfEntry, editing, titleOfEntry } from './rules.ts'

/** What is tried: questions as they were pasted, and an entry as it would be; empty for the content as it is. */
interface Trial {
  questions: string
  draft: string
}

/** Many questions at once: asked of the content as it is, or before and after an entry is changed. */
export async function tryView({ visit, say }: AnswersVisit): Promise<View | null> {
  const { tried } = visit
  const entry = visit.query('entry')
  if (tried) return trialView({ visit, say }, { questions: tried.form.get('list'), draft: tried.form.get('draft') })
  if (entry === '') return trialView({ visit, say }, { questions: '', draft: '' })
  const came = await visit.act(entryToEdit, editing(visit), { id: entry })
  return 'refused' in came ? null : trialView({ visit, say }, { questions: '', draft: came.done.text })
}

/** The form of what is tried, and what came of it. */
function trialView({ visit, say }: AnswersVisit, { questions, draft }: Trial, result: Html = ''): View {
  const { trying } = say
  const body = html`${area('list', trying.questions, { value: questions, hint: fill(trying.questionsHint, { most: mostTried }), most: 200_000, rows: 8 })}
    ${field('file', trying.file, { type: 'file', accept: '.xlsx,.xls,.csv,.tsv,.txt', hint: trying.fileHint })}
    <details ${draft === '' ? '' : 'open'}><summary>${trying.compare}</summary>${area('draft', trying.draft, { value: draft, hint: trying.draftHint, most: 20_000, rows: 10 })}</details>
    <div class="acts"><button>${trying.button}</button><button class="quiet" formaction="/desk/answers/-/tryFile">${trying.download}</button></div>`
  return {
    title: trying.title,
    up: { to: '/desk/answers', label: say.title },
    main: html`<p class="note">${trying.note}</p>${form(visit, 'try', body, { hasFiles: true })}${result}`,
  }
}

/** From the form of an entry to the page on which its draft is tried. */
export const tryDraft = ({ visit, say }: AnswersVisit, draft: Form): Came => ({
  view: trialView({ visit, say }, { questions: '', draft: draft.get('text').replace(/\r\n?/g, '\n') }),
})

interface Tried extends TriedQuestions {
  trial: Trial
  hasDraft: boolean
  /** How many were given. */
  given: number
}

/** Asks the questions of a form; in words why not. */
async function tried({ visit, say }: AnswersVisit, form: Form): Promise<Tried | string> {
  const { trying } = say
  const file = form.file('file')
  const filed = file ? await questionsInFile(new Uint8Array(await file.arrayBuffer())) : []
  if (!filed) return trying.badFile
  const all = [...new Set([...questionsInText(form.get('list')), ...filed])]
  if (all.length === 0) return trying.none
  const questions = all.slice(0, mostTried)
  const draft = tidyEntry(form.get('draft'))
  const rules = editing(visit)
  const [entry] = draft === '' ? [] : parseSubject({ where: '', text: draft }, [])
  if (draft !== '') {
    const checked = await visit.act(checkEntryDraft, rules, { id: entry?.id ?? '', text: draft })
    if ('refused' in checked) return checked.refused.says
    const { faults } = checked.done
    if (!entry || faults.length > 0)
      return [trying.badDraft, ...faults.map(({ what, cure }) => `${what} ${fill(say.edit.cure, { cure })}`)].join('\n')
  }
  const drafts = entry ? [{ kind: 'entry' as const, key: entry.id, text: draft }] : []
  const laid = await visit.act(layerTried, rules, { drafts })
  if ('refused' in laid) return laid.refused.says
  const answers = await answersTo(rules, { questions, ...laid.done, now: visit.now })
  const trial = { questions: questions.join('\n'), draft }
  return { ...answers, trial, hasDraft: draft !== '', given: all.length }
}

/** Asks, and shows what came of it below the form. */
export async function tryQuestionsOf({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const came = await tried({ visit, say }, form)
  return typeof came === 'string'
    ? { refused: came }
    : { view: trialView({ visit, say }, came.trial, resultOf({ visit, say }, came)) }
}

function resultOf({ visit, say }: AnswersVisit, came: Tried): Html {
  const { trying } = say
  const { answers, changed, hasDraft, given } = came
  const count = answers.length
  const cut = given > count ? notice(fill(trying.tooMany, { count: given, most: mostTried })) : ''
  const other = changed.filter(c => c.isOther).length
  const answered = answers.filter(a => a.outcome === 'answer').length
  const summary = !hasDraft
    ? fill(trying.answered, { count, answered })
    : changed.length === 0
      ? fill(trying.unchanged, { count })
      : fill(trying.changed, { count: changed.length, other })
  const body = hasDraft ? changedTable({ visit, say }, changed) : answersTable({ visit, say }, answers)
  return section(fill(trying.result, { count }), html`${cut}<p>${summary}</p>${body}`, { id: 'result' })
}

const answerCell = ({ visit, say: { trying } }: AnswersVisit, { entry, outcome }: AnsweredAs): Html =>
  html`${entry === null ? trying.nothing : html`<a href="${addressOfEntry(entry)}">${titleOfEntry(visit, entry)}</a>`} ${outcome === 'answer' ? '' : badge(outcomeWord(trying.outcomes, outcome), 'warn')}`

const outcomeWord = (outcomes: AnswersVisit['say']['trying']['outcomes'], outcome: string): string =>
  outcomes[outcome as keyof typeof outcomes] ?? outcome

const saysCell = ({ trying }: AnswersVisit['say'], says: string): Html =>
  says === '' ? '' : html`<details><summary>${trying.says}</summary>${quote(says)}</details>`

function changedTable({ visit, say }: AnswersVisit, changed: readonly ChangedAnswer[]): Html {
  const { columns, what, captionChanged } = say.trying
  const sorted = changed.toSorted((a, b) => Number(b.isOther) - Number(a.isOther))
  const side = (of: AnsweredAs) => html`${answerCell({ visit, say }, of)}${saysCell(say, of.says)}`
  return table(
    visit,
    sorted,
    [
      { head: columns.question, as: 'main', cell: c => c.question },
      { head: columns.what, cell: c => badge(c.isOther ? what.other : what.words, c.isOther ? 'bad' : 'plain') },
      { head: columns.before, cell: c => side(c.before) },
      { head: columns.after, cell: c => side(c.after) },
    ],
    { caption: captionChanged, empty: fill(say.trying.unchanged, { count: 0 }) },
  )
}

function answersTable({ visit, say }: AnswersVisit, answers: TriedQuestions['answers']): Html {
  const { columns, captionAll } = say.trying
  return table(
    visit,
    answers,
    [
      { head: columns.question, as: 'main', cell: a => a.question },
      { head: columns.answer, cell: a => answerCell({ visit, say }, a) },
      { head: columns.says, cell: a => a.says.split('\n')[0]!.slice(0, 60) },
    ],
    { caption: captionAll, empty: say.trying.none },
  )
}

/** Asks, and hands out the whole of it as a table. */
export async function tryFile({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const came = await tried({ visit, say }, form)
  if (typeof came === 'string') return { refused: came }
  const { trying } = say
  const { columns, what, outcomes } = trying
  const changes = new Map(came.changed.map(c => [c.question, c]))
  const titled = ({ entry, outcome }: AnsweredAs) => [
    entry === null ? '' : titleOfEntry(visit, entry),
    outcomeWord(outcomes, outcome),
  ]
  const rows = came.answers.map(answer => {
    const change = changes.get(answer.question)
    const after = change?.after ?? answer
    if (!came.hasDraft) return [answer.question, ...titled(answer), answer.says]
    const said = change ? (change.isOther ? what.other : what.words) : what.same
    return [answer.question, said, ...titled(answer), answer.says, ...titled(after), after.says]
  })
  const head = came.hasDraft
    ? [columns.question, columns.what, columns.before, '', columns.says, columns.after, '', columns.says]
    : [columns.question, columns.answer, '', columns.says]
  return { file: await workbook(trying.title, [{ name: trying.title, rows: [head, ...rows] }]) }
}
