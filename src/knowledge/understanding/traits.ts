import {
  eachSoundTrait,
  eachUnitTrait,
  mix,
  nameOf,
  type OnTrait,
  TraitList,
  type Traits,
} from '../../content/trait.ts'
import { type Units, unitsOf } from '../../content/units.ts'
import type { Term } from '../terms.ts'

/** How far apart two units may stand to be read together. */
const reach = 5
const longestRun = 4
/** A question is never longer; of a story the beginning tells what it is about. */
const mostCharacters = 300

/** Spellings in pinyin were put right before (`Corrector`): here every Latin word is one unit. */
const noSyllables: ReadonlySet<string> = new Set()

const list = new TraitList()

/**
 * What the guesser may look at in a question: runs of 1 to 4 units, two units within reach, runs of 2 and 3 sounds, and the concepts, kinds of question
 * and words (`terms`) that the vocabulary finds. Names are hashes; two traits may share one, which the training sees as well.
 */
export function questionTraits(text: string, terms: readonly Term[]): Traits {
  for (const stretch of stretchesOf(text)) eachTrait(stretch, list.add)
  for (const { key, kind } of terms) if (kind !== 'pair') list.add(mix(7, nameOf(key)))
  return list.take()
}

/** The units of a message as far as it is read. */
export const stretchesOf = (text: string): Units[] => unitsOf(text.slice(0, mostCharacters), noSyllables)

/** Every trait of a stretch but those of its vocabulary. Sounds stand where their units stand, as no spelling is taken apart. */
export function eachTrait({ units, sounds }: Units, take: OnTrait): void {
  eachUnitTrait(units.map(nameOf), { longestRun, reach }, take)
  eachSoundTrait(sounds, take)
}
