import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ListedQuestion } from '../../../core/content/lists.ts'
import { expectedFrom, expectedSaid } from '../../../office/content/expecting.ts'
import type { AnsweredAs } from '../../../office/content/ground.ts'
import { mostTried } from '../../../office/content/list-of-questions.ts'
import { type ListLine, listsKnown, longestListName, mostLists, openList } from '../../../office/content/lists.ts'
import type { Form, Html, View } from '../../desk.ts'
import { area, field, form, hiddenFields, pressButton, select } from '../../parts/form.ts'
import { onPage, pager } from '../../parts/pager.ts'
import { badge, facts, linkButton, section, time } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { type AnswersVisit, addressOfEntry, editing } from './rules.ts'
import { tryAt } from './trial.ts'

/** Where the lists of questions are. */
export const listsAt = '/desk/answers/lists'

/** The address of one of them. */
export const addressOfList = (id: string): string => `${listsAt}/${encodeURIComponent(id)}`

const questionsOnPage = 200

/** Of how many days questions without an answer are taken along; none where none are. */
const spans = ['none', 'week', 'month', 'all'] as const
const daysOf = { none: null, week: 7, month: 30, all: Number.POSITIVE_INFINITY } as const

/** How many days a form names; null where no questions without an answer are wanted. */
export const daysIn = (form: Form): number | null => daysOf[spans.find(s => s === form.get('unanswered')) ?? 'none']

/** All lists, and a form for a new one. */
export async function questionListsView({ visit, say }: AnswersVisit): Promise<View | null> {
  const came = await visit.act(listsKnown, editing(visit), undefined)
  if ('refused' in came) return null
  const { lists } = came.done
  const { lists: words } = say
  return {
    title: words.title,
    up: { to: '/desk/answers', label: say.title },
    main: html`<p class="note">${fill(words.note, { most: mostLists })}</p>${table(
      visit,
      lists,
      columnsOf({ visit, say }),
      {
        caption: fill(words.caption, { count: lists.length }),
        empty: words.empty,
      },
    )}${section(words.new, newForm({ visit, say }), { id: 'new' })}`,
  }
}

function columnsOf({ visit, say: { lists: words } }: AnswersVisit): Column<ListLine>[] {
  const { columns } = words
  return [
    { head: columns.name, as: 'main', cell: l => html`<a href="${addressOfList(l.id)}">${l.name}</a>` },
    { head: columns.count, as: 'number', cell: l => String(l.count) },
    { head: columns.expected, as: 'number', cell: l => String(l.expected) },
    { head: columns.by, cell: l => l.byName },
    { head: columns.at, cell: l => time(visit, l.at), sort: l => l.at },
  ]
}

function newForm({ visit, say: { lists: words } }: AnswersVisit): Html {
  const typed = visit.tried?.act === 'saveList' ? visit.tried.form : null
  const body = html`${field('name', words.name, { value: typed?.get('name') ?? '', hint: words.nameHint, isNeeded: true, most: longestListName })}
    ${questionFields({ say: { lists: words } }, typed)}
    ${select('unanswered', fill(words.unanswered, { most: mostTried }), { options: spans.map(s => ({ value: s, label: words.spans[s] })), value: typed?.get('unanswered') || visit.query('unanswered') || 'none' })}
    <p class="note">${words.kept}</p><button>${words.save}</button>`
  return form(visit, 'saveList', body, { hasFiles: true })
}

const questionFields = (
  { say: { lists: words } }: { say: Pick<AnswersVisit['say'], 'lists'> },
  typed: Form | null,
): Html =>
  html`${area('list', words.questions, { value: typed?.get('list') ?? '', hint: fill(words.questionsHint, { most: mostTried }), most: 400_000, rows: 6 })}
    ${field('file', words.file, { type: 'file', accept: '.xlsx,.xls,.csv,.tsv,.txt', hint: words.fileHint })}`

