import { fill } from '../content/words.ts'
import { daysBetween, wallTime } from '../time/calendar.ts'
import { isoDay, weekdayNames } from '../time/shown.ts'
import type { Entry } from './entry.ts'
import type { Phrases } from './phrases.ts'
import { type Circle, type Deadline, deadlineOf, type School, type SchoolField } from './school.ts'

/** What an answer is made with. */
export interface Rendering {
  phrases: Phrases
  school: School
  now: Date
  /** What to say to begin the guided conversation that helps with it, or null. */
  offer?: string | null
}

/** The answer for a group: short, dated, with its source. */
export function groupAnswer(entry: Entry, rendering: Rendering): string {
  return lines([
    fillFields(entry.short, rendering),
    ...notes(entry, rendering),
    closing(entry, rendering.phrases),
    sourceLine(entry, rendering.phrases),
  ])
}

/** The answer for a private chat: whole, with title, contacts, related titles and source. */
export function privateAnswer(entry: Entry, rendering: Rendering, titles: readonly string[]): string {
  const { phrases } = rendering
  return lines([
    `【${entry.title}】`,
    fillFields(entry.long, rendering),
    ...notes(entry, rendering),
    ...entry.contacts.map(key => contactLine(key, rendering)),
    rendering.offer ? fill(phrases.offer, { start: rendering.offer }) : null,
    titles.length > 0 ? fill(phrases.related, { titles: titles.map(t => `“${t}”`).join(' ') }) : null,
    closing(entry, phrases),
    sourceLine(entry, phrases),
  ])
}

/** What is not certain about help for right now, said after everything that helps; only the source comes below it. */
const closing = (entry: Entry, phrases: Phrases) =>
  entry.certainty === 'C' && entry.emergency ? phrases.uncertainEmergency : null

const lines = (parts: (string | null)[]) => parts.filter(part => part !== null && part !== '').join('\n')

/** Deadline, certainty and validity, each a line of its own where it applies. */
function notes(entry: Entry, rendering: Rendering): (string | null)[] {
  const { phrases, school, now } = rendering
  const today = isoDay(now, school.zone)
  const used = `${entry.short}${entry.long}${entry.contacts.map(k => `{{${k}}}`).join('')}${entry.deadline ? `{{${entry.deadline}}}` : ''}`
  const showsSample = [...school.fields.values()].some(f => f.isSample && used.includes(`{{${f.key}}}`))
  return [
    entry.deadline ? deadlineNote(entry, entry.deadline, rendering) : null,
    entry.certainty === 'C' && !entry.emergency ? phrases.uncertain : null,
    entry.scope === '地' && entry.certainty !== 'C' ? phrases.local : null,
    entry.validUntil && today > entry.validUntil ? fill(phrases.expired, { date: entry.validUntil }) : null,
    entry.validFrom && today < entry.validFrom ? fill(phrases.notYetValid, { date: entry.validFrom }) : null,
    showsSample ? phrases.sampleNote : null,
  ]
}

/** How long is left, or what holds now that it is too late; null while the school has set no date. */
function deadlineNote(entry: Entry, key: string, rendering: Rendering): string | null {
  const { phrases, school, now } = rendering
  const deadline = deadlineOf(school, key, now)
  if (!deadline) return null
  const values = { label: deadline.field.label, date: dateText(deadline, rendering) }
  if (now > deadline.at) {
    const what = entry.late ? fillFields(entry.late, rendering) : fill(phrases.overdueAsk, { ask: deadline.field.ask })
    return fill(phrases.overdue, values) + what
  }
  const days = daysBetween(now, deadline.at, school.zone)
  if (days === 0) return fill(phrases.countdownToday, values)
  if (days === 1) return fill(phrases.countdownTomorrow, values)
  return fill(phrases.countdown, { ...values, days })
}

/** `2027年6月30日周三17:30`, marked when it is only an example or may be another for whoever asks. */
function dateText(deadline: Deadline, rendering: Rendering): string {
  const at = wallTime(deadline.at, rendering.school.zone)
  const clock = deadline.hasTime ? ` ${at.hour}:${String(at.minute).padStart(2, '0')}` : ''
  const text = `${at.year}年${at.month}月${at.day}日 ${weekdayNames[at.weekday]}${clock}`
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
  return field ? `${field.label}：${fieldText(key, rendering)}` : null
}

/** Document, clause and date of every source, in one line. */
function sourceLine(entry: Entry, phrases: Phrases): string {
  const sources = entry.sources.map(({ doc, clause, date }) =>
    fill(phrases.checked, { doc, clause: clause ? ` ${clause}` : '', date }),
  )
  return fill(phrases.source, { sources: sources.join('；') })
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
