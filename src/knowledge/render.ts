import { fill } from '../content/words.ts'
import { daysBetween, wallTime } from '../time/calendar.ts'
import { isoDay, weekdayNames } from '../time/shown.ts'
import type { AskedLine } from './direct/lines.ts'
import { beginning, longestSteps, stepsOf, unsaid, withoutLead } from './direct/shorten.ts'
import { type Entry, type EntrySource, placeholdersIn } from './entry.ts'
import type { Phrases } from './phrases.ts'
import { type Circle, type Deadline, deadlineOf, type School, type SchoolField } from './school.ts'

/** What an answer is made with. */
export interface Rendering {
  phrases: Phrases
  school: School
  now: Date
  /** What to say to begin the guided conversation that helps with it, or null. */
  offer?: string | null
  /** Which of the entry's lines were asked for, the surest first. */
  asked?: readonly AskedLine[]
}

/** The answer for a group: what was asked for in the first line, then the short text, dated, with its source. */
export function groupAnswer(entry: Entry, rendering: Rendering): string {
  const { phrases } = rendering
  const said = saidOf(entry.short, { rendering, steps: null })
  return lines([
    ...warnings(entry, rendering),
    ...said.lines,
    countdown(entry, said.texts, rendering),
    ...notes(entry, said.texts, rendering),
    closing(entry, phrases),
    sourceLine(entry, said.texts, rendering),
  ])
}

/** The answer for a private chat: what was asked for in the first line, then no more than a phone shows at once. Where help is needed now all of it. */
export function privateAnswer(entry: Entry, rendering: Rendering): string {
  const { phrases, offer } = rendering
  if (entry.emergency) return fullAnswer(entry, rendering, [])
  const said = saidOf(entry.short, { rendering, steps: stepsOf(entry) })
  const contact = nearestContact(entry, said.texts, rendering)
  return lines([
    ...warnings(entry, rendering),
    ...said.lines,
    countdown(entry, said.texts, rendering),
    contact === null ? null : contactLine(contact, rendering),
    offer ? fill(phrases.offer, { start: offer }) : null,
    ...notes(entry, said.texts, rendering),
    sourceLine(entry, [...said.texts, ...(contact === null ? [] : [`{{${contact}}}`])], rendering),
  ])
}

/** The answer to whoever goes on about the same entry: what is asked for now, and nothing that was said before. */
export function furtherAnswer(entry: Entry, rendering: Rendering): string {
  const { phrases, school } = rendering
  const said = saidOf('', { rendering, steps: stepsOf(entry) })
  return lines([
    ...said.lines,
    sampleNote(said.texts, { phrases, school }),
    sourceLine({ ...entry, deadline: null }, said.texts, rendering),
  ])
}

/** All that there is to say: the long text, our advice, contacts, related titles and every source. */
export function fullAnswer(entry: Entry, rendering: Rendering, titles: readonly string[]): string {
  const { phrases, offer } = rendering
  const [direct] = entry.emergency ? directsOf(rendering) : []
  const { advice } = entry
  const texts = [entry.long, advice ?? '', ...entry.contacts.map(key => `{{${key}}}`)]
  return lines([
    ...warnings(entry, rendering),
    direct === undefined ? `【${entry.title}】` : fillFields(direct, rendering),
    fillFields(entry.long, rendering),
    ...(advice === null ? [] : [phrases.advice, fillFields(advice, rendering)]),
    countdown(entry, texts, rendering),
    ...entry.contacts.map(key => contactLine(key, rendering)),
    offer ? fill(phrases.offer, { start: offer }) : null,
    titles.length > 0 ? fill(phrases.related, { titles: titles.map(t => `“${t}”`).join(' ') }) : null,
    ...notes(entry, texts, rendering),
    closing(entry, phrases),
    allSources(entry, phrases),
    citations(entry, texts, rendering, phrases.cited),
  ])
}

/** The lines for what was asked; of two that say the same only one. */
function directsOf({ asked = [] }: Rendering): string[] {
  const [first, ...others] = asked.map(({ say }) => say)
  return first === undefined ? [] : [first, ...others.flatMap(line => unsaid(line, first) || [])]
}

/** What a short answer says: the direct lines, and what the short text has to add or the steps. `texts` are they unfilled. */
function saidOf(
  short: string,
  { rendering, steps }: { rendering: Rendering; steps: string | null },
): { lines: string[]; texts: string[] } {
  const [first = '', ...others] = directsOf(rendering)
  const leads = first.endsWith('：')
  const texts =
    leads && steps !== null && fillFields(steps, rendering).length <= longestSteps
      ? [first, steps]
      : textsOf(short, [first, ...others].map(withoutLead))
  return { texts, lines: texts.map(text => fillFields(text, rendering)) }
}

/** Direct lines, and what the short text has to add to them: beside two lines only its beginning, as a phone shows no more at once. */
function textsOf(short: string, direct: readonly string[]): string[] {
  const more = unsaid(short, direct.join(''))
  return [...direct, direct.length > 1 ? beginning(more, roomBesideTwo) : more]
}

