import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import { type Identity, nowhere, numberOfOwner } from '../../core/roster.ts'
import { knowledgeInEnglish } from '../../knowledge/english/speak.ts'
import type { School, SchoolField } from '../../knowledge/school.ts'
import { bareValue, entriesSaying, wordsBefore } from '../../knowledge/shown.ts'
import { schoolFor } from '../../knowledge/values.ts'
import { dayMs } from '../../time/days.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { minuteText } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { unitOf } from '../people/ground.ts'
import { may } from '../rights.ts'
import { type OpenedField, openField } from './field.ts'
import { type EditedContent, type EditingGround, type EditOutcome, editRefused } from './ground.ts'

/** So long after a change those who were told the old value can be told the new one. */
const offeredMs = 14 * dayMs

/** The values of a field that were changed lately for those whom the reader sees; empty where nobody can have been told an old one. */
export const changedLately = ({ versions }: Pick<OpenedField, 'versions'>, now: Date) =>
  versions
    .filter(version => now.getTime() - version.at <= offeredMs)
    .flatMap(({ changed }) => changed.flatMap(one => (one.from === null ? [] : [{ ...one, from: one.from }])))

/** What telling those comes to who were told an old value. */
export interface ToldNew {
  says: string
  /** How many are written to. */
  count: number
  /** One of the letters; null where nobody is written to. */
  letter: string | null
}

/** Somebody who was last told an old value of a field, in the words of then, and what holds for them now (null: nothing). */
interface Misled {
  owner: string
  /** What they were told. */
  text: string
  from: string
  to: string | null
}

/**
 * Writes in private to each of those whom the bot last told an old value of a field, whether they asked or were reminded, alone or in a group: what holds
 * for them now. Nobody learns who they are. Each is written to once a version; in quiet hours when they are over. `isPreview` comes to the same and writes
 * to nobody.
 */
export async function tellOfChange(
  ground: EditingGround,
  actor: Identity,
  { key, isPreview }: { key: string; isPreview: boolean },
): Promise<EditOutcome<ToldNew>> {
  const { now, rules } = ground
  const { words, content } = rules
  if (!may(actor, 'broadcast')) return editRefused('noRight', words.refused, { tried: `field ${key}` })
  const opened = await openField(ground, actor, { key })
  if ('refused' in opened) return opened
  const { line, versions } = opened.done
  const olds = changedLately(opened.done, now).map(one => one.from)
  const misled = olds.length === 0 ? [] : await inCare(ground, actor, await misledBy(ground, key, olds))
  const letters = misled.flatMap(one => {
    const letter = letterTo(words.told, line.label, one)
    // Where nothing holds any more, the letter itself speaks of the old value alone.
    return letter === one.text ? [] : [{ owner: one.owner, saying: saying(letter) }]
  })
  const [first] = letters
  const version = versions[0]?.version ?? 0
  if (!first) return shown({ says: words.told.nobody, count: 0, letter: null })
  const until = afterQuiet(now, content.reminderWords.quiet, content.knowledge.school.zone)
  const count = letters.length
  const later = until > now ? fill(words.told.later, { until: minuteText(until, content.knowledge.school.zone) }) : ''
  const done = { says: fill(words.told.done, { count }) + later, count, letter: first.saying.text }
  if (isPreview) return shown(done)
  return {
    done,
    effects: [{ do: 'tell-new', key, version, notBefore: until.getTime(), to: letters }],
    audit: { act: 'tell-new', detail: `field ${key} v${version} ${count}` },
  }
}

function letterTo(
  { changed, gone }: EditingGround['rules']['words']['told'],
  label: string,
  { from, to }: Misled,
): string {
  return to === null ? fill(gone, { label, from }) : fill(changed, { label, from, to })
}

