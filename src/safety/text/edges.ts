/** Edges as plain data. */
export interface EdgesData {
  nodes: Int32Array
  units: Uint16Array
  children: Int32Array
  size: number
}

/**
 * The edges of a trie in flat memory: `node` and a UTF-16 `unit` lead to a child. A Map with numbers as keys takes four times the room and
 * is slower, because keys beyond 31 bits are objects.
 */
export class Edges {
  #mask = 1023
  #nodes: Int32Array = new Int32Array(1024)
  #units: Uint16Array = new Uint16Array(1024)
  /** 0 where a place is free: the root is nobody's child. */
  #children: Int32Array = new Int32Array(1024)
  #size = 0

  constructor(data?: EdgesData) {
    if (!data) return
    this.#mask = data.nodes.length - 1
    this.#nodes = data.nodes
    this.#units = data.units
    this.#children = data.children
    this.#size = data.size
  }

  get data(): EdgesData {
    return { nodes: this.#nodes, units: this.#units, children: this.#children, size: this.#size }
  }

  /** The child, or undefined when there is no such edge. */
  get(node: number, unit: number): number | undefined {
    const child = this.#children[this.#place(node, unit)]!
    return child === 0 ? undefined : child
  }

  /** Adds an edge that is not there yet. */
  add(node: number, unit: number, child: number): void {
    if (this.#size * 2 > this.#mask) this.#grow()
    this.#put(node, unit, child)
    this.#size++
  }

  /** Every edge, in no order. */
  *[Symbol.iterator](): Generator<{ node: number; unit: number; child: number }> {
    for (let n = 0; n <= this.#mask; n++)
      if (this.#children[n] !== 0) yield { node: this.#nodes[n]!, unit: this.#units[n]!, child: this.#children[n]! }
  }

  #put(node: number, unit: number, child: number): void {
    const at = this.#place(node, unit)
    this.#nodes[at] = node
    this.#units[at] = unit
    this.#children[at] = child
  }

  /** Where an edge stands, or the free place where it would. */
  #place(node: number, unit: number): number {
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 0
    at = (at ^ (at >>> 15)) & this.#mask
    while (this.#children[at] !== 0 && (this.#nodes[at] !== node || this.#units[at] !== unit))
      at = (at + 1) & this.#mask
    return at
  }

  #grow(): void {
    const old = [...this]
    const size = (this.#mask + 1) * 2
    this.#mask = size - 1
    this.#nodes = new Int32Array(size)
    this.#units = new Uint16Array(size)
    this.#children = new Int32Array(size)
    for (const { node, unit, child } of old) this.#put(node, unit, child)
  }
}
