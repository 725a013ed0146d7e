import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { ListedQuestion } from '../../../core/content/lists.ts'
import { nowhere } from '../../../core/roster.ts'
import { belongingIn } from '../../../knowledge/values.ts'
import { expectedSaid, type Fit, fitOf, listedOf, tallyOf } from '../../../office/content/expecting.ts'
import type { AnsweredAs } from '../../../office/content/ground.ts'
import { mostTried } from '../../../office/content/list-of-questions.ts'
import { entryToEdit } from '../../../office/content/listing.ts'
import { openList } from '../../../office/content/lists.ts'
import { answersTo, type ChangedAnswer, layerTried, type TriedQuestions } from '../../../office/content/trying.ts'
import type { Came, Form, Html, View } from '../../desk.ts'
import { badge, notice, quote, section } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { workbook } from '../../parts/workbook.ts'
import { takeButton } from './lists.ts'
import { type AnswersVisit, addressOfEntry, editing, titleOfEntry } from './rules.ts'
import { draftsOf, givenIn, noTrial, type QuestionTrial, trialIn, trialView, valueIn, writtenOut } from './trial.ts'

/** Many questions at once: asked of the content as it is, or before and after something is changed. */
export async function tryView({ visit, say }: AnswersVisit): Promise<View | null> {
  if (visit.tried) return trialView({ visit, say }, trialIn(visit.tried.form))
  const entry = visit.query('entry')
  const trial = { ...noTrial, saved: visit.query('saved') }
  if (entry === '') return trialView({ visit, say }, trial)
  const came = await visit.act(entryToEdit, editing(visit), { id: entry })
  return 'refused' in came ? null : trialView({ visit, say }, { ...trial, draft: came.done.text })
}

