import { normalize } from '../content/normalize.ts'
import type { ClassRef, Unit } from '../core/roster.ts'

const digits = '零一二三四五六七八九'

/** `十一` as 11, `二十` as 20; null when it is no number below one hundred. */
function numeral(text: string): number | null {
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text) ?? []
  if (ten === undefined) return tens !== undefined && ones === undefined ? digits.indexOf(tens) : null
  return (tens === undefined ? 1 : digits.indexOf(tens)) * 10 + (ones === undefined ? 0 : digits.indexOf(ones))
}

/** One writing for one name: half-width, simplified, without spaces and brackets, `一班` as `1班`. */
export function canonical(name: string): string {
  return normalize(name)
    .replace(/(?<=\d)\s+(?=\d)/g, '、')
    .replace(/[\s()[\]（）【】「」《》“”"']/g, '')
    .replace(/[一二三四五六七八九十]{1,3}(?=班)/g, written => String(numeral(written) ?? written))
}

/** A roster number in its one form: half-width, upper case, without spaces. */
export function canonicalNumber(number: string): string {
  return normalize(number).replace(/\s/g, '').toUpperCase()
}

/** A part of the tree by its name; a class with its college in front. */
export function nameOf(unit: Unit, school: string): string {
  if (unit.of === 'school') return school
  return unit.of === 'college' ? unit.college : `${unit.college}${unit.name}`
}

/** The classes that a name means: by name alone, or with the college in front. Several when colleges share it. */
export function classesNamed(said: string, classes: readonly ClassRef[]): ClassRef[] {
  const wanted = canonical(said)
  if (wanted === '') return []
  const full = classes.filter(c => canonical(c.college + c.name) === wanted)
  return full.length > 0 ? full : classes.filter(c => canonical(c.name) === wanted)
}

/** The names most like what was said, at most `most`; none when nothing is alike. */
export function nearestNames(said: string, names: readonly string[], most = 3): string[] {
  const wanted = canonical(said)
  return [...new Set(names)]
    .map(name => ({ name, likeness: likeness(wanted, canonical(name)) }))
    .filter(n => n.likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(n => n.name)
}

/** How much two texts share, 0..1, by their characters and pairs of characters. */
function likeness(a: string, b: string): number {
  const parts = (text: string) => [...text].flatMap((c, n) => [c, text.slice(n, n + 2)])
  const [ours, theirs] = [parts(a), parts(b)]
  const shared = ours.filter(p => theirs.includes(p)).length
  return (2 * shared) / (ours.length + theirs.length || 1)
}
