import type { Stretch } from './feature.ts'
import type { SafetyLists } from './lists.ts'
import type { Plain } from './plain.ts'
import type { Place } from './signal.ts'
import { placesWithin, windowsOf } from './window.ts'

/** A stretch of a message as the crisis model sees it, and the places of its signals. */
export interface Look extends Stretch, Place {
  found: Map<string, Place[]>
}

/** The stretches of a message, each with what the lists find in it. */
export function stretchesOf({ crisis, concepts }: SafetyLists, plain: Plain): Look[] {
  const all = crisis.find(plain)
  const mentions = concepts.find(plain.text)
  return windowsOf(plain.text.length).map(window => {
    const kept = [...all].map(([name, places]) => [name, placesWithin(places, window)] as const)
    const found = new Map(kept.filter(([, places]) => places.length > 0))
    const text = plain.text.slice(window.start, window.end)
    return { ...window, found, text, mentions: placesWithin(mentions, window), signals: [...found.keys()] }
  })
}
