import { canonical } from '../../../content/names.ts'
import type { ClassRef, Unit } from '../../../core/roster.ts'
import type { Flow } from '../../../flows/schema.ts'
import { SenseFinder } from '../../../knowledge/lexicon.ts'
import type { RecordWords } from '../../../office/desk/record-words.ts'
import type { AudienceWords } from '../../../office/people/words.ts'
import { type DaySpan, spanIn } from '../../../time/said/spans.ts'
import { partsNamed, unknownIn } from '../senses.ts'

/** What a message asks of records: those of a conversation, whether a part of the school has any, or which classes have none. */
export interface AskedRecords {
  is: 'list' | 'done' | 'left'
  flow: string
  /** Null for all in one's care. */
  unit: Unit | null
  span: DaySpan | null
}

/** What such a message is made of. */
export interface RecordHearing {
  words: RecordWords
  audience: AudienceWords
  /** The conversations in which staff write down what took place. */
  flows: readonly Pick<Flow, 'name' | 'title' | 'starts'>[]
  now: Date
  zone: string
}

function sensesOf({ words: { heard }, flows }: RecordHearing): Map<string, string> {
  const senses = new Map<string, string>()
  const put = (sense: string, says: readonly string[]) => {
    for (const said of says.map(canonical)) if (said !== '' && !senses.has(said)) senses.set(said, sense)
  }
  for (const { name, title } of flows) put(`flow:${name}`, [title, ...(heard.flows[name] ?? [])])
  put('left', heard.left)
  put('record', heard.record)
  put('done', heard.done)
  put('filler', heard.fillers)
  return senses
}

/** Whether a message may ask for records, from its words alone: what it asks is only known with the names of the classes. */
export function mayAskRecords(text: string, hearing: RecordHearing): boolean {
  const said = canonical(text)
  // What begins a conversation writes down and does not look.
  if (hearing.flows.some(({ starts }) => starts.some(start => canonical(start) === said))) return false
  const named = spanIn(said, hearing)
  const found = new SenseFinder(sensesOf(hearing)).find(named?.rest ?? said)
  const has = (...senses: string[]) => found.some(f => senses.includes(f.sense))
  return found.some(f => f.sense.startsWith('flow:')) && (named !== null || has('left', 'record', 'done'))
}

/** Reads a message by what it is made of, in any order; null where a word is left over that means none of these, or it asks for two things. */
export function askedRecords(text: string, hearing: RecordHearing, classes: readonly ClassRef[]): AskedRecords | null {
  const said = canonical(text)
  const named = spanIn(said, hearing)
  const rest = named?.rest ?? said
  const units = partsNamed(classes, hearing.audience)
  const senses = sensesOf(hearing)
  units.forEach(({ says }, n) => {
    for (const name of says) senses.set(name, `unit:${n}`)
  })
  const found = new SenseFinder(senses).find(rest)
  if (unknownIn(rest, found).length > 0) return null
  const all = (kind: string) => [...new Set(found.filter(f => f.sense.startsWith(kind)).map(f => f.sense))]
  const [flows, places] = [all('flow:'), all('unit:')]
  if (flows.length !== 1 || places.length > 1) return null
  const has = (sense: string) => found.some(f => f.sense === sense)
  const unit = places[0] === undefined ? null : units[Number(places[0].slice(5))]!.unit
  const is = has('left') ? 'left' : has('done') && !has('record') && unit !== null ? 'done' : 'list'
  return { is, flow: flows[0]!.slice(5), unit, span: named?.span ?? null }
}
