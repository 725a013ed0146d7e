import { html } from 'hono/html'
import { z } from 'zod'
import { type AskedWhy, type AskingHow, askWhy, speaksFor } from '../../bot/ask.ts'
import { peopleRulesOf } from '../../bot/office.ts'
import { each, sentence } from '../../content/words.ts'
import { noReads } from '../../core/reads.ts'
import { type ClassRef, nowhere, stranger } from '../../core/roster.ts'
import { freshSession } from '../../core/session.ts'
import type { Speaking } from '../../knowledge/understanding/why.ts'
import { askAs, classesToTry, type TriedAs } from '../../office/people/ask-as.ts'
import { sha256 } from '../../office/people/code.ts'
import { placeOf } from '../../office/people/ground.ts'
import { unitKey } from '../../office/people/where.ts'
import { parseInstant } from '../../time/calendar.ts'
import { definePage, type Html, type Visit } from '../desk.ts'
import { area, field, select } from '../parts/form.ts'
import { partQuery, unitAsked } from '../parts/part.ts'
import { empty, notice } from '../parts/pieces.ts'
import { type Answered, answeredOf, answerWords } from './try-answer.ts'

const words = z.strictObject({
  title: sentence(),
  note: sentence(),
  form: each(
    ...([
      'question',
      'earlier',
      'earlierHint',
      'number',
      'numberHint',
      'class',
      'anyClass',
      'dorm',
      'where',
      'more',
    ] as const),
    ...(['private', 'mentioned', 'room', 'at', 'badTime', 'ask'] as const),
  ),
  empty: sentence(),
  ...answerWords,
})
type Words = z.infer<typeof words>

const longestQuestion = 500
const mostEarlier = 5

/** 试一试: what the bot would say to somebody, and why; nothing is saved, nothing is sent. */
export const tryOut = definePage<Words>({
  name: 'try',
  right: 'use-staff-flows',
  words,
  async show(visit, say) {
    if (visit.item !== '') return null
    const rules = peopleRulesOf(visit.content, sha256)
    const classes = await visit.act(classesToTry, rules, undefined)
    const form = formOf(visit, say, 'done' in classes ? classes.done : [])
    return { title: say.title, main: html`<p class="note">${say.note}</p>${form}`, after: await outcomeOf(visit, say) }
  },
})

/** What is asked besides the question and its place; shown where something of it is filled in. */
const more = ['number', 'dorm', 'at', 'earlier'] as const
const wheres = ['private', 'mentioned', 'room'] as const

function formOf(visit: Visit, { form: say }: Words, classes: readonly ClassRef[]): Html {
  const value = (name: string) => visit.query(name)
  const places = classes.map(c => ({ value: unitKey({ of: 'class', ...c }), label: placeOf(c) }))
  const { part = '' } = partQuery(unitAsked(visit))
  return html`<form method="get" action="/desk/try" role="search">${area('q', say.question, { value: value('q'), isNeeded: true, most: longestQuestion, rows: 2 })}
      ${select('where', say.where, { options: wheres.map(w => ({ value: w, label: say[w] })), value: value('where') })}
      <details ${part !== '' || more.some(name => value(name) !== '') ? 'open' : ''}><summary>${say.more}</summary>
      ${field('number', say.number, { value: value('number'), hint: say.numberHint, most: 40 })}
      ${select('part', say.class, { options: [{ value: '', label: say.anyClass }, ...places], value: part })}
      ${field('dorm', say.dorm, { value: value('dorm'), most: 40 })}
      ${field('at', say.at, { type: 'datetime-local', value: value('at') })}
      ${area('earlier', say.earlier, { value: value('earlier'), hint: say.earlierHint, rows: 2 })}</details>
      <p class="acts"><button class="plain">${say.ask}</button></p></form>`
}

async function outcomeOf(visit: Visit, say: Words): Promise<Html> {
  const text = visit.query('q').slice(0, longestQuestion)
  if (text === '') return empty(say.empty)
  const at = visit.query('at') === '' ? visit.now : parseInstant(visit.query('at').replace('T', ' '), visit.zone)
  if (!at) return notice(say.form.badTime, 'bad')
  const where = wheres.find(w => w === visit.query('where')) ?? 'private'
  const as = await triedAs(visit, where !== 'private')
  if ('refused' in as) return notice(as.refused, 'bad')
  const answered = await ask(visit, text, { as, isRoom: where !== 'private', isMentioned: where === 'mentioned', at })
  return answeredOf(visit, say, { ...answered, as, where: say.form[where], at })
}

/** As whom it is asked: the person of a number, or somebody made up in a class. */
async function triedAs(visit: Visit, isRoom: boolean): Promise<TriedAs | { refused: string }> {
  const number = visit.query('number')
  if (number !== '') {
    const came = await visit.act(askAs, peopleRulesOf(visit.content, sha256), { number: number.slice(0, 100), isRoom })
    return 'done' in came ? came.done : { refused: came.refused.says }
  }
  const unit = unitAsked(visit)
  const { college, name: className } = unit?.of === 'class' ? unit : { college: '', name: '' }
  const dorm = isRoom ? '' : visit.query('dorm').slice(0, 100)
  return { who: stranger, whose: { ...nowhere, college, className, dorm } }
}

interface Trial extends Pick<AskingHow, 'isRoom' | 'isMentioned'> {
  as: TriedAs
  at: Date
}

/** Asks what was said before, and then the question; of the records nothing can be read. */
async function ask(
  { content, query }: Visit,
  text: string,
  { as, at: now, ...how }: Trial,
): Promise<Pick<Answered, 'asked' | 'speaking'>> {
  const asker = { ...as, read: noReads }
  const earlier = query('earlier')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  let before = freshSession()
  for (const line of earlier.slice(0, mostEarlier))
    before = (await askWhy(content, line.slice(0, longestQuestion), { ...how, now, before }, asker)).session
  const asking = { ...how, now, before }
  const asked: AskedWhy = await askWhy(content, text, asking, asker)
  const speaking: Speaking[] | null = speaksFor(content, text, asking, asker)
  return { asked, speaking }
}
