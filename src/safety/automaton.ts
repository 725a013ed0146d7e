import { Edges, type EdgesData } from './text/edges.ts'

/** One place where a word of the automaton stands; `end` is exclusive. */
export interface Hit {
  word: number
  start: number
  end: number
}

/** Finds every occurrence of many words in one pass; see `makeAutomaton`. */
export interface Automaton {
  find(text: string): Hit[]
}

/** An automaton as plain data. */
export interface AutomatonData {
  edges: EdgesData
  words: Int32Array
  lengths: Int32Array
  fail: Int32Array
  shorter: Int32Array
}

interface Trie<List = Int32Array> {
  edges: Edges
  /** The word that ends in a node, or -1. */
  words: List
  lengths: List
}

/**
 * Aho and Corasick's automaton over UTF-16 units. `find` takes time linear in the text plus the hits and reports hits
 * by their end; word `i` of a hit is `words[i]`. Words must be distinct and not empty.
 */
export const makeAutomaton = (words: readonly string[]): Automaton => openAutomaton(compileAutomaton(words))

/** As `makeAutomaton`, as data. */
export function compileAutomaton(words: readonly string[]): AutomatonData {
  const trie = packed(plant(words))
  const fail = failLinks(trie)
  return { ...trie, edges: trie.edges.data, fail, shorter: shorterWords(trie, fail) }
}

/** An automaton of what `compileAutomaton` made. */
export function openAutomaton({ edges, fail, shorter, ...rest }: AutomatonData): Automaton {
  const trie = { ...rest, edges: new Edges(edges) }
  return {
    find(text) {
      const hits: Hit[] = []
      let node = 0
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        let next = trie.edges.get(node, unit)
        while (next === undefined && node !== 0) {
          node = fail[node]!
          next = trie.edges.get(node, unit)
        }
        node = next ?? 0
        for (let at = trie.words[node] === -1 ? shorter[node]! : node; at !== 0; at = shorter[at]!) {
          hits.push({ word: trie.words[at]!, start: i + 1 - trie.lengths[at]!, end: i + 1 })
        }
      }
      return hits
    },
  }
}

/** The same in flat memory. */
const packed = ({ edges, words, lengths }: Trie<number[]>): Trie => ({
  edges,
  words: Int32Array.from(words),
  lengths: Int32Array.from(lengths),
})

function plant(words: readonly string[]): Trie<number[]> {
  const trie: Trie<number[]> = { edges: new Edges(), words: [-1], lengths: [0] }
  for (const [index, word] of words.entries()) {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i)
      let next = trie.edges.get(node, unit)
      if (next === undefined) {
        next = trie.words.length
        trie.edges.add(node, unit, next)
        trie.words.push(-1)
        trie.lengths.push(i + 1)
      }
      node = next
    }
    trie.words[node] = index
  }
  return trie
}

/** For each node, the node of its longest proper suffix; parents come before children by the order of planting levels. */
function failLinks(trie: Trie): Int32Array {
  const fail = new Int32Array(trie.words.length)
  const parents = new Int32Array(trie.words.length)
  const units = new Uint16Array(trie.words.length)
  for (const { node, unit, child } of trie.edges) {
    parents[child] = node
    units[child] = unit
  }
  for (const child of byDepth(trie)) {
    const parent = parents[child]!
    if (parent === 0) continue
    const unit = units[child]!
    let at = fail[parent]!
    let target = trie.edges.get(at, unit)
    while (target === undefined && at !== 0) {
      at = fail[at]!
      target = trie.edges.get(at, unit)
    }
    fail[child] = target ?? 0
  }
  return fail
}

/** The nodes below the root, shallow ones first; counted out, since sorting many words takes long. */
function byDepth({ lengths }: Trie): number[] {
  const levels: number[][] = []
  for (let node = 1; node < lengths.length; node++) {
    const depth = lengths[node]!
    levels[depth] ??= []
    levels[depth].push(node)
  }
  return levels.flat()
}

/** For each node, the nearest node along the fail links in which a word ends, or 0. */
function shorterWords(trie: Trie, fail: Int32Array): Int32Array {
  const shorter = new Int32Array(trie.words.length)
  for (const node of byDepth(trie)) {
    const link = fail[node]!
    shorter[node] = trie.words[link] === -1 ? shorter[link]! : link
  }
  return shorter
}
