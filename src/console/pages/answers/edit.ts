import { html } from 'hono/html'
import { noticeRulesOf } from '../../../bot/editing.ts'
import { fill } from '../../../content/words.ts'
import { parseSubject } from '../../../knowledge/entry.ts'
import { tidyQuestion } from '../../../knowledge/layer/written.ts'
import { type CheckedDraft, checkEntryDraft, proposeEntry } from '../../../office/content/entries.ts'
import type { NamedVersion } from '../../../office/content/ground.ts'
import { entryToEdit } from '../../../office/content/listing.ts'
import { type Nearness, nearnessOf } from '../../../office/content/nearness.ts'
import { waitingFor } from '../../../office/content/reopening.ts'
import { layerTried } from '../../../office/content/trying.ts'
import { historyOf } from '../../../office/content/versions.ts'
import { draftFrom } from '../../../office/notice/draft.ts'
import type { Form, Html, View } from '../../desk.ts'
import { diff } from '../../parts/diff.ts'
import { area, field, form } from '../../parts/form.ts'
import { badge, notice, quote, section } from '../../parts/pieces.ts'
import { previewShown } from './one.ts'
import { type AnswersVisit, addressOfEntry, editing, textsIn, titleOfEntry } from './rules.ts'
import { listChoice } from './trial.ts'

/** An entry as it stands in the form: `questions` are those without an answer from which a new one came. */
export interface WrittenEntry {
  id: string
  text: string
  why: string
  basedOn: number
  questions: readonly string[]
  isNew: boolean
  /** A question that is only tried. */
  probe: string
}

/** What was entered; line ends as the files have them. */
export const writtenIn = (form: Form): WrittenEntry => ({
  id: form.get('id').slice(0, 100),
  text: form.get('text').replace(/\r\n?/g, '\n'),
  why: form.get('why'),
  basedOn: Math.trunc(Number(form.get('basedOn'))) || 0,
  questions: textsIn(form.get('questions')).slice(0, 200),
  isNew: form.get('new') === '1',
  probe: tidyQuestion(form.get('probe')).slice(0, 200),
})

/** The form for an entry that is there; null where there is none. What was refused stands in it as it was typed. */
export async function editView({ visit, say }: AnswersVisit, id: string): Promise<View | null> {
  const came = await visit.act(entryToEdit, editing(visit), { id })
  if ('refused' in came) return null
  const { text, version } = came.done
  const typed = visit.tried ? writtenIn(visit.tried.form) : null
  const asked = { ...came.done, why: '', basedOn: version, questions: [], isNew: false, probe: '' }
  if (!typed || typed.id !== id) return entryForm({ visit, say }, asked, {})
  if (typed.basedOn === version) return entryForm({ visit, say }, typed, {})
  const history = await visit.act(historyOf, editing(visit), { kind: 'entry', key: id })
  const newer = 'done' in history ? history.done.versions[0] : undefined
  const shown = newer ? conflictOf({ say }, newer, { theirs: text, mine: typed.text }) : ''
  return entryForm({ visit, say }, { ...typed, basedOn: version }, { above: shown })
}

function conflictOf(
  { say: { edit, diff: said } }: Pick<AnswersVisit, 'say'>,
  { name, version, text }: NamedVersion,
  { theirs, mine }: { theirs: string; mine: string },
): Html {
  return section(
    edit.conflict,
    html`<p>${fill(edit.conflictNote, { name, version })}</p>${text === null ? html`<p>${edit.conflictTaken}</p>` : ''}
      ${diff(theirs, mine, said)}<details><summary>${edit.theirs}</summary>${quote(theirs)}</details>`,
  )
}

