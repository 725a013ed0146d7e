import { canonical } from '../../content/names.ts'
import { type ReportKind, reportKinds } from '../../core/desk.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import { guesserOf } from '../../knowledge/understanding/guess.ts'
import { questionTraits } from '../../knowledge/understanding/traits.ts'
import type { Informing, InformingWords } from './words.ts'

// Chosen on hands that the model had not seen (docs/models/understanding.md, "Informing").
/** How likely it must be that a message reports anything, for the report to be offered. */
const offered = 0.3
/** The same where it says that it wants to report. */
const wished = 0.05

/** In fewer characters (真的假的, 楼顶) too much is left open. */
const shortest = 5

/** What somebody tells of, and whether they say plainly that they want to report it. */
export interface HeardReport {
  kind: ReportKind
  isPlain: boolean
}

/** What a message tells of that is to be reported; null where it does not. What is written just as the list has it is sure; else what the model makes of it. */
export function heardReport(
  informing: Informing,
  { reader }: Pick<Knowledge, 'reader'>,
  text: string,
): HeardReport | null {
  const { plain, says, not, model } = informing
  const said = canonical(text)
  const isPlain = plain.some(word => said.includes(canonical(word)))
  const is = (one: string) => canonical(one) === said
  if (not.some(is)) return null
  const named = reportKinds.find(kind => says[kind].some(is))
  if (named) return { kind: named, isPlain }
  if (!model || said.length < shortest) return null
  const guesser = guesserOf(model)
  const { best, nothing } = guesser.guess(guesser.sketch(questionTraits(text, reader.read(text).terms)))
  if (1 - nothing < (isPlain ? wished : offered)) return null
  const kind = reportKinds.find(one => one === best[0]?.entry)
  return kind ? { kind, isPlain } : null
}

/** What was told, without the words that only say that it is to be reported. */
export function toldIn({ plain }: InformingWords, text: string): string {
  const word = plain.toSorted((a, b) => b.length - a.length).find(w => text.includes(w))
  if (!word) return text.trim()
  const [before = '', ...after] = text.split(word)
  const rest = after.join(word).replace(/^(?:一个|个|一下|一件|件)?(?:事情|情况|问题|事)?[儿]?[\s，,：:。、]*/, '')
  return `${before.replace(/^(?:老师|你好|您好)?[，,\s]*/, '')}${rest}`.trim()
}
