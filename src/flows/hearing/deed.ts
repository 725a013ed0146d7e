import { oneOf } from '../../content/words.ts'
import { placesOf, type Sentence } from './mention.ts'

/** Something that one does: with what, and the verbs for it. */
export interface DoneThing {
  things: readonly string[]
  deeds: readonly string[]
}

/** Longer messages tell more than that something is done. */
const longest = 40

/**
 * Which of these deeds a message says the person has done (钥匙还了，水电费也交清了), by place. Careful: what asks, plans, denies, supposes, or tells of others or of a
 * part, says of nothing that it is done.
 */
export function deedsIn({ text, words }: Sentence, deeds: readonly DoneThing[]): number[] {
  if (text.length > longest || placesOf(text, words.asks).length > 0) return []
  const clauses = text.split(/[\s,.!?;]+/).filter(clause => clause !== '')
  const told = clauses.filter((clause, n) => isPlain(clause, clauses[n + 1] ?? '', words))
  return deeds.flatMap((deed, n) => (told.some(clause => perfect(deed, words).test(clause)) ? [n] : []))
}

/** Whether nothing in a clause, nor a verb of its own in the next (钥匙 还没), takes back that it is done. */
function isPlain(clause: string, next: string, words: Sentence['words']): boolean {
  const harmless = placesOf(clause, words.harmless)
  const isOff = placesOf(clause, words.notDone).some(
    place => !harmless.some(h => h.from <= place.from && place.to <= h.to),
  )
  return !isOff && !placesOf(next, words.undone).some(place => place.from === 0)
}

const compiled = new WeakMap<DoneThing, RegExp>()

/** 钥匙都还了, 还完钥匙了, 钥匙已还: the thing and the verb in one clause, and a mark that it is over. */
function perfect(deed: DoneThing, { over, already }: Sentence['words']): RegExp {
  const before = compiled.get(deed)
  if (before) return before
  const [thing, verb, end, done] = [deed.things, deed.deeds, over, already].map(list => `(?:${oneOf(list)})`)
  const made = new RegExp(
    [
      `${thing}.{0,6}?${verb}.{0,4}?${end}`,
      `${verb}.{0,2}?${end}.{0,4}?${thing}`,
      `${verb}.{0,2}?${thing}.{0,2}?${end}`,
      `${thing}.{0,4}?${done}.{0,3}?${verb}`,
      `${done}.{0,3}?${verb}.{0,3}?${thing}`,
    ].join('|'),
  )
  compiled.set(deed, made)
  return made
}
