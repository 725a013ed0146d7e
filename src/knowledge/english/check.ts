import type { Problem } from '../../core/errors.ts'
import { numberOf } from '../../core/text/numerals.ts'
import { everyLine } from '../direct/lines.ts'
import { type Entry, placeholdersIn } from '../entry.ts'
import { serviceNumbers } from '../numbers.ts'
import type { EnglishText } from './text.ts'

/**
 * Faults where an English text says something else than the Chinese entry: a number, a date, a website or a field of the school that is not there, or a
 * phone or field of the group's answer that was left out.
 */
export function differences(english: EnglishText, entry: Entry): Problem[] {
  const own = `${english.text}\n${english.late ?? ''}`
  const said = everyLine(entry).map(line => line.say)
  const whole = [entry.short, entry.long, entry.late ?? '', entry.advice ?? '', ...said].join('\n')
  const fieldsSaid = placeholdersIn(own)
  const fields = new Set([...placeholdersIn(whole), ...entry.contacts, entry.deadline])
  const figures = figuresOf(whole)
  const missing = [
    ...placeholdersIn(entry.short).filter(key => !key.startsWith('keep.') && !fieldsSaid.includes(key)),
    ...serviceNumbers(entry.short).filter(number => !own.includes(number)),
  ]
  const extra = [
    ...fieldsSaid.filter(key => !key.startsWith('keep.') && !fields.has(key)),
    ...englishFigures(own).filter(figure => !figures.has(figure)),
    ...sites(own).filter(site => !sites(whole).includes(site)),
  ]
  const fault = (what: string, cure: string) => ({
    where: english.where,
    line: english.line,
    what: `${entry.id}: ${what}`,
    cure,
  })
  return [
    ...missing.map(key => fault(`英文里少了 ${key}`, `中文“群里”有 ${key}，英文也要有`)),
    ...extra.map(key => fault(`英文里的 ${key} 中文没有`, '两边的事实要一样：改英文，或者先改中文')),
  ]
}

const sites = (text: string): string[] => text.match(/[a-z0-9-]+(?:\.[a-z]+)*\.(?:cn|com|org|gov)(?:\.cn)?/g) ?? []

/** Every number of a Chinese text, 三十 and 30 alike; of 一两天 both. */
function figuresOf(text: string): Set<number> {
  const found: string[] = text.match(/\d+|[〇零一二两三四五六七八九十百千]+/g) ?? []
  return new Set(found.flatMap(word => (/\d/.test(word) ? [word] : [word, ...word])).map(numberOf))
}

const numberWords = 'two three four five six seven eight nine ten eleven twelve'.split(' ')
const months = 'January February March April May June July August September October November December'.split(' ')
const monthPattern = new RegExp(`(?<=\\d )(?:${months.join('|')})|(?:${months.join('|')})(?= \\d)`, 'g')

/** Every number of an English text, in figures, in words or as a month beside one; not those that only count its points. */
function englishFigures(text: string): number[] {
  const bare = text.replace(/\{\{[^}]*\}\}/g, ' ').replace(/^\d+\. /gm, '')
  const words = bare.toLowerCase().match(/\b[a-z]+\b/g) ?? []
  return [
    ...(bare.match(/\d+/g) ?? []).map(Number),
    ...words.flatMap(word => (numberWords.includes(word) ? [numberWords.indexOf(word) + 2] : [])),
    ...(bare.match(monthPattern) ?? []).map(month => months.indexOf(month) + 1),
  ]
}
