import { makeAutomaton } from '../../safety/automaton.ts'
import { masked } from '../../safety/mask.ts'

/** Takes names out of texts; see `makeVeil`. */
export type Veil = (text: string) => string

/**
 * Puts `said` in the place of every one of these names, and masks longer numbers: of what people wrote nothing else can tell whom it names. Names of one
 * character are words, and stay.
 */
export function makeVeil(names: readonly string[], said: string): Veil {
  const all = [...new Set(names.map(name => name.trim()))].filter(name => [...name].length > 1)
  const automaton = makeAutomaton(all)
  return text => {
    const hits = automaton.find(text).sort((a, b) => a.start - b.start || b.end - a.end)
    let [out, upTo] = ['', 0]
    for (const { start, end } of hits) {
      if (start < upTo) continue
      out += text.slice(upTo, start) + said
      upTo = end
    }
    return masked(out + text.slice(upTo))
  }
}
