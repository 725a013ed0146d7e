import { canonical } from '../../../content/names.ts'
import { broadcastNumberIn } from '../../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../../core/roster.ts'
import { SenseFinder } from '../../../knowledge/lexicon.ts'
import type { AudienceWords } from '../../../office/people/words.ts'
import type { ProgressFlow } from '../../../office/progress/items.ts'
import type { ProgressWords } from '../../../office/progress/words.ts'
import { partsNamed, unknownIn } from '../senses.ts'

/** What a message asks of how far people are. */
export interface AskedProgress {
  is: 'overview' | 'left' | 'done' | 'remind' | 'confirm'
  /** A conversation or the number of a broadcast; `newest` broadcast where only reading is spoken of, null for all conversations. */
  item: string | 'newest' | null
  /** Of whom; null for all in one's care. */
  unit: Unit | null
  /** A class that is named and not on the roster. */
  unknownClass: string | null
}

/** What such a message is made of. */
export interface ProgressHearing {
  words: ProgressWords
  audience: AudienceWords
  flows: readonly ProgressFlow[]
}

type Sense =
  | 'other'
  | 'ask'
  | 'overview'
  | 'count'
  | 'not'
  | 'verb'
  | 'read'
  | 'remind'
  | 'confirm'
  | 'filler'
  | `item:${string}`
  | `unit:${number}`

/** The words of the hearing that came last, and of which conversations. */
const fixed = new WeakMap<ProgressWords, { of: string; senses: ReadonlyMap<string, Sense> }>()

/** All words but the names of the school's parts, in the one writing; of two meanings the first counts. */
function wordsOfProgress({ words, audience, flows }: ProgressHearing): ReadonlyMap<string, Sense> {
  const of = JSON.stringify([flows.map(({ flow, says }) => [flow, says]), audience])
  const known = fixed.get(words)
  if (known?.of === of) return known.senses
  const { heard } = words
  const senses = new Map<string, Sense>()
  const put = (sense: Sense, says: readonly string[]) => {
    for (const said of says.map(canonical)) if (said !== '' && !senses.has(said)) senses.set(said, sense)
  }
  put('confirm', [heard.confirm])
  put('other', heard.other)
  const beside = [...audience.verbs, ...heard.verbs, ...heard.overview].map(canonical)
  for (const { flow, says } of flows) put(`item:${flow}`, namesAlone(says.map(canonical), beside))
  put('ask', heard.asks)
  put('overview', heard.overview)
  put('count', heard.counts)
  put('not', [...audience.not, ...heard.not])
  put('remind', heard.remind)
  put('read', heard.reads)
  put('verb', [...audience.verbs, ...heard.verbs])
  put('filler', [
    ...audience.done,
    ...audience.fillers,
    ...audience.students,
    ...audience.mine,
    ...audience.here,
    ...heard.fillers,
  ])
  fixed.set(words, { of, senses })
  return senses
}

/** Names that are not another one with a word beside it: 签承诺 is 签 and 承诺. */
const namesAlone = (names: readonly string[], beside: readonly string[]) =>
  names.filter(name => !beside.some(word => name.includes(word) && names.includes(name.replace(word, ''))))

/** Whether a message may ask how far people are, from its words alone: what it asks is only known with the names of the classes. */
export function mayAskProgress(text: string, hearing: ProgressHearing): boolean {
  const { rest, number } = withoutNumber(canonical(text))
  const found = new SenseFinder(wordsOfProgress(hearing)).find(rest)
  const has = (...senses: string[]) => found.some(f => senses.includes(f.sense))
  const isAsked = has('ask', 'overview', 'count', 'not', 'remind', 'confirm')
  return (
    isAsked &&
    !has('other') &&
    (number !== null || has('overview', 'read') || found.some(f => f.sense.startsWith('item:')))
  )
}

/**
 * Reads a message by what it is made of: a word that asks or denies, what it is about, a class or a number, in any order. Null where a word is left
 * over that means none of these: then it asks something else.
 */
export function askedProgress(
  text: string,
  hearing: ProgressHearing,
  classes: readonly ClassRef[],
): AskedProgress | null {
  const { rest, number } = withoutNumber(canonical(text))
  const units = partsNamed(classes, hearing.audience)
  const senses = new Map<string, string>(wordsOfProgress(hearing))
  units.forEach(({ says }, n) => {
    for (const said of says) senses.set(said, `unit:${n}`)
  })
  const found = new SenseFinder(senses).find(rest)
  const unknown = unknownIn(rest, found)
  const unknownClass = unknown.length === 1 && /班$/.test(unknown[0]!) ? unknown[0]! : null
  if (unknown.length > 0 && unknownClass === null) return null
  const named = [...new Set(found.filter(f => /^(?:item|unit):/.test(f.sense)).map(f => f.sense))]
  const items = [...named.filter(s => s.startsWith('item:')).map(s => s.slice(5)), ...(number === null ? [] : [number])]
  const places = named.filter(s => s.startsWith('unit:')).map(s => units[Number(s.slice(5))]!.unit)
  if (items.length > 1 || places.length > 1) return null
  const has = (sense: Sense) => found.some(f => f.sense === sense)
  const is = kindOf(has)
  if (is === null) return null
  const isNewest = has('read') && (has('ask') || has('remind')) && is !== 'overview'
  const item = items[0] ?? (isNewest ? 'newest' : null)
  if (item === null && !(is === 'overview' && has('overview'))) return null
  return { is, item, unit: places[0] ?? null, unknownClass }
}

function kindOf(has: (sense: Sense) => boolean): AskedProgress['is'] | null {
  if (has('confirm')) return 'confirm'
  if (has('remind')) return 'remind'
  if (has('not')) return 'left'
  if (has('overview') || has('count')) return 'overview'
  return has('ask') ? 'done' : null
}

/** The number of a broadcast in a text, and the text without it. */
function withoutNumber(text: string): { rest: string; number: string | null } {
  const found = /(?<![0-9a-z])a0*\d{1,6}(?![0-9a-z])/.exec(text)
  if (!found) return { rest: text, number: null }
  return { rest: text.replace(found[0], ' '), number: broadcastNumberIn(found[0]) }
}