const roomBesideTwo = 60

/** What is not certain about help for right now, said after everything that helps; only the source comes below it. */
const closing = (entry: Entry, phrases: Phrases) =>
  entry.certainty === 'C' && entry.emergency ? phrases.uncertainEmergency : null

const lines = (parts: (string | null)[]) => parts.filter(part => part !== null && part !== '').join('\n')

/** What has to be known before anything else: that it is over, or does not hold today. */
function warnings(entry: Entry, rendering: Rendering): (string | null)[] {
  const { phrases, school, now } = rendering
  const today = isoDay(now, school.zone)
  return [
    entry.deadline ? overdue(entry, entry.deadline, rendering) : null,
    entry.validUntil && today > entry.validUntil ? fill(phrases.expired, { date: entry.validUntil }) : null,
    entry.validFrom && today < entry.validFrom ? fill(phrases.notYetValid, { date: entry.validFrom }) : null,
  ]
}

/** Certainty, validity of place and examples, each a line of its own where it applies. `texts` are what is said, unfilled. */
function notes(entry: Entry, texts: readonly string[], { phrases, school }: Rendering): (string | null)[] {
  return [
    entry.certainty === 'C' && !entry.emergency ? phrases.uncertain : null,
    entry.scope === '地' && entry.certainty !== 'C' ? phrases.local : null,
    sampleNote([...texts, `{{${entry.deadline}}}`], { phrases, school }),
  ]
}

/** That values of these texts, which are unfilled, are the sample school's; null where none is. */
function sampleNote(
  texts: readonly string[],
  { phrases, school }: Pick<Rendering, 'phrases' | 'school'>,
): string | null {
  const used = texts.join()
  const showsSample = [...school.fields.values()].some(f => f.isSample && used.includes(`{{${f.key}}}`))
  return showsSample ? phrases.sampleNote : null
}

/** That the deadline has passed, and what holds now; null while it has not, or the school has set none. */
function overdue(entry: Entry, key: string, rendering: Rendering): string | null {
  const { phrases, school, now } = rendering
  const deadline = deadlineOf(school, key, now)
  if (!deadline || now <= deadline.at) return null
  const what = entry.late ? fillFields(entry.late, rendering) : fill(phrases.overdueAsk, { ask: deadline.field.ask })
  return fill(phrases.overdue, { label: deadline.field.label, date: dateText(deadline, rendering) }) + what
}

/** How long is left; the date itself only where it was not said. Null where there is no deadline, or it has passed. */
function countdown({ deadline: key }: Entry, texts: readonly string[], rendering: Rendering): string | null {
  const { school, now } = rendering
  const deadline = key === null ? null : deadlineOf(school, key, now)
  if (!deadline || now > deadline.at) return null
  return timeLeft(
    deadline,
    rendering,
    texts.some(text => placeholdersIn(text).includes(key!)),
  )
}

/** How far a date of the school is off, or that it has passed, with the date; null where the school has set none. */
export function deadlineText(key: string, rendering: Rendering): string | null {
  const { phrases, school, now } = rendering
  const deadline = deadlineOf(school, key, now)
  if (!deadline) return null
  if (now <= deadline.at) return timeLeft(deadline, rendering, false)
  return fill(phrases.overdue, { label: deadline.field.label, date: dateText(deadline, rendering) })
}

function timeLeft(deadline: Deadline, rendering: Rendering, isSaid: boolean): string {
  const { phrases, school, now } = rendering
  const days = daysBetween(now, deadline.at, school.zone)
  const values = { label: deadline.field.label, days, date: dateText(deadline, rendering) }
  if (days === 0) return fill(phrases.countdownToday, values)
  if (days === 1) return fill(phrases.countdownTomorrow, values)
  return fill(isSaid ? phrases.countdownDays : phrases.countdown, values)
}

/** Kinds of question after which the next step is to speak to somebody. */
const leadToSomebody: readonly AskedLine['of'][] = ['situation', 'who', 'may', 'proxy', 'whatif', 'need', 'how']

/** The key of the first contact that the school has set, where it matters and was not said. */
function nearestContact(entry: Entry, texts: readonly string[], rendering: Rendering): string | null {
  const { asked = [], school } = rendering
  if (asked.length > 0 && !leadToSomebody.includes(asked[0]!.of)) return null
  const said = texts.flatMap(placeholdersIn)
  return entry.contacts.find(k => school.fields.get(k)?.value && !said.includes(k)) ?? null
}

/** `2027年6月30日周三17:30`, marked when it is only an example or may be another for whoever asks. */
function dateText(deadline: Deadline, rendering: Rendering): string {
  const { phrases } = rendering
  const at = wallTime(deadline.at, rendering.school.zone)
  const clock = deadline.hasTime ? ` ${at.hour}:${String(at.minute).padStart(2, '0')}` : ''
  const weekday = (phrases.weekdays ?? weekdayNames)[at.weekday]!
  const text = fill(phrases.date, { ...at, month: phrases.months?.[at.month - 1] ?? at.month, weekday }) + clock
  return marked(text, deadline.field, rendering)
}

