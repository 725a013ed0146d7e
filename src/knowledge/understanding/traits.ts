import { distinct, mix, nameOf, type Traits } from '../../content/trait.ts'
import { unitsOf } from '../../content/units.ts'
import type { Term } from '../terms.ts'

/** How far apart two units may stand to be read together. */
const reach = 5
const longestRun = 4
/** A question is never longer; of a story the beginning tells what it is about. */
const mostCharacters = 300

/** Spellings in pinyin were put right before (`Corrector`): here every Latin word is one unit. */
const noSyllables: ReadonlySet<string> = new Set()

/**
 * What the guesser may look at in a question: runs of 1 to 4 units, two units within reach, runs of 2 and 3 sounds, and the concepts, kinds of question
 * and words (`terms`) that the vocabulary finds. Names are hashes; two traits may share one, which the training sees as well.
 */
export function questionTraits(text: string, terms: readonly Term[]): Traits {
  const names: number[] = []
  for (const { units, sounds } of unitsOf(text.slice(0, mostCharacters), noSyllables)) {
    unitTraits(units, names)
    soundTraits(sounds, names)
  }
  for (const { key, kind } of terms) if (kind !== 'pair') names.push(mix(7, nameOf(key)))
  return distinct(Uint32Array.from(names))
}

function unitTraits(units: readonly string[], into: number[]): void {
  const names = units.map(nameOf)
  for (let at = 0; at < names.length; at++) {
    let run = 1
    for (let next = at; next < at + longestRun && next < names.length; next++) {
      run = mix(run, names[next]!)
      into.push(run)
    }
    const apart = mix(2, names[at]!)
    for (let other = at + 2; other <= at + reach && other < names.length; other++) into.push(mix(apart, names[other]!))
  }
}

function soundTraits(sounds: readonly string[], into: number[]): void {
  const names = sounds.map(nameOf)
  for (let at = 0; at + 1 < names.length; at++) {
    const pair = mix(mix(4, names[at]!), names[at + 1]!)
    into.push(pair)
    if (at + 2 < names.length) into.push(mix(pair, names[at + 2]!))
  }
}