/** The form for a new entry: begun from questions, from what a notice says, or with the question what it is to answer. */
export async function newView({ visit, say }: AnswersVisit): Promise<View | null> {
  const { edit } = say
  const typed = visit.tried ? writtenIn(visit.tried.form) : null
  const from = visit
    .queries('from')
    .map(q => q.trim().slice(0, 300))
    .filter(q => q !== '')
    .slice(0, 50)
  if (!typed && visit.query('notice') !== '') return newFromNotice({ visit, say })
  if (!typed && from.length === 0) {
    const begin = html`<p>${edit.start.note}</p><form method="get" action="/desk/answers/new" class="act">${field('from', edit.start.question, { isNeeded: true, most: 200 })}<button class="plain">${edit.start.button}</button></form>`
    return { title: edit.start.title, up: { to: '/desk/answers', label: say.title }, main: begin }
  }
  const [first = '', ...questions] = from
  const wanted = typed ? { title: typed.id, questions: [], id: typed.id } : { title: first, questions }
  const came = await visit.act(proposeEntry, editing(visit), wanted)
  if ('refused' in came) return null
  const { id, text } = came.done
  if (!typed)
    return entryForm({ visit, say }, { id, text, why: '', basedOn: 0, questions: from, isNew: true, probe: '' }, {})
  if (typed.id === id) return entryForm({ visit, say }, typed, {})
  // Somebody else took the id meanwhile.
  const moved = typed.text.replace(new RegExp(`^id:\\s*${typed.id.replace(/[^\w-]/g, '.')}\\s*$`, 'm'), `id: ${id}`)
  const above = notice(fill(edit.renamed, { old: typed.id, id }))
  return entryForm({ visit, say }, { ...typed, id, text: moved }, { above })
}

/** The form for a new entry with what a notice says, and where; null where there is no such proposal. */
async function newFromNotice({ visit, say }: AnswersVisit): Promise<View | null> {
  const named = { id: visit.query('notice'), n: Number(visit.query('n')) }
  const drafted = await visit.act(draftFrom, noticeRulesOf(visit.content), named)
  if ('refused' in drafted) return null
  const { title, question, text: says, source } = drafted.done
  const came = await visit.act(proposeEntry, editing(visit), {
    title,
    questions: [question],
    from: { text: says, source },
  })
  if ('refused' in came) return null
  const { id, text } = came.done
  return entryForm({ visit, say }, { id, text, why: source.doc, basedOn: 0, questions: [], isNew: true, probe: '' }, {})
}

/** What a draft would come to, and how it would be found; nothing of that where it is faulty. */
interface Looked extends CheckedDraft {
  near: readonly Nearness[]
}

/** The form with what was written, and what it would come to where that was asked for. */
export async function entryForm(
  { visit, say }: AnswersVisit,
  written: WrittenEntry,
  { above = '', checked = null }: { above?: Html; checked?: Looked | null },
): Promise<View> {
  const { edit } = say
  const { id, isNew, questions } = written
  const waiting = questions.length > 0 ? await visit.act(waitingFor, editing(visit), { questions }) : null
  const people = waiting && 'done' in waiting ? waiting.done.people : 0
  const notes = html`${questions.length > 0 ? notice(fill(edit.from, { count: questions.length }), 'good') : ''}${people > 0 ? notice(fill(edit.waiting, { count: people })) : ''}`
  const title = isNew ? edit.titleNew : fill(edit.title, { title: titleOfEntry(visit, id) })
  const up = isNew
    ? { to: '/desk/answers', label: say.title }
    : { to: addressOfEntry(id), label: titleOfEntry(visit, id) }
  return {
    title,
    up,
    main: html`${above}${notes}${await fieldsOf({ visit, say }, written)}${foreseen({ say }, checked)}`,
  }
}

