import { type Entry, placeholdersIn } from '../entry.ts'
import { pairsIn } from '../pairs.ts'

/** The most characters and lines of steps that a phone shows with what stands around them. */
export const longestSteps = 260
const mostSteps = 9

/** The first numbered list of the long text and of our advice, or null where there is none or it is too long. */
export function stepsOf({ long, advice }: Pick<Entry, 'long' | 'advice'>): string | null {
  const all = [long, advice ?? ''].join('\n').split('\n')
  const from = all.findIndex(isStep)
  if (from < 0) return null
  const rest = all.slice(from)
  const end = rest.findIndex(line => !isStep(line))
  const steps = end < 0 ? rest : rest.slice(0, end)
  const text = steps.join('\n')
  return steps.length <= mostSteps && text.length <= longestSteps ? text : null
}

const isStep = (line: string) => /^\d+\. /.test(line)

/** A direct line without the words that lead to the steps, where there is no room for these. */
export const withoutLead = (direct: string) => direct.replace(/[^。！？]*：$/, '')

/** The short text without the sentences that the direct line has said already. */
export function unsaid(short: string, direct: string): string {
  const known = pairsIn(direct)
  const fields = placeholdersIn(direct)
  return sentences(short)
    .filter(sentence => !isKnown(sentence, { known, fields }))
    .join('')
    .trim()
}

/** The first whole sentences of a text, as many as there is room for; a `{{field}}` counts as it is written. */
export function beginning(text: string, most: number): string {
  let said = ''
  for (const sentence of sentences(text)) {
    if (said.length + sentence.length > most) break
    said += sentence
  }
  return said.trim()
}

const sentences = (text: string) => text.match(/[^。！？；\n]*(?:[。！？；]["”」）]?|\n|$)/g)!.filter(s => s !== '')

/** A sentence is known by its fields, when little stands around them, or by most of its words. */
function isKnown(
  sentence: string,
  { known, fields }: { known: ReadonlySet<string>; fields: readonly string[] },
): boolean {
  const named = placeholdersIn(sentence)
  const around = sentence.replace(/\{\{[^{}]*\}\}/g, '').length
  if (named.length > 0) return around <= mostAround && named.every(key => fields.includes(key))
  const own = [...pairsIn(sentence)]
  return own.length > 0 && own.filter(pair => known.has(pair)).length / own.length >= mostly
}

const mostAround = 18
const mostly = 0.6