/** Everybody who was last told one of these values where another holds for them now. */
async function misledBy({ read, rules, now }: EditingGround, key: string, olds: readonly string[]): Promise<Misled[]> {
  const { school } = rules.content.knowledge
  const field = school.general.get(key)!
  const today = [field.value, ...(school.specials.get(key) ?? []).map(s => s.value)].flatMap(value => value ?? [])
  const values = [...new Set([...olds, ...today])]
  const tongues = tonguesOf(rules.content, { key, values, now })
  const lines = await read.content.said([...new Set(tongues.flatMap(tongue => tongue.said))])
  // Whoever heard of it again since knows what they heard last.
  const last = new Map<string, string>()
  for (const { owner, text } of lines) if (tongues.some(tongue => tongue.speaksOf(text))) last.set(owner, text)
  const misled = await Promise.all(
    [...last].map(async ([owner, text]): Promise<Misled[]> => {
      const number = numberOfOwner(owner)
      const whose = number === null ? nowhere : await read.roster.belonging(number)
      const to = valueNow(schoolFor(school, whose), key)
      const heard = tongues.flatMap(tongue => saidIn(text, tongue)).map(n => values[n]!)
      const from = olds.find(old => heard.includes(old))
      if (from === undefined || (to !== null && heard.includes(to))) return []
      const inWords = (value: string) => tongues[0]!.said[values.indexOf(value)]!
      return [{ owner, text, from: inWords(from), to: to === null ? null : inWords(to) }]
    }),
  )
  return misled.flat()
}

/** What the school itself says; an example is nobody's word. */
function valueNow({ fields }: School, key: string): string | null {
  const { value, isSample } = fields.get(key)!
  return isSample ? null : value
}

/** How the values of a field are said in a language, in their order, and whether a text speaks of the field with one of them. */
interface Tongue {
  said: readonly string[]
  speaksOf(text: string): boolean
}

/** Which of the values a text says, by their places; a day alone is not said where its hour stands with it. */
const saidIn = (text: string, { said }: Tongue): number[] => {
  const found = said.flatMap((one, n) => (text.includes(one) ? [n] : []))
  return found.filter(n => !found.some(other => said[other] !== said[n] && said[other]!.includes(said[n]!)))
}

/** Chinese, then English. */
function tonguesOf(
  content: EditedContent,
  { key, values, now }: { key: string; values: readonly string[]; now: Date },
): Tongue[] {
  const others = [...content.reminders.map(r => r.say), ...content.flowTexts.map(f => f.text)]
  return [content.knowledge, knowledgeInEnglish(content.knowledge)].map(({ entries, phrases, school }) => {
    const field = school.fields.get(key)!
    const said = values.map(value => bareValue(field, value, { phrases, school, now }))
    const texts = [...entriesSaying(entries, key).flatMap(textsIn), ...others]
    return { said, speaksOf: speakingOf(field, wordsBefore(texts, key), said) }
  })
}

/** A number to call is said of nothing else; a day or a place may be. */
function speakingOf(
  { label, type }: SchoolField,
  before: readonly string[],
  said: readonly string[],
): Tongue['speaksOf'] {
  const isSaid = (text: string, one: string) =>
    text.includes(one) && (type === 'phone' || text.includes(label) || before.some(words => text.includes(words + one)))
  return text => said.some(one => isSaid(text, one))
}

/** Every text of a thing, however deep. */
const textsIn = (thing: unknown): string[] => {
  if (typeof thing === 'string') return [thing]
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(textsIn) : []
}

/** Those of them whom somebody may write to: people of the roster in their care who have not left, and for the whole school also whoever is not bound. */
async function inCare({ read }: EditingGround, actor: Identity, misled: readonly Misled[]): Promise<Misled[]> {
  const numbers = misled.flatMap(({ owner }) => numberOfOwner(owner) ?? [])
  const people = new Map((await read.roster.persons(numbers)).map(person => [person.number, person]))
  return misled.filter(({ owner }) => {
    const number = numberOfOwner(owner)
    if (number === null) return may(actor, 'broadcast', { of: 'school' })
    const person = people.get(number)
    return person !== undefined && person.left === '' && may(actor, 'broadcast', unitOf(person))
  })
}
