import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { EndedQuestion } from '../../../core/content/item.ts'
import { entriesKnown } from '../../../office/content/listing.ts'
import { clusterUnanswered, type QuestionCluster } from '../../../office/content/questions.ts'
import type { Html, View } from '../../desk.ts'
import { field, filters, form, hiddenFields, pressButton, radios, tabs, ticks } from '../../parts/form.ts'
import { onPage, pager } from '../../parts/pager.ts'
import { badge, card, empty, linkButton, section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { listsAt } from './lists.ts'
import { type AnswersVisit, addressOfEntry, editing, titleOfEntry } from './rules.ts'

const at = '/desk/answers/unanswered'
const mostListed = 20
/** So many classes are named, and so many questions go along to a new entry. */
const classesNamed = 6
const mostAlong = 20

/** What nobody could answer: questions that ask alike together, with what can be done about them; or those that were seen to. */
export async function unansweredView({ visit, say }: AnswersVisit): Promise<View | null> {
  const { unanswered: words } = say
  const search = visit.query('q').slice(0, 100)
  const came = await visit.act(clusterUnanswered, editing(visit), { search })
  if ('refused' in came) return null
  const { clusters, ended } = came.done
  const isEnded = visit.query('view') === 'ended'
  const query = search === '' ? '' : `q=${encodeURIComponent(search)}`
  const views = tabs(words.label, [
    { to: `${at}?${query}`, label: words.views.open, isOn: !isEnded, count: clusters.length },
    { to: `${at}?view=ended&${query}`, label: words.views.ended, isOn: isEnded, count: ended.length },
  ])
  const body = isEnded ? endedTable({ visit, say }, ended) : clusterList({ visit, say }, clusters, search)
  return {
    title: words.title,
    up: { to: '/desk/answers', label: say.title },
    main: html`<p class="note">${words.note}</p><div class="acts">${linkButton(`${listsAt}?unanswered=month#new`, words.toList)}</div>${searchOf({ visit, say }, { search, isEnded })}${views}${body}`,
  }
}

const searchOf = (
  { visit, say: { unanswered: words } }: AnswersVisit,
  { search, isEnded }: { search: string; isEnded: boolean },
): Html =>
  filters(
    visit,
    html`${isEnded ? hiddenFields({ view: 'ended' }) : ''}${field('q', words.search, { value: search, type: 'search', most: 100 })}`,
    words.find,
    at,
  )

function clusterList({ visit, say }: AnswersVisit, clusters: readonly QuestionCluster[], search: string): Html {
  const { unanswered: words } = say
  if (clusters.length === 0) return empty(search === '' ? words.none : fill(words.noneFound, { search }))
  const { shown, ...turned } = onPage(clusters, visit, mostListed)
  const cards = html`${shown.map(cluster => clusterCard({ visit, say }, cluster))}${pager(visit, turned)}`
  return section(words.views.open, cards)
}

function clusterCard({ visit, say }: AnswersVisit, cluster: QuestionCluster): Html {
  const { unanswered: words } = say
  const { questions, times, waiting } = cluster
  const [first] = questions
  return card({
    title: first!.question,
    marks: html`${badge(fill(words.times, { count: times }))} ${waiting > 0 ? badge(fill(words.waiting, { count: waiting }), 'warn') : ''}`,
    lines: html`<p class="note">${cameFrom({ say }, cluster)} · ${time(visit, Math.max(...questions.map(q => q.lastAt)))}</p>${clusterForm({ visit, say }, cluster)}`,
  })
}

function cameFrom({ say: { unanswered: words } }: Pick<AnswersVisit, 'say'>, { classes }: QuestionCluster): string {
  if (classes.length === 0) return words.fromElsewhere
  const named = classes
    .slice(0, classesNamed)
    .map(c => fill(words.class, { class: `${c.college}${c.name}`, count: c.times }))
  const rest = classes.length > classesNamed ? fill(words.more, { count: classes.length }) : ''
  return fill(words.from, { classes: `${named.join('、')}${rest}` })
}

function clusterForm({ visit, say }: AnswersVisit, { questions, nearest }: QuestionCluster): Html {
  const { unanswered: words } = say
  const names = questions.map(q => q.question)
  const typed = visit.tried?.form.get('first') === names[0] ? visit.tried?.form : undefined
  const chosen =
    names.length === 1
      ? hiddenFields({ questions: names[0]! })
      : ticks('questions', words.questions, {
          options: names.map(name => ({ value: name, label: name })),
          values: typed ? typed.all('questions') : names,
        })
  const known = nearest.filter(id => visit.content.knowledge.entries.has(id)).slice(0, 4)
  const options = [
    ...known.map(id => ({ value: id, label: titleOfEntry(visit, id) })),
    { value: '', label: words.otherEntry },
  ]
  const along = new URLSearchParams(names.slice(0, mostAlong).map((name): [string, string] => ['from', name]))
  return form(
    visit,
    'link',
    html`${chosen}${radios('entry', words.entry, { options, value: typed?.get('entry') ?? known[0] ?? '' })}
      ${field('other', words.other, { value: typed?.get('other') ?? '', most: 200 })}
      <div class="acts"><button>${words.link}</button>${linkButton(`/desk/answers/new?${along}`, words.new)}
      <button class="quiet" formaction="/desk/answers/-/dismiss">${words.dismiss}</button></div>`,
    { values: { first: names[0]! } },
  )
}

function endedTable({ visit, say }: AnswersVisit, ended: readonly EndedQuestion[]): Html {
  const { ended: words } = say.unanswered
  const { columns } = words
  const how = ({ as, entry }: EndedQuestion) =>
    entry === null
      ? words.as[as]
      : html`${words.as[as]}：<a href="${addressOfEntry(entry)}">${titleOfEntry(visit, entry)}</a>`
  return table(
    visit,
    ended,
    [
      { head: columns.question, as: 'main', cell: q => q.question },
      { head: columns.times, as: 'number', cell: q => String(q.times) },
      { head: columns.as, cell: how },
      { head: columns.at, cell: q => time(visit, q.endedAt), sort: q => q.endedAt },
      {
        head: columns.act,
        as: 'press',
        cell: q =>
          pressButton(visit, 'reopen', { button: words.reopen, look: 'quiet', values: { questions: q.question } }),
      },
    ],
    { caption: fill(words.caption, { count: ended.length }), empty: words.none },
  )
}

/** The entries that somebody may have meant by some words, to choose one of. */
export async function chooseView(
  { visit, say }: AnswersVisit,
  { questions, search }: { questions: readonly string[]; search: string },
): Promise<View | null> {
  const { choose, title } = say.unanswered
  const came = await visit.act(entriesKnown, editing(visit), { search })
  if ('refused' in came) return null
  const found = came.done.entries.slice(0, 8)
  return {
    title: choose.title,
    up: { to: at, label: title },
    main: html`<p>${choose.note}</p><ul>${questions.map(q => html`<li>${q}</li>`)}</ul><h2>${choose.found}</h2>${
      found.length === 0
        ? empty(choose.none)
        : found.map(({ id, title: named }) => {
            const all = html`${questions.map(q => hiddenFields({ questions: q }))}`
            return card({
              title: named,
              to: addressOfEntry(id),
              lines: '',
              acts: form(visit, 'link', all, { button: choose.button, look: 'quiet', values: { entry: id } }),
            })
          })
    }`,
  }
}
