import { distinct, mix, nameOf, type Traits } from '../content/trait.ts'
import type { Units } from '../content/units.ts'

/** How far apart two pieces may stand to be read together, in units. */
const reach = 8
const longestRun = 3
const lengths = [4, 6, 10, 16, 30, 60]

/** Grows to the longest text that was read; what is read in it is copied out before the next text. */
let scratch = new Uint32Array(4096)

/**
 * What a learned model may look at in a stretch of a message: runs of 1 to 3 units, two units or two pairs of units in their order within reach, runs of
 * sounds, the beginnings and ends of Latin words, and how short the text is. Names are hashes, so that nothing is spelled out while a message is read; two
 * traits may share one, which the training sees as well.
 */
export function traitsOf({ units, sounds }: Units): Traits {
  // Each unit begins at most 3 runs, 2 × 7 pairs and 3 beginnings of a word; each sound 2 runs.
  const most = units.length * (longestRun + 2 * (reach - 1) + 3) + sounds.length * 2 + lengths.length
  if (scratch.length < most) scratch = new Uint32Array(most * 2)
  let count = unitTraits(units, scratch)
  count = soundTraits(sounds, scratch, count)
  for (const length of lengths) if (units.length - 2 < length) scratch[count++] = mix(5, length)
  return distinct(scratch.subarray(0, count))
}

function unitTraits(units: readonly string[], into: Traits): number {
  const names = units.map(nameOf)
  let count = 0
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!
    let run = 1
    for (let next = at; next < at + longestRun && next < names.length; next++) {
      run = mix(run, names[next]!)
      into[count++] = run
    }
    const apart = mix(2, name)
    const pair = at + 1 < names.length ? mix(mix(3, name), names[at + 1]!) : 0
    for (let other = at + 2; other <= at + reach && other < names.length; other++) {
      into[count++] = mix(apart, names[other]!)
      if (other + 1 < names.length) into[count++] = mix(mix(pair, names[other]!), names[other + 1]!)
    }
    const unit = units[at]!
    if (unit.length > 3)
      for (let n = 3; n < Math.min(6, unit.length); n++) into[count++] = mix(6, nameOf(unit.slice(0, n)))
  }
  return count
}

function soundTraits(sounds: readonly string[], into: Traits, from: number): number {
  const names = sounds.map(nameOf)
  let count = from
  for (let at = 0; at + 1 < names.length; at++) {
    const pair = mix(mix(4, names[at]!), names[at + 1]!)
    into[count++] = pair
    if (at + 2 < names.length) into[count++] = mix(pair, names[at + 2]!)
  }
  return count
}

/** How much each trait counts: less in a long text, so that length alone decides nothing. */
export function traitValue(count: number): number {
  return 1.4 / Math.sqrt(Math.max(count, 60))
}
