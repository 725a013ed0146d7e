import type { Units } from './text/units.ts'

/** How far apart two pieces may stand to be read together, in units. */
const reach = 8
const longestRun = 3
const lengths = [4, 6, 10, 16, 30, 60]

/**
 * What a learned model may look at in a stretch of a message, as distinct 32-bit names: runs of 1 to 3 units, two units or two pairs of
 * units in their order within reach, runs of sounds, the beginnings and ends of Latin words, and how short the text is. Names are hashes, so that nothing
 * is spelled out while a message is read; two traits may share one, which the training sees as well.
 */
export function traitsOf({ units, sounds }: Units): Set<number> {
  const traits = new Set<number>()
  const names = units.map(nameOf)
  for (let at = 0; at < names.length; at++) {
    let run = 1
    for (let length = 1; length <= longestRun && at + length <= names.length; length++) {
      run = mix(run, names[at + length - 1]!)
      traits.add(run)
    }
    for (let apart = 2; apart <= reach && at + apart < names.length; apart++) {
      traits.add(mix(mix(2, names[at]!), names[at + apart]!))
      if (at + apart + 1 < names.length)
        traits.add(mix(mix(mix(mix(3, names[at]!), names[at + 1]!), names[at + apart]!), names[at + apart + 1]!))
    }
    const unit = units[at]!
    if (unit.length > 3) for (let n = 3; n < Math.min(6, unit.length); n++) traits.add(mix(6, nameOf(unit.slice(0, n))))
  }
  soundTraits(sounds, traits)
  for (const length of lengths) if (units.length - 2 < length) traits.add(mix(5, length))
  return traits
}

function soundTraits(sounds: readonly string[], traits: Set<number>): void {
  const names = sounds.map(nameOf)
  for (let at = 0; at + 1 < names.length; at++) {
    const pair = mix(mix(4, names[at]!), names[at + 1]!)
    traits.add(pair)
    if (at + 2 < names.length) traits.add(mix(pair, names[at + 2]!))
  }
}

/** A trait that something else than the text tells: a list that found something. */
export function namedTrait(name: string): number {
  return mix(7, nameOf(name))
}

/** How much each trait counts: less in a long text, so that length alone decides nothing. */
export function traitValue(count: number): number {
  return 1.4 / Math.sqrt(Math.max(count, 60))
}

/** FNV-1a over UTF-16 units. */
function nameOf(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Two names as one, depending on their order. */
function mix(first: number, second: number): number {
  let value = Math.imul(first ^ (second >>> 15), 0x2c1b3c6d) ^ second
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39)
  return (value ^ (value >>> 15)) >>> 0
}
