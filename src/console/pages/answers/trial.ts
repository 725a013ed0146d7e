import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { parseSubject } from '../../../knowledge/entry.ts'
import { tidyEntry } from '../../../knowledge/layer/written.ts'
import type { ForWhom } from '../../../knowledge/school.ts'
import { checkEntryDraft, keptText } from '../../../office/content/entries.ts'
import type { EditFault } from '../../../office/content/ground.ts'
import {
  eachOnce,
  type GivenQuestion,
  mostTried,
  questionsInFile,
  questionsInText,
} from '../../../office/content/list-of-questions.ts'
import { listsKnown } from '../../../office/content/lists.ts'
import { checkPart, fieldWithPart } from '../../../office/content/parts.ts'
import type { TriedDraft } from '../../../office/content/trying.ts'
import type { Form, Html, View } from '../../desk.ts'
import { area, field, form, hiddenFields, select } from '../../parts/form.ts'
import { partSaid, partText, valuePartIn } from '../../parts/part.ts'
import { type AnswersVisit, editing } from './rules.ts'

/** What is tried: questions, and what would be another than it is; each is empty where it is left out. */
export interface QuestionTrial {
  /** As they were pasted. */
  pasted: string
  /** The id of a list that was saved. */
  saved: string
  /** An entry as it would be. */
  draft: string
  /** A value of the school by its key, for everybody (null) or a part of it, as it would be. */
  key: string
  part: ForWhom | null
  value: string
}

/** A trial of nothing. */
export const noTrial: QuestionTrial = { pasted: '', saved: '', draft: '', key: '', part: null, value: '' }

/** What was entered. */
export const trialIn = (form: Form): QuestionTrial => ({
  pasted: form.get('list'),
  saved: form.get('saved'),
  draft: form.get('draft').replace(/\r\n?/g, '\n'),
  ...valueIn(form),
})

/** The value of the school that a form names; none where it names no part of one. */
export function valueIn(form: Form): Pick<QuestionTrial, 'key' | 'part' | 'value'> {
  const part = valuePartIn(form.get('part'))
  return part === undefined ? noTrial : { key: form.get('key'), part, value: form.get('value').slice(0, 300) }
}

/** Where many questions are tried. */
export const tryAt = '/desk/answers/try'

/** The form of what is tried, and what came of it. What is refused is said above it again. */
export async function trialView({ visit, say }: AnswersVisit, trial: QuestionTrial, result: Html = ''): Promise<View> {
  const { trying } = say
  const body = html`${area('list', trying.questions, { value: trial.pasted, hint: fill(trying.questionsHint, { most: mostTried }), most: 400_000, rows: 8 })}
    ${field('file', trying.file, { type: 'file', accept: '.xlsx,.xls,.csv,.tsv,.txt', hint: trying.fileHint })}
    ${await listChoice({ visit, say }, { label: trying.list, saved: trial.saved })}${draftFields({ visit, say }, trial)}
    <div class="acts"><button>${trying.button}</button><button class="quiet" formaction="/desk/answers/-/tryFile">${trying.download}</button></div>`
  return {
    title: trying.title,
    up: { to: '/desk/answers', label: say.title },
    main: html`<p class="note">${trying.note}</p>${form({ ...visit, here: tryAt }, 'try', body, { hasFiles: true })}${result}`,
  }
}

/** A saved list to choose; without any, where one is made. */
export async function listChoice(
  { visit, say: { trying } }: AnswersVisit,
  { label, saved }: { label: string; saved: string },
): Promise<Html> {
  const came = await visit.act(listsKnown, editing(visit), undefined)
  const lists = 'done' in came ? came.done.lists : []
  if (lists.length === 0) return html`<p class="note"><a href="/desk/answers/lists">${trying.noLists}</a></p>`
  const options = [
    { value: '', label: trying.noList },
    ...lists.map(({ id, name, count }) => ({ value: id, label: fill(trying.listed, { name, count }) })),
  ]
  return select('saved', label, { options, value: saved })
}

function draftFields({ visit, say: { trying } }: AnswersVisit, { draft, key, part, value }: QuestionTrial): Html {
  const { general } = visit.content.knowledge.school
  const whom = part === null ? trying.whole : partSaid(visit, part)
  const set =
    key === ''
      ? html`<p class="note"><a href="/desk/facts">${trying.fieldNote}</a></p>`
      : html`${hiddenFields({ key, part: partText(part) })}${field('value', fill(trying.field, { label: general.get(key)?.label ?? key, whom }), { value, hint: trying.valueHint, most: 300 })}`
  return html`<details ${draft === '' && key === '' ? '' : 'open'}><summary>${trying.compare}</summary>
    ${area('draft', trying.draft, { value: draft, hint: trying.draftHint, most: 20_000, rows: 10 })}
    ${set}</details>`
}

/** The questions that came with a form, each once; in words why they cannot be read. */
export async function givenIn(form: Form, { trying }: AnswersVisit['say']): Promise<GivenQuestion[] | string> {
  const file = form.file('file')
  const filed = file ? await questionsInFile(new Uint8Array(await file.arrayBuffer())) : []
  return filed ? eachOnce([...questionsInText(form.get('list')), ...filed]) : trying.badFile
}

/** Questions as they stand in a form. */
export const writtenOut = (given: readonly GivenQuestion[]): string =>
  given.map(({ question, expected }) => (expected === '' ? question : `${question}\t${expected}`)).join('\n')

/** What would be another than it is, as items; in words what is wrong with it. */
export async function draftsOf({ visit, say }: AnswersVisit, trial: QuestionTrial): Promise<TriedDraft[] | string> {
  const { trying } = say
  const rules = editing(visit)
  const drafts: TriedDraft[] = []
  const wrong = (faults: readonly EditFault[]) =>
    [trying.badDraft, ...faults.map(({ what, cure }) => `${what} ${fill(say.edit.cure, { cure })}`)].join('\n')
  if (tidyEntry(trial.draft) !== '') {
    const text = keptText({ text: trial.draft })
    const [entry] = parseSubject({ where: '', text }, [])
    const checked = await visit.act(checkEntryDraft, rules, { id: entry?.id ?? '', text })
    if ('refused' in checked) return checked.refused.says
    if (!entry || checked.done.faults.length > 0) return wrong(checked.done.faults)
    drafts.push({ kind: 'entry', key: entry.id, text })
  }
  if (trial.key !== '') {
    const { key, part, value } = trial
    const draft = { key, part, value }
    const checked = await visit.act(checkPart, rules, draft)
    if ('refused' in checked) return checked.refused.says
    if (checked.done.faults.length > 0) return wrong(checked.done.faults)
    drafts.push(fieldWithPart(rules, draft))
  }
  return drafts
}