/** From the form of an entry: its draft is tried on the list that was chosen there, or goes to the page on which questions are. */
export async function tryDraft({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const trial = {
    ...trialIn(form),
    pasted: '',
    draft: form.get('text').replace(/\r\n?/g, '\n'),
    key: '',
    part: null,
    value: '',
  }
  if (trial.saved !== '') return shownTried({ visit, say }, await tried({ visit, say }, form, trial))
  return { view: await trialView({ visit, say }, trial) }
}

/** From the form of a value to the page on which it is tried. */
export const tryValue = async ({ visit, say }: AnswersVisit, form: Form): Promise<Came> => ({
  view: await trialView({ visit, say }, { ...noTrial, ...valueIn(form) }),
})

interface Tried extends TriedQuestions {
  trial: QuestionTrial
  hasDraft: boolean
  /** How many were given. */
  given: number
  /** What is expected of each question, and what was said of that and means nothing. */
  expected: ReadonlyMap<string, string | null>
  unread: string
  /** The questions of the list that was chosen. */
  ofList: ReadonlySet<string>
}

/** Asks the questions of a form; in words why not. */
async function tried({ visit, say }: AnswersVisit, form: Form, trial: QuestionTrial): Promise<Tried | string> {
  const rules = editing(visit)
  const given = await givenIn(form, say)
  if (typeof given === 'string') return given
  const list = trial.saved === '' ? null : await visit.act(openList, rules, { id: trial.saved, isTried: true })
  if (list && 'refused' in list) return list.refused.says
  const { questions: pasted, unread } = listedOf(rules, given)
  const saved = list?.done.questions ?? []
  const all = new Map<string, ListedQuestion>([...pasted, ...saved].map(one => [one.question, one]))
  if (all.size === 0) return say.trying.none
  const asked = [...all.values()].slice(0, mostTried)
  const drafts = await draftsOf({ visit, say }, trial)
  if (typeof drafts === 'string') return drafts
  const laid = await visit.act(layerTried, rules, { drafts })
  if ('refused' in laid) return laid.refused.says
  const whose = trial.part === null ? nowhere : belongingIn(trial.part)
  const questions = asked.map(q => q.question)
  const answers = await answersTo(rules, { questions, ...laid.done, now: visit.now, whose })
  return {
    ...answers,
    ...{ trial: { ...trial, pasted: writtenOut(given) }, hasDraft: drafts.length > 0, given: all.size, unread },
    expected: new Map(asked.map(q => [q.question, q.expected])),
    ofList: new Set(saved.map(q => q.question)),
  }
}

/** Asks, and shows what came of it below the form. */
export const tryQuestionsOf = async ({ visit, say }: AnswersVisit, form: Form): Promise<Came> =>
  shownTried({ visit, say }, await tried({ visit, say }, form, trialIn(form)))

const shownTried = async ({ visit, say }: AnswersVisit, came: Tried | string): Promise<Came> =>
  typeof came === 'string'
    ? { refused: came }
    : { view: await trialView({ visit, say }, came.trial, resultOf({ visit, say }, came)) }

/** How the answers stand to what was expected: before, and after what would be changed. */
function fitsOf({ answers, changed, expected }: Tried): { before: Map<string, Fit>; after: Map<string, Fit> } {
  const before = new Map(answers.map(a => [a.question, fitOf(expected.get(a.question) ?? null, a)]))
  const others = changed.map((c): [string, Fit] => [c.question, fitOf(expected.get(c.question) ?? null, c.after)])
  return { before, after: new Map([...before, ...others]) }
}

function resultOf({ visit, say }: AnswersVisit, came: Tried): Html {
  const { trying } = say
  const { answers, hasDraft, given, unread } = came
  const count = answers.length
  const notes = html`${given > count ? notice(fill(trying.tooMany, { count: given, most: mostTried })) : ''}${unread === '' ? '' : notice(unread)}`
  const body = hasDraft ? changedTable({ visit, say }, came) : answersTable({ visit, say }, came)
  const take = hasDraft
    ? ''
    : takeButton(
        { visit, say },
        came.trial.saved,
        answers.filter(a => came.ofList.has(a.question)),
      )
  const summary = summaryOf(say, came).map(line => html`<p>${line}</p>`)
  return section(fill(trying.result, { count }), html`${notes}${summary}${take}${body}`, { id: 'result' })
}

function summaryOf({ trying }: AnswersVisit['say'], came: Tried): string[] {
  const { answers, changed, hasDraft } = came
  const count = answers.length
  const { before, after } = fitsOf(came)
  const [was, is] = [tallyOf([...before.values()]), tallyOf([...after.values()])]
  const expected = count - was.open
  const other = changed.filter(c => c.isOther).length
  const answered = answers.filter(a => a.outcome === 'answer').length
  const first = !hasDraft
    ? fill(trying.answered, { count, answered })
    : changed.length === 0
      ? fill(trying.unchanged, { count })
      : fill(trying.changed, { count: changed.length, other })
  if (expected === 0) return [first]
  return [
    first,
    hasDraft ? fill(trying.fitsBoth, { count: expected, before: was.same, after: is.same }) : fill(trying.fits, was),
  ]
}

const answerCell = ({ visit, say: { trying } }: AnswersVisit, { entry, outcome }: AnsweredAs): Html =>
  html`${entry === null ? trying.nothing : html`<a href="${addressOfEntry(entry)}">${titleOfEntry(visit, entry)}</a>`} ${outcome === 'answer' ? '' : badge(outcomeWord(trying.outcomes, outcome), 'warn')}`

const outcomeWord = (outcomes: AnswersVisit['say']['trying']['outcomes'], outcome: string): string =>
  outcomes[outcome as keyof typeof outcomes] ?? outcome

const saysCell = ({ trying }: AnswersVisit['say'], says: string): Html =>
  says === '' ? '' : html`<details><summary>${trying.says}</summary>${quote(says)}</details>`

const fitBadge = ({ trying }: AnswersVisit['say'], fit: Fit | undefined): Html =>
  fit === undefined || fit === 'open' ? '' : badge(trying.fit[fit], fit === 'same' ? 'good' : 'bad')

const hasExpected = ({ expected }: Pick<Tried, 'expected'>) => [...expected.values()].some(one => one !== null)

/** What was expected, where anything was: a column of its own, of the question of a row. */
function expectedColumn<Row extends { question: string }>(
  { visit, say }: AnswersVisit,
  { expected }: Tried,
): Column<Row>[] {
  if (!hasExpected({ expected })) return []
  const said = ({ question }: Row) => {
    const own = expected.get(question) ?? null
    return own === null ? '' : expectedSaid(editing(visit), own)
  }
  return [{ head: say.trying.columns.expected, cell: said }]
}

function changedTable({ visit, say }: AnswersVisit, came: Tried): Html {
  const { columns, what, captionChanged, unchanged } = say.trying
  const { before, after } = fitsOf(came)
  const sorted = came.changed.toSorted((a, b) => Number(b.isOther) - Number(a.isOther))
  const side = (of: AnsweredAs, fit: Fit | undefined) =>
    html`${answerCell({ visit, say }, of)} ${fitBadge(say, fit)}${saysCell(say, of.says)}`
  return table<ChangedAnswer>(
    visit,
    sorted,
    [
      { head: columns.question, as: 'main', cell: c => c.question },
      { head: columns.what, cell: c => badge(c.isOther ? what.other : what.words, c.isOther ? 'bad' : 'plain') },
      ...expectedColumn<ChangedAnswer>({ visit, say }, came),
      { head: columns.before, cell: c => side(c.before, before.get(c.question)) },
      { head: columns.after, cell: c => side(c.after, after.get(c.question)) },
    ],
    { caption: captionChanged, empty: fill(unchanged, { count: came.answers.length }) },
  )
}

type Answer = TriedQuestions['answers'][number]

function answersTable({ visit, say }: AnswersVisit, came: Tried): Html {
  const { columns, captionAll, none } = say.trying
  const { before } = fitsOf(came)
  const rank = ({ question }: Answer) => ['other', 'none', 'open', 'same'].indexOf(before.get(question)!)
  return table<Answer>(
    visit,
    came.answers.toSorted((a, b) => rank(a) - rank(b)),
    [
      { head: columns.question, as: 'main', cell: a => a.question },
      {
        head: columns.answer,
        cell: a => html`${answerCell({ visit, say }, a)} ${fitBadge(say, before.get(a.question))}`,
      },
      ...expectedColumn<Answer>({ visit, say }, came),
      { head: columns.says, cell: a => a.says.split('\n')[0]!.slice(0, 60) },
    ],
    { caption: captionAll, empty: none },
  )
}

/** Asks, and hands out the whole of it as a table. */
export async function tryFile({ visit, say }: AnswersVisit, form: Form): Promise<Came> {
  const came = await tried({ visit, say }, form, trialIn(form))
  if (typeof came === 'string') return { refused: came }
  const { title } = say.trying
  return { file: await workbook(title, [{ name: title, rows: rowsOf({ visit, say }, came) }]) }
}

/** All that came of it, a question a row; what was expected where anything was. */
function rowsOf({ visit, say }: AnswersVisit, came: Tried): string[][] {
  const { columns, what, outcomes, fit } = say.trying
  const { before, after } = fitsOf(came)
  const changes = new Map(came.changed.map(c => [c.question, c]))
  const isExpected = hasExpected(came)
  const fitSaid = (own: Fit) => (isExpected ? [own === 'open' ? '' : fit[own]] : [])
  const expectedOf = (question: string) => {
    const own = came.expected.get(question) ?? null
    return isExpected ? [own === null ? '' : expectedSaid(editing(visit), own)] : []
  }
  const side = ({ entry, outcome, says }: AnsweredAs, own: Fit) => {
    const titled = entry === null ? '' : titleOfEntry(visit, entry)
    return [titled, outcomeWord(outcomes, outcome), says, ...fitSaid(own)]
  }
  const rows = came.answers.map(answer => {
    const { question } = answer
    const first = [question, ...expectedOf(question)]
    const was = side(answer, before.get(question)!)
    if (!came.hasDraft) return [...first, ...was]
    const change = changes.get(question)
    const kind = change ? (change.isOther ? what.other : what.words) : what.same
    return [...first, kind, ...was, ...side(change?.after ?? answer, after.get(question)!)]
  })
  const expected = isExpected ? [columns.expected] : []
  const named = (head: string) => [head, '', columns.says, ...(isExpected ? [columns.fit] : [])]
  const first = [columns.question, ...expected]
  return [
    came.hasDraft
      ? [...first, columns.what, ...named(columns.before), ...named(columns.after)]
      : [...first, ...named(columns.answer)],
    ...rows,
  ]
}
