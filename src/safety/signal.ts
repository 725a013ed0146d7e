import { type AutomatonData, compileAutomaton, type Hit, openAutomaton } from './automaton.ts'
import type { Gap, Phrase } from './phrase.ts'
import { isWhole } from './text/disguise.ts'
import type { PlainMessage } from './text/plain.ts'

/** Phrases that say the same thing, and the wordings in which they say something else. */
export interface Signal {
  name: string
  phrases: Phrase[]
  /** A phrase that overlaps one of these is not meant. */
  except: Phrase[]
}

/** Where a signal stands in plain text. */
export interface Place {
  start: number
  end: number
}

/** Signals as plain data: it can be written into a file, and a finder be made of it again. */
export interface FinderData {
  names: string[]
  lines: Line[]
  automaton: AutomatonData
  atomsOfWord: number[][]
}

/** Finds the signals of compiled lists in plain text. */
export interface Finder {
  data: FinderData
  find(plain: PlainMessage): Map<string, Place[]>
}

interface Line {
  signal: number
  isExcept: boolean
  atoms: number[]
  gaps: Gap[]
}

/**
 * Makes a finder of what `compileSignals` made. `find` answers every signal that stands in the text, by name, with its places in
 * order of their ends. Time is linear in the text: parts of a phrase are joined by walking their places once.
 */
export function makeFinder(data: FinderData): Finder {
  const { names, lines, atomsOfWord } = data
  const automaton = openAutomaton(data.automaton)
  const byLast = Map.groupBy(lines, line => line.atoms.at(-1)!)
  return {
    data,
    find(plain) {
      const atoms = collect(plain, automaton.find(plain.text), atomsOfWord)
      const found = new Map<number, Place[]>()
      const excepted = new Map<number, Place[]>()
      for (const atom of atoms.keys()) {
        for (const line of byLast.get(atom) ?? []) {
          const places = follow(line, atoms, plain.stops)
          const into = line.isExcept ? excepted : found
          if (places.length > 0) into.set(line.signal, join(into.get(line.signal), places))
        }
      }
      return named(names, found, excepted)
    },
  }
}

/** Compiles signals into one automaton. Only their names are kept: the wordings of all phrases are many megabytes. */
export function compileSignals(signals: readonly Signal[]): FinderData {
  const atomIds = new Map<string, number>()
  const wordAtoms = new Map<string, Set<number>>()
  const atomOf = (wordings: string[]): number => {
    const key = wordings.join('|')
    const known = atomIds.get(key)
    if (known !== undefined) return known
    const id = atomIds.size
    atomIds.set(key, id)
    for (const wording of wordings) {
      const atoms = wordAtoms.get(wording) ?? new Set()
      wordAtoms.set(wording, atoms.add(id))
    }
    return id
  }
  const lines: Line[] = signals.flatMap(({ phrases, except }, signal) => {
    const line = (phrase: Phrase, isExcept: boolean): Line => {
      return { signal, isExcept, atoms: phrase.parts.map(atomOf), gaps: phrase.gaps }
    }
    return [...phrases.map(phrase => line(phrase, false)), ...except.map(phrase => line(phrase, true))]
  })
  const words = [...wordAtoms.keys()]
  return {
    names: signals.map(s => s.name),
    lines,
    automaton: compileAutomaton(words),
    atomsOfWord: words.map(w => [...wordAtoms.get(w)!]),
  }
}

// A word repeated more often than this within so many characters says no more than before; what it would cost is time.
const block = 400
const mostInBlock = 40

/** The places of each atom that lie in one piece, in order of their ends. */
function collect(plain: PlainMessage, hits: Hit[], atomsOfWord: number[][]): Map<number, Place[]> {
  const chars = { chars: plain.text, gaps: plain.gaps }
  const atoms = new Map<number, Place[]>()
  for (const { word, start, end } of hits) {
    if (plain.stops[start] !== plain.stops[end - 1] || !isWhole(chars, start, end)) continue
    for (const atom of atomsOfWord[word]!) {
      const places = atoms.get(atom)
      if (!places) atoms.set(atom, [{ start, end }])
      else if ((places.at(-mostInBlock)?.end ?? -block) <= end - block || places.length < mostInBlock) {
        places.push({ start, end })
      }
    }
  }
  return atoms
}

/** Both lists in one, without copying the long one. */
function join(into: Place[] | undefined, places: Place[]): Place[] {
  if (!into) return [...places]
  for (const place of places) into.push(place)
  return into
}

/** Joins the parts of a phrase: each to the nearest earlier one within its gap. */
function follow({ atoms: parts, gaps }: Line, atoms: Map<number, Place[]>, stops: number[]): Place[] {
  let chain = atoms.get(parts[0]!) ?? []
  for (let i = 1; i < parts.length && chain.length > 0; i++) {
    const { most, inPiece } = gaps[i - 1]!
    const next: Place[] = []
    let before = 0
    for (const place of atoms.get(parts[i]!) ?? []) {
      // Places come in order of their ends; a longer one may begin before the last, so the walk may step back a little.
      while (before > 0 && chain[before]!.end > place.start) before--
      while (before + 1 < chain.length && chain[before + 1]!.end <= place.start) before++
      const last = chain[before]!
      const between = place.start - last.end
      if (between < 0 || between > most) continue
      if (!inPiece || stops[last.end - 1] === stops[place.start]) next.push({ start: last.start, end: place.end })
    }
    chain = next
  }
  return chain
}

function named(names: readonly string[], found: Map<number, Place[]>, excepted: Map<number, Place[]>) {
  const result = new Map<string, Place[]>()
  for (const [signal, places] of found) {
    const meant = withoutOverlaps(places, excepted.get(signal) ?? [])
    if (meant.length > 0) result.set(names[signal]!, meant)
  }
  return result
}

/** The places that overlap none of the exceptions; both are walked once. */
function withoutOverlaps(places: Place[], exceptions: Place[]): Place[] {
  const ordered = places.sort((a, b) => a.start - b.start || b.end - a.end)
  if (exceptions.length === 0) return ordered
  const barred = exceptions.sort((a, b) => a.start - b.start)
  // reach[i] = how far the exceptions up to i extend, so that one look back answers for all of them.
  const reach: number[] = []
  for (const [i, { end }] of barred.entries()) reach.push(Math.max(end, reach[i - 1] ?? 0))
  let at = 0
  const byEnd = [...ordered].sort((a, b) => a.end - b.end)
  const kept = byEnd.filter(place => {
    while (at < barred.length && barred[at]!.start < place.end) at++
    return at === 0 || reach[at - 1]! <= place.start
  })
  return kept.sort((a, b) => a.start - b.start || b.end - a.end)
}
