/** Distinct 32-bit names of traits, in rising order: what a learned model may look at in a text. */
export type Traits = Uint32Array

/** FNV-1a over UTF-16 units. */
export function nameOf(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** Two names as one, depending on their order. */
export function mix(first: number, second: number): number {
  let value = Math.imul(first ^ (second >>> 15), 0x2c1b3c6d) ^ second
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39)
  return (value ^ (value >>> 15)) >>> 0
}

/** Collects the names of one text's traits; it grows to the longest text and serves one after the other. */
export class TraitList {
  #names = new Uint32Array(4096)
  #count = 0

  readonly add = (name: number): void => {
    if (this.#count === this.#names.length) {
      const larger = new Uint32Array(this.#count * 2)
      larger.set(this.#names)
      this.#names = larger
    }
    this.#names[this.#count++] = name
  }

  /** What was collected since the last time, each name once. */
  take(): Traits {
    const names = this.#names.subarray(0, this.#count).sort()
    this.#count = 0
    let distinct = 0
    for (let at = 0; at < names.length; at++) {
      const name = names[at]!
      if (at === 0 || name !== names[distinct - 1]) names[distinct++] = name
    }
    return names.slice(0, distinct)
  }
}

/** Takes the name of a trait and the stretch of units that it spans: from here to before there. */
export type OnTrait = (name: number, from: number, to: number) => void

/** Runs of 1 to `longestRun` units, and two units in their order that stand up to `reach` apart; `names` are those of the units. */
export function eachUnitTrait(
  names: readonly number[],
  { longestRun, reach }: { longestRun: number; reach: number },
  take: OnTrait,
): void {
  for (let at = 0; at < names.length; at++) {
    let run = 1
    for (let next = at; next < at + longestRun && next < names.length; next++) {
      run = mix(run, names[next]!)
      take(run, at, next + 1)
    }
    const apart = mix(2, names[at]!)
    for (let other = at + 2; other <= at + reach && other < names.length; other++)
      take(mix(apart, names[other]!), at, other + 1)
  }
}

/** Runs of 2 and 3 sounds. */
export function eachSoundTrait(sounds: readonly string[], take: OnTrait): void {
  const names = sounds.map(nameOf)
  for (let at = 0; at + 1 < names.length; at++) {
    const pair = mix(mix(4, names[at]!), names[at + 1]!)
    take(pair, at, at + 2)
    if (at + 2 < names.length) take(mix(pair, names[at + 2]!), at, at + 3)
  }
}