async function fieldsOf(
  { visit, say }: AnswersVisit,
  { id, text, why, basedOn, questions, isNew, probe }: WrittenEntry,
): Promise<Html> {
  const { edit } = say
  const values = {
    ...{ id, basedOn: String(basedOn) },
    ...(questions.length > 0 && { questions: JSON.stringify(questions) }),
    ...(isNew && { new: '1' }),
  }
  const saved = visit.tried?.form.get('saved') ?? ''
  const choice = await listChoice({ visit, say }, { label: edit.tryList, saved })
  const buttons = html`${choice}<p class="note">${edit.lookNote}</p><div class="acts"><button>${edit.save}</button>
    <button class="quiet" formaction="/desk/answers/-/look" formnovalidate>${edit.look}</button>
    <button class="quiet" formaction="/desk/answers/-/tryDraft" formnovalidate>${edit.try}</button></div>`
  const body = html`${area('text', edit.text, { value: text, hint: isNew ? `${edit.hintNew}${edit.hint}` : edit.hint, isNeeded: true, most: 20_000, rows: 20 })}
    ${field('probe', edit.probe.field, { value: probe, hint: edit.probe.hint, most: 200 })}
    ${field('why', edit.why, { value: why, hint: edit.whyHint, isNeeded: true, most: 200 })}${buttons}`
  return html`<div data-preview="/desk/answers/-/look">${form(visit, isNew ? 'add' : 'save', body, { values, id: 'write' })}</div>`
}

function foreseen({ say }: Pick<AnswersVisit, 'say'>, checked: Looked | null): Html {
  const { edit } = say
  return html`<section id="preview" aria-live="polite"><h2>${edit.preview}</h2>${checked ? checkedOf({ say }, checked) : html`<p class="empty">${edit.wait}</p>`}</section>`
}

function checkedOf({ say }: Pick<AnswersVisit, 'say'>, { faults, warnings, preview, near }: Looked): Html {
  const { edit } = say
  const told =
    faults.length === 0
      ? notice(edit.fine, 'good')
      : html`<div class="notice bad" role="status"><p>${fill(edit.faults, { count: faults.length })}</p><ul>${faults.map(
          ({ line, what, cure }) =>
            html`<li>${line === null ? '' : html`<b>${fill(edit.line, { line })}</b> `}${what}<br /><small>${fill(edit.cure, { cure })}</small></li>`,
        )}</ul></div>`
  return html`${told}${warnings.map(says => notice(says))}${nearnessShown(say, near)}${preview ? previewShown({ say }, preview) : ''}`
}

/** The form once more with what was written, and how it would be answered. Nothing is saved. */
export async function lookAtDraft({ visit, say }: AnswersVisit, form: Form): Promise<View | string> {
  const written = writtenIn(form)
  const rules = editing(visit)
  const came = await visit.act(checkEntryDraft, rules, written)
  if ('refused' in came) return came.refused.says
  const { faults, text } = came.done
  const near = faults.length > 0 ? [] : await nearnessOfDraft({ visit, say }, { ...written, text })
  return entryForm({ visit, say }, written, { checked: { ...came.done, near } })
}

/** How the question that is tried finds a draft, and the ways of asking that it has. */
async function nearnessOfDraft({ visit }: AnswersVisit, { id, text, questions, probe }: WrittenEntry) {
  const rules = editing(visit)
  const laid = await visit.act(layerTried, rules, { drafts: [{ kind: 'entry', key: id, text }] })
  if ('refused' in laid || laid.done.layer === null) return []
  const [{ asks = [] } = {}] = parseSubject({ where: id, text }, [])
  const asked = [...(probe === '' ? [] : [probe]), ...asks, ...questions]
  return nearnessOf(rules, { id, layer: laid.done.layer, questions: asked })
}

const kindOfFinding = { answers: 'good', offers: 'warn', exactly: 'warn', not: 'bad' } as const

/** Each question with how it finds the entry, and what else stands near. */
function nearnessShown({ edit: { nearness } }: AnswersVisit['say'], near: readonly Nearness[]): Html {
  if (near.length === 0) return ''
  const lines = near.map(
    ({ question, finds, other }) =>
      html`<li>${question} ${badge(nearness.finds[finds], kindOfFinding[finds])}${other ? html`<br /><small><a href="${addressOfEntry(other.id)}">${fill(nearness.other, { title: other.title })}</a></small>` : ''}</li>`,
  )
  return html`<h3>${nearness.title}</h3><ul>${lines}</ul>`
}
