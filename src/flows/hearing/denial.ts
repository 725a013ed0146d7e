import { oneOf } from '../../content/words.ts'
import { type Mention, placesOf, type Sentence } from './mention.ts'
import type { AnswerWords, DenialManner } from './words.ts'

/** A mention with what is said of it. */
export interface JudgedMention extends Mention {
  isDenied: boolean
  /** Whether it is what is left out of all the rest (除了签字，就差查宿). */
  isExcepted: boolean
}

/** Says of each mention whether it is denied, as one denies in this manner. What is named together (钥匙和签字都没办) is denied together. */
export function judge(sentence: Sentence, mentions: readonly Mention[], manner: DenialManner): JudgedMention[] {
  const { words } = sentence
  const text = unharmed(sentence)
  const { joins, before, after, except } = patternsOf(words, manner)
  const groups: Mention[][] = []
  for (const mention of mentions) {
    const group = groups.at(-1)
    if (group && joins.test(text.slice(group.at(-1)!.to, mention.from))) group.push(mention)
    else groups.push([mention])
  }
  return groups.flatMap((group, n) => {
    const from = groups[n - 1]?.at(-1)?.to ?? 0
    const to = groups[n + 1]?.[0]?.from ?? text.length
    const lead = text.slice(from, group[0]!.from)
    const tail = clauseAfter(text.slice(group.at(-1)!.to, to), manner)
    const isExcepted = except.test(lead)
    const isDenied = isExcepted || (before?.test(lastClause(lead)) ?? false) || (after?.test(tail) ?? false)
    return group.map(mention => ({ ...mention, isDenied, isExcepted }))
  })
}

interface Patterns {
  joins: RegExp
  before: RegExp | null
  after: RegExp | null
  except: RegExp
}

const compiled = new WeakMap<AnswerWords['denials'][DenialManner], Patterns>()

function patternsOf(words: AnswerWords, manner: DenialManner): Patterns {
  const known = compiled.get(words.denials[manner])
  if (known) return known
  const { before, after, far } = words.denials[manner]
  const rest = oneOf(words.rest)
  const made = {
    joins: new RegExp(`^(?:\\s|、|${oneOf(words.joins)})*$`),
    before: before.length === 0 ? null : new RegExp(`(?:${oneOf(before)})[^\\s,.!?;]{0,${far ? 3 : 0}}$`),
    // What is said of all the rest is not said of this one.
    after: after.length === 0 ? null : new RegExp(`^(?:(?!${rest})[^\\s,.!?;]){0,${far ? 8 : 2}}?(?:${oneOf(after)})`),
    except: new RegExp(`(?:${oneOf(words.except)})[^,.!?;]{0,4}$`),
  }
  compiled.set(words.denials[manner], made)
  return made
}

/** The text without what holds a "no" and denies nothing. */
function unharmed({ text, words }: Sentence): string {
  return placesOf(text, words.harmless).reduce(
    (rest, { from, to }) => rest.slice(0, from) + '◦'.repeat(to - from) + rest.slice(to),
    text,
  )
}

const lastClause = (text: string) => /[^\s,.!?;]*$/.exec(text)![0]

/** What follows in the same clause; of several things a clause of the name alone goes on in the next (钥匙 还没). */
function clauseAfter(text: string, manner: DenialManner): string {
  const rest = /^[^\s,.!?;]*/.exec(text)![0]
  if (manner === 'one' || !/^[的了呢嘛吧啊呀]*$/.test(rest)) return rest
  return /^[^\s,.!?;]*/.exec(text.slice(rest.length).replace(/^[\s,.!?;]+/, ''))![0]
}
