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

/** Sorts names in place and returns a copy with each once. */
export function distinct(names: Uint32Array): Traits {
  names.sort()
  let count = 0
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!
    if (at === 0 || name !== names[count - 1]) names[count++] = name
  }
  return names.slice(0, count)
}
