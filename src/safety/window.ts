import type { Place } from './signal.ts'

const stretch = 400

/** Overlapping stretches of a text, so that signs far apart in a long text do not add up. */
export function windowsOf(length: number): Place[] {
  const windows: Place[] = []
  let start = 0
  do {
    windows.push({ start, end: Math.min(length, start + stretch) })
    start += stretch / 2
  } while (start + stretch / 2 < length)
  return windows
}

/** The places that lie in a window; `places` are in order of their starts. */
export function placesWithin<T extends Place>(places: readonly T[], { start, end }: Place): T[] {
  const kept: T[] = []
  for (let i = firstFrom(places, start); i < places.length && places[i]!.start < end; i++) {
    if (places[i]!.end <= end) kept.push(places[i]!)
  }
  return kept
}

/** Index of the first place that starts at or after `start`. */
function firstFrom(places: readonly Place[], start: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]!.start < start) low = middle + 1
    else high = middle
  }
  return low
}