/** A value with what has to be known of it: that it is only an example, that another may hold for whoever asks, whose contact it is. */
function marked(value: string, { isSample, mayDiffer, counselor }: SchoolField, { phrases }: Rendering): string {
  const shown = isSample ? fill(phrases.sampleMark, { value }) : value
  if (counselor !== '') return fill(phrases.ownCounselor, { name: counselor, contact: shown })
  return mayDiffer.length > 0 ? fill(phrases.mayDiffer, { value: shown, by: circleNames(mayDiffer, phrases) }) : shown
}

const circleNames = (circles: readonly Circle[], phrases: Phrases) => circles.map(c => phrases.circles[c]).join('、')

/** Puts the school's values in place of `{{keys}}`; one that is not published says so and names whom to ask. */
export function fillFields(text: string, rendering: Rendering): string {
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, key: string) => fieldText(key, rendering))
}

/** What is said of a field: its value, or that there is none and whom to ask. */
export function fieldText(key: string, rendering: Rendering): string {
  const { phrases, school } = rendering
  const field = school.fields.get(key)
  const known = school.kept.get(key) ?? valueText(key, rendering)
  if (known !== null) return known
  const ask = field?.ask ?? phrases.officeUnset
  if (!field || field.mayDiffer.length === 0) return fill(phrases.unset, { ask })
  return fill(phrases.unsetDiffers, { ask, by: circleNames(field.mayDiffer, phrases) })
}

/** The value of a field as it is said to whoever asks; null where there is none for them. */
export function valueText(key: string, rendering: Rendering): string | null {
  const { school, now } = rendering
  const field = school.fields.get(key)
  if (!field || (field.value === null && field.counselor === '')) return null
  const deadline = deadlineOf(school, key, now)
  if (deadline) return dateText(deadline, rendering)
  return field.value === null ? field.counselor : marked(field.value, field, rendering)
}

function contactLine(key: string, rendering: Rendering): string | null {
  const field = rendering.school.fields.get(key)
  return field ? fill(rendering.phrases.contact, { label: field.label, value: fieldText(key, rendering) }) : null
}

/** How sure it is, the first document with its date, and the notices that the values said were taken from; `texts` are what is said, unfilled. */
function sourceLine(entry: Entry, texts: readonly string[], rendering: Rendering): string {
  const { phrases } = rendering
  const [{ doc, date }, ...others] = entry.sources as [EntrySource, ...EntrySource[]]
  const first = fill(phrases.checked, { doc, clause: '', date })
  const more = others.length > 0 ? phrases.sourceMore : ''
  const ours = entry.advice === null ? '' : phrases.sourceAdvice
  const short = fill(phrases.sourceShort, { certainty: phrases.certainty[entry.certainty], source: first + more })
  return short + ours + (citations(entry, texts, rendering, phrases.citedShort) ?? '')
}

/** The notices and clauses that the values of these texts, which are unfilled, and the deadline were taken from, said so; null where none was. */
function citations(
  { deadline }: Entry,
  texts: readonly string[],
  { phrases, school }: Pick<Rendering, 'phrases' | 'school'>,
  says: string,
): string | null {
  const keys = [...texts.flatMap(placeholdersIn), ...(deadline === null ? [] : [deadline])]
  const sources = new Set(keys.flatMap(key => school.fields.get(key)?.from?.source ?? []))
  return sources.size === 0 ? null : fill(says, { sources: [...sources].join(phrases.between) })
}

/** Document, clause and date of every source, in one line. */
function allSources(entry: Entry, phrases: Phrases): string {
  const sources = entry.sources.map(({ doc, clause, date }) =>
    fill(phrases.checked, { doc, clause: clause ? ` ${clause}` : '', date }),
  )
  return fill(phrases.source, { sources: sources.join(phrases.between) })
}

/** How long the group text of an entry gets, with what the school has set and with nothing set (`unset` at its usual length). */
export function renderedLengths(entry: Entry, school: School): [number, number] {
  const fieldLength = (key: string, filled: boolean) => {
    const kept = school.kept.get(key)
    if (kept !== undefined) return kept.length
    const field = school.fields.get(key)
    if (!filled || !field?.value) return 10 + (field?.ask.length ?? 0)
    // A date is said in full: 2027年12月30日 周四 17:30.
    const marks = (field.isSample ? 4 : 0) + (field.mayDiffer.length > 0 ? 10 : 0)
    return (field.type === 'date' ? 20 : field.value.length) + marks
  }
  const length = (filled: boolean) =>
    entry.short.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, key: string) => 'x'.repeat(fieldLength(key, filled))).length
  return [length(true), length(false)]
}
