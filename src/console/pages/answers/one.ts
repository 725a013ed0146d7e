import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Entry } from '../../../knowledge/entry.ts'
import type { EntryPreview } from '../../../office/content/entries.ts'
import { type OpenedEntry, openEntry } from '../../../office/content/listing.ts'
import type { Html, View } from '../../desk.ts'
import { field, form, pressButton } from '../../parts/form.ts'
import { badge, facts, linkButton, notice, quote, section } from '../../parts/pieces.ts'
import { historyOfEntry } from './history.ts'
import { entryMarks, reviewText } from './list.ts'
import { type AnswersVisit, addressOfEntry, editing, titleOfEntry } from './rules.ts'

/** One entry: how it is answered, how people ask for it, where it comes from, and who changed it; null where there is none. */
export async function entryView({ visit, say }: AnswersVisit, id: string): Promise<View | null> {
  const came = await visit.act(openEntry, editing(visit), { id })
  if ('refused' in came) return null
  const opened = came.done
  const { entry, line, preview, warnings } = opened
  const { one } = say
  const acts = html`<div class="acts">${linkButton(`${addressOfEntry(id)}/edit`, one.edit, 'plain')}${linkButton(`/desk/answers/try?entry=${encodeURIComponent(id)}`, one.try)}</div>`
  return {
    title: opened.title,
    up: { to: '/desk/answers', label: say.title },
    main: html`<p>${line ? entryMarks(say, line) : badge(say.marks.gone, 'bad')} ${entry?.emergency ? badge(say.marks.emergency, 'warn') : ''}</p>
      ${line === null ? notice(one.gone) : acts}
      ${line && line.faults.length > 0 ? notice(fill(one.broken, { why: line.faults.join(' ') }), 'bad') : ''}
      ${warnings.map(says => notice(says))}
      ${preview ? section(one.shows, previewShown({ say }, preview), { note: one.showsNote }) : ''}
      ${entry ? html`${asksOf({ visit, say }, opened, entry)}${factsOf({ visit, say }, opened)}` : ''}
      ${historyOfEntry({ visit, say }, opened)}`,
  }
}

/** How an entry is answered in each place: the one that is met most stands open. */
export function previewShown({ say: { one } }: Pick<AnswersVisit, 'say'>, preview: EntryPreview): Html {
  const { versions } = one
  const others = (['group', 'full', 'late', 'unset'] as const).filter(name => preview[name] !== null)
  return html`<h3>${versions.private}</h3>${quote(preview.private)}${others.map(
    name => html`<details><summary>${versions[name]}</summary>${quote(preview[name]!)}</details>`,
  )}${preview.lines.length === 0 ? '' : html`<details><summary>${one.lines}</summary>${facts(preview.lines.map(({ asked, says }) => [asked, says]))}</details>`}`
}

function asksOf({ visit, say }: AnswersVisit, { id, wordings }: OpenedEntry, { asks }: Entry): Html {
  const { one } = say
  const { shipped } = visit.content.knowledge
  const filed = shipped.wordings.text.split('\n').filter(line => line.startsWith(`${id}\t`)).length
  const own = wordings.map(({ question, version }) => {
    const values = { question, basedOn: String(version) }
    return html`<li>${question} ${badge(one.asksOwn)} ${pressButton(visit, 'unword', { button: one.removeAsk, look: 'quiet', values })}</li>`
  })
  const typed = visit.tried?.act === 'word' ? visit.tried.form.get('question') : ''
  return section(
    fill(one.asks, { count: asks.length + wordings.length + filed }),
    html`<ul>${asks.map(ask => html`<li>${ask}</li>`)}${own}</ul>${filed > 0 ? html`<p class="note">${fill(one.asksFile, { count: filed })}</p>` : ''}
      ${form(visit, 'word', field('question', one.addAsk.field, { value: typed, hint: one.addAsk.note, isNeeded: true, most: 200 }), { button: one.addAsk.button, look: 'quiet', values: { id } })}`,
  )
}

function factsOf({ visit, say }: AnswersVisit, { id, line, entry }: OpenedEntry): Html {
  if (!line || !entry) return ''
  const { facts: f, fileOwn } = say.one
  const { school } = visit.content.knowledge
  const { useful, useless, subject } = line
  const deadline = entry.deadline === null ? null : school.general.get(entry.deadline)
  const sources = entry.sources.map(({ doc, clause, date }) => [doc, clause, date].filter(Boolean).join(' '))
  const related = entry.related.map(
    (other, n) => html`${n > 0 ? '、' : ''}<a href="${addressOfEntry(other)}">${titleOfEntry(visit, other)}</a>`,
  )
  return html`<details><summary>${f.more}</summary>${facts([
    [f.source, html`${sources.map(source => html`<p>${source}</p>`)}`],
    [f.scope, say.scope[entry.scope]],
    [f.certainty, say.certainty[entry.certainty]],
    [f.review, reviewText(say, entry)],
    [f.valid, [entry.validFrom, entry.validUntil].filter(day => day !== null).join(' – ')],
    [f.deadline, deadline ? html`<a href="/desk/facts/${deadline.key}">${deadline.label}</a>` : ''],
    [f.related, related.length === 0 ? '' : html`${related}`],
    [f.rated, useful + useless === 0 ? '' : fill(say.list.rated, { useful, useless })],
    [f.file, subject ?? fileOwn],
    [f.id, id],
  ])}</details>`
}
