import { html } from 'hono/html'
import type { z } from 'zod'
import { z as schema } from 'zod'
import type { AskedWhy } from '../../bot/ask.ts'
import { each, fill, sentence } from '../../content/words.ts'
import { kindNames } from '../../knowledge/direct/kind.ts'
import type { ShownValue } from '../../knowledge/shown.ts'
import { thresholds } from '../../knowledge/understanding/understand.ts'
import { untaughtThresholds } from '../../knowledge/understanding/untaught.ts'
import { type Speaking, witnesses } from '../../knowledge/understanding/why.ts'
import type { TriedAs } from '../../office/people/ask-as.ts'
import { minuteText } from '../../time/shown.ts'
import type { Html, Visit } from '../desk.ts'
import { badge, facts, notice, quote, section } from '../parts/pieces.ts'
import { table } from '../parts/table.ts'

/** The words about what a question came to. */
export const answerWords = {
  answer: schema.strictObject({
    heading: sentence(),
    silent: sentence(),
    as: sentence('who', 'where', 'at'),
    nobody: sentence(),
    someone: sentence('class'),
  }),
  outcomes: each('answer', 'clarify', 'unknown', 'silent', 'flow', 'alarm'),
  alarm: sentence('kind'),
  alarms: each('crisis', 'scam'),
  why: schema.strictObject({
    heading: sentence(),
    note: sentence('answer', 'clarify'),
    caption: sentence(),
    none: sentence(),
    columns: each('entry', 'score', 'guessed', 'likeness', 'for', 'against'),
    witnesses: each(...witnesses),
    nothing: sentence(),
  }),
  understood: each('heading', 'kinds', 'facts', 'texts'),
  values: schema.strictObject({
    heading: sentence(),
    caption: sentence(),
    columns: each('field', 'value', 'from'),
    unset: sentence(),
    none: sentence(),
  }),
}
type Words = { [Name in keyof typeof answerWords]: z.infer<(typeof answerWords)[Name]> }

/** What a question came to, as whom and where it was asked. */
export interface Answered {
  asked: AskedWhy
  /** Null where likeness alone decides. */
  speaking: readonly Speaking[] | null
  as: TriedAs
  where: string
  at: Date
}

/** What would be said, and why. */
export function answeredOf(visit: Visit, say: Words, answered: Answered): Html {
  const { asked } = answered
  const { outcome, reply, alarm } = asked
  const body = html`<p class="note">${asText(visit, say, answered)}</p>
    <p>${badge(say.outcomes[outcome], outcome === 'answer' ? 'good' : 'plain')}</p>
    ${alarm ? notice(fill(say.alarm, { kind: say.alarms[alarm.kind] })) : ''}${quote(reply ?? say.answer.silent)}`
  return html`${section(say.answer.heading, body)}${section(say.why.heading, whyOf(visit, say, answered), { note: noteOf(say, answered) })}
    ${understoodOf(say, asked)}${section(say.values.heading, valuesOf(visit, say, asked.values))}`
}

function asText(visit: Visit, { answer: say }: Words, { as: { who, whose }, where, at }: Answered): string {
  const { college, className } = whose
  const someone = college === '' ? say.nobody : fill(say.someone, { class: college + className })
  const named = who.number === null ? someone : `${who.name} ${who.number}`
  return fill(say.as, { who: named, where, at: minuteText(at, visit.zone) })
}

const percent = (share: number) => `${Math.round(share * 100)}%`

function noteOf({ why }: Words, { speaking }: Answered): string {
  const { answer, clarify } = speaking ? thresholds : untaughtThresholds
  return fill(why.note, { answer: percent(answer), clarify: percent(clarify) })
}

/** A candidate, with what speaks for it as far as that can be told. */
interface Row extends Pick<Speaking, 'entry' | 'score'> {
  by: Speaking['by'] | null
  guessed: number | null
  likeness: number | null
}

/** Less than this is not worth a word. */
const leastShare = 0.01

function whyOf(visit: Visit, { why: say }: Words, { asked, speaking }: Answered): Html {
  const alike = asked.candidates.map((c): Row => ({ ...c, by: null, guessed: null, likeness: null }))
  const rows: readonly Row[] = speaking ?? alike
  const { entry, score, guessed, likeness } = say.columns
  const share = (value: number | null) => (value === null ? '' : percent(value))
  const speaks = (by: Speaking['by'] | null, isFor: boolean) =>
    witnesses
      .filter(w => by !== null && (isFor ? by[w] >= leastShare : by[w] <= -leastShare))
      .map(w => `${say.witnesses[w]} ${signed(by![w])}`)
      .join('；')
  return table(
    visit,
    rows,
    [
      { head: entry, as: 'main', cell: row => html`${titleOf(visit, row.entry)} <small>${row.entry}</small>` },
      { head: score, as: 'number', cell: row => percent(row.score), sort: row => row.score },
      { head: guessed, as: 'number', cell: row => share(row.guessed), sort: row => row.guessed ?? 0 },
      { head: likeness, as: 'number', cell: row => row.likeness?.toFixed(2) ?? '', sort: row => row.likeness ?? 0 },
      { head: say.columns.for, cell: row => speaks(row.by, true) || say.nothing },
      { head: say.columns.against, cell: row => speaks(row.by, false) || say.nothing },
    ],
    { caption: say.caption, empty: say.none },
  )
}

const signed = (by: number) => `${by > 0 ? '+' : '−'}${percent(Math.abs(by))}`

const titleOf = ({ content }: Visit, entry: string) => content.knowledge.entries.get(entry)?.title ?? entry

function understoodOf({ understood: say }: Words, { talk }: AskedWhy): Html {
  const told = Object.entries(talk.facts).map(([about, fact]) => `${about}：${fact}`)
  const rows = [
    [say.kinds, talk.kinds.map(kind => kindNames[kind]).join('、')],
    [say.facts, told.join('；')],
    [say.texts, talk.texts.join(' / ')],
  ] as const
  return rows.every(([, value]) => value === '') ? '' : section(say.heading, facts(rows))
}

function valuesOf(visit: Visit, { values: say }: Words, values: readonly ShownValue[]): Html {
  const { field, value, from } = say.columns
  return table(
    visit,
    values,
    [
      { head: field, as: 'main', cell: row => fieldTitle(visit, row.field) },
      { head: value, cell: row => row.value ?? say.unset },
      { head: from, cell: row => row.from ?? '' },
    ],
    { caption: say.caption, empty: say.none },
  )
}

const fieldTitle = ({ content }: Visit, field: string): string =>
  content.knowledge.school.fields.get(field)?.label ?? field