/** One list: its questions, with what can be done about them; null where there is none. */
export async function questionListView({ visit, say }: AnswersVisit, id: string): Promise<View | null> {
  const came = await visit.act(openList, editing(visit), { id })
  if ('refused' in came) return null
  const list = came.done
  const { lists: words } = say
  const acts = html`<div class="acts">${pressButton(visit, 'try', { button: words.try, values: { saved: id } })}
    ${linkButton(`${tryAt}?saved=${encodeURIComponent(id)}`, words.compare)}${pressButton(visit, 'listFile', { button: words.download, look: 'quiet', values: { id } })}</div>`
  const about = facts([
    [words.columns.count, String(list.count)],
    [words.columns.expected, String(list.expected)],
    [words.columns.by, html`${list.byName} ${time(visit, list.at)}`],
  ])
  return {
    title: list.name,
    up: { to: listsAt, label: words.title },
    main: html`${about}${acts}${questionsOf({ visit, say }, id, list.questions)}${changesOf({ visit, say }, { id, name: list.name })}`,
  }
}

function questionsOf({ visit, say }: AnswersVisit, id: string, questions: readonly ListedQuestion[]): Html {
  const { lists: words } = say
  const { columns } = words
  const { shown, ...turned } = onPage(questions, visit, questionsOnPage)
  const rows = table(
    visit,
    shown,
    [
      { head: columns.question, as: 'main', cell: q => q.question },
      { head: columns.should, cell: q => expectedCell({ visit }, q.expected, words.gone) },
    ],
    {
      caption: fill(words.captionOne, { count: questions.length }),
      empty: words.emptyOne,
      pick: { name: 'questions', value: q => q.question, form: 'picked' },
    },
  )
  if (questions.length === 0) return rows
  const titles = [...visit.content.knowledge.entries.values()].map(entry => entry.title)
  const body = html`${field('said', words.should, { hint: words.shouldHint, most: 100, among: titles })}
    <div class="acts"><button>${words.set}</button><button class="quiet" formaction="/desk/answers/-/removeFromList">${words.remove}</button></div>`
  return html`${rows}${pager(visit, turned)}${section(words.ticked, form(visit, 'expect', body, { values: { id }, id: 'picked' }))}`
}

function expectedCell({ visit }: Pick<AnswersVisit, 'visit'>, expected: string | null, gone: string): Html {
  if (expected === null) return ''
  const said = expectedSaid(editing(visit), expected)
  if (expected.startsWith(':')) return said
  const isThere = visit.content.knowledge.entries.has(expected)
  return isThere ? html`<a href="${addressOfEntry(expected)}">${said}</a>` : html`${said} ${badge(gone, 'bad')}`
}

function changesOf({ visit, say }: AnswersVisit, { id, name }: { id: string; name: string }): Html {
  const { lists: words } = say
  const typed = (act: string) => (visit.tried?.act === act ? visit.tried.form : null)
  const more = html`${questionFields({ say }, typed('addToList'))}<p class="note">${words.kept}</p><button>${words.addButton}</button>`
  const rename = field('name', words.name, {
    value: typed('renameList')?.get('name') ?? name,
    isNeeded: true,
    most: longestListName,
  })
  return html`${section(words.add, form(visit, 'addToList', more, { hasFiles: true, values: { id } }))}
    ${section(
      words.rest,
      html`${form(visit, 'renameList', rename, { button: words.rename, look: 'quiet', values: { id } })}
      ${pressButton(visit, 'dropList', { button: words.drop, look: 'grave', values: { id } })}`,
    )}`
}

/** Makes what answers the questions of a list now what is expected of them; nothing where no list was tried. */
export function takeButton(
  { visit, say }: AnswersVisit,
  id: string,
  answers: readonly (AnsweredAs & { question: string })[],
): Html {
  if (id === '' || answers.length === 0) return ''
  const given = answers.map((answer): ListedQuestion => ({ question: answer.question, expected: expectedFrom(answer) }))
  const { lists: words } = say
  const values = { id, answers: JSON.stringify(given) }
  return html`<div class="acts">${form({ ...visit, here: addressOfList(id) }, 'takeExpected', hiddenFields(values), { button: words.take, look: 'quiet' })}</div><p class="note">${words.takeNote}</p>`
}
