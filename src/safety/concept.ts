import { makeAutomaton } from './automaton.ts'
import type { Place } from './signal.ts'

/** A word of a group of words that mean much the same, where it stands. */
export interface Mention extends Place {
  concept: string
}

/** Finds the groups of words that a text speaks of; see `makeConcepts`. */
export interface Concepts {
  find(text: string): Mention[]
}

/**
 * Compiles groups of words. `find` answers the mentions in order of their starts; a word inside a longer word of any group
 * is not meant ("死" in "死线"). Time is linear in the text.
 */
export function makeConcepts(groups: ReadonlyMap<string, readonly string[]>): Concepts {
  const byWord = new Map<string, string[]>()
  for (const [concept, words] of groups) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), concept])
  }
  // Most words are of one group: each set of groups is kept once, not with every word.
  const sets = new Map<string, readonly string[]>()
  const conceptsOf = Array.from(byWord.values(), concepts => {
    const name = concepts.join(' ')
    const known = sets.get(name) ?? concepts
    sets.set(name, known)
    return known
  })
  const automaton = makeAutomaton([...byWord.keys()])
  return {
    find(text) {
      const hits = automaton.find(text).sort((a, b) => a.start - b.start || b.end - a.end)
      const mentions: Mention[] = []
      let covered = 0
      for (const { word, start, end } of hits) {
        if (end <= covered) continue
        covered = end
        for (const concept of conceptsOf[word]!) mentions.push({ concept, start, end })
      }
      return mentions
    },
  }
}
