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

interface Trie {
  /** Key: node * 65536 + UTF-16 code unit. */
  edges: Map<number, number>
  /** The word that ends in a node, or -1. */
  words: number[]
  lengths: number[]
}

/**
 * Aho and Corasick's automaton over UTF-16 units. `find` takes time linear in the text plus the hits and reports hits
 * by their end; word `i` of a hit is `words[i]`. Words must be distinct and not empty.
 */
export function makeAutomaton(words: readonly string[]): Automaton {
  const trie = plant(words)
  const fail = failLinks(trie)
  const shorter = shorterWords(trie, fail)
  return {
    find(text) {
      const hits: Hit[] = []
      let node = 0
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        let next = trie.edges.get(node * 65536 + unit)
        while (next === undefined && node !== 0) {
          node = fail[node]!
          next = trie.edges.get(node * 65536 + unit)
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

function plant(words: readonly string[]): Trie {
  const trie: Trie = { edges: new Map(), words: [-1], lengths: [0] }
  for (const [index, word] of words.entries()) {
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const key = node * 65536 + word.charCodeAt(i)
      let next = trie.edges.get(key)
      if (next === undefined) {
        next = trie.words.length
        trie.edges.set(key, next)
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
  const keys = new Float64Array(trie.words.length)
  for (const [key, child] of trie.edges) keys[child] = key
  for (const child of byDepth(trie)) {
    const key = keys[child]!
    const parent = Math.floor(key / 65536)
    if (parent === 0) continue
    const unit = key % 65536
    let at = fail[parent]!
    let target = trie.edges.get(at * 65536 + unit)
    while (target === undefined && at !== 0) {
      at = fail[at]!
      target = trie.edges.get(at * 65536 + unit)
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
