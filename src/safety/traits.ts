import { eachSoundTrait, eachUnitTrait, mix, nameOf, TraitList, type Traits } from '../content/trait.ts'
import type { Units } from '../content/units.ts'

/** How far apart two pieces may stand to be read together, in units. */
const reach = 8
const longestRun = 3
const lengths = [4, 6, 10, 16, 30, 60]

const list = new TraitList()

/**
 * What a learned model may look at in a stretch of a message: runs of 1 to 3 units, two units or two pairs of units in their order within reach, runs of
 * sounds, the beginnings of Latin words, and how short the text is. Names are hashes, so that nothing is spelled out while a message is read; two
 * traits may share one, which the training sees as well.
 */
export function traitsOf({ units, sounds }: Units): Traits {
  const names = units.map(nameOf)
  eachUnitTrait(names, { longestRun, reach }, list.add)
  addPairs(names)
  eachSoundTrait(sounds, list.add)
  for (const unit of units)
    for (let n = 3; n < Math.min(6, unit.length); n++) list.add(mix(6, nameOf(unit.slice(0, n))))
  for (const length of lengths) if (units.length - 2 < length) list.add(mix(5, length))
  return list.take()
}

/** Two pairs of units in their order within reach. */
function addPairs(names: readonly number[]): void {
  for (let at = 0; at + 1 < names.length; at++) {
    const pair = mix(mix(3, names[at]!), names[at + 1]!)
    for (let other = at + 2; other <= at + reach && other + 1 < names.length; other++)
      list.add(mix(mix(pair, names[other]!), names[other + 1]!))
  }
}

/** How much each trait counts: less in a long text, so that length alone decides nothing. */
export function traitValue(count: number): number {
  return 1.4 / Math.sqrt(Math.max(count, 60))
}
