import { leafOf, type Tree, type Trees } from '../../src/knowledge/understanding/trees.ts'

/** What trees are grown on: features, whether it is so, how much it counts. */
export interface Sample {
  features: Float32Array
  isTrue: boolean
  weight: number
}

const setting = { trees: 130, depth: 4, rate: 0.08, fewest: 15, shrinkage: 3, bins: 48 }

/** Grows trees one after the other, each on what those before got wrong (gradient boosting of the logistic loss, Friedman 2001, with histograms). */
export function growTrees(samples: readonly Sample[]): Trees {
  const cuts = cutsOf(samples)
  const bins = samples.map(({ features }) => Uint8Array.from(cuts, (c, f) => binOf(features[f]!, c)))
  const [whole, true_] = samples.reduce(([w, t], s) => [w + s.weight, t + (s.isTrue ? s.weight : 0)], [0, 0])
  const bias = Math.log(true_ / (whole - true_))
  const odds = new Float64Array(samples.length).fill(bias)
  const gradient = new Float64Array(samples.length)
  const curvature = new Float64Array(samples.length)
  const all = Int32Array.from(samples, (_, n) => n)
  const trees: Tree[] = []
  for (let n = 0; n < setting.trees; n++) {
    samples.forEach(({ isTrue, weight }, i) => {
      const p = 1 / (1 + Math.exp(-odds[i]!))
      gradient[i] = (p - (isTrue ? 1 : 0)) * weight
      curvature[i] = Math.max(p * (1 - p), 1e-6) * weight
    })
    const tree = grow({ bins, cuts, gradient, curvature }, all)
    trees.push(tree)
    samples.forEach(({ features }, i) => {
      odds[i]! += leafOf(tree, features)
    })
  }
  return { bias, trees }
}

interface Ground {
  bins: readonly Uint8Array[]
  cuts: readonly number[][]
  gradient: Float64Array
  curvature: Float64Array
}

interface Growing {
  feature: number[]
  upTo: number[]
  left: number[]
  right: number[]
  adds: number[]
}

function grow(ground: Ground, all: Int32Array): Tree {
  const tree: Growing = { feature: [], upTo: [], left: [], right: [], adds: [] }
  const branch = (items: Int32Array, depth: number): number => {
    const node = tree.feature.length
    const [g, h] = sumsOf(items, ground)
    tree.feature.push(-1)
    tree.upTo.push(0)
    tree.left.push(0)
    tree.right.push(0)
    tree.adds.push(rounded((-setting.rate * g) / (h + setting.shrinkage)))
    const split = depth === 0 ? null : bestSplit(ground, items, [g, h])
    if (!split) return node
    const { feature, bin } = split
    tree.feature[node] = feature
    tree.upTo[node] = ground.cuts[feature]![bin]!
    tree.left[node] = branch(
      items.filter(i => ground.bins[i]![feature]! <= bin),
      depth - 1,
    )
    tree.right[node] = branch(
      items.filter(i => ground.bins[i]![feature]! > bin),
      depth - 1,
    )
    return node
  }
  branch(all, setting.depth)
  return tree
}

const rounded = (value: number) => Math.round(value * 1e5) / 1e5

function sumsOf(items: Int32Array, { gradient, curvature }: Ground): [number, number] {
  let [g, h] = [0, 0]
  for (const i of items) {
    g += gradient[i]!
    h += curvature[i]!
  }
  return [g, h]
}

/** The split of items that explains most, or null when none is worth it. */
function bestSplit(
  ground: Ground,
  items: Int32Array,
  [g, h]: [number, number],
): { feature: number; bin: number } | null {
  if (items.length < 2 * setting.fewest) return null
  const worth = (a: number, b: number) => (a * a) / (b + setting.shrinkage)
  let best: { feature: number; bin: number; gain: number } | null = null
  for (const [feature, cuts] of ground.cuts.entries()) {
    const { sums, curves, counts } = histogram(ground, items, { feature, size: cuts.length + 1 })
    let [gl, hl, nl] = [0, 0, 0]
    for (let bin = 0; bin < cuts.length; bin++) {
      gl += sums[bin]!
      hl += curves[bin]!
      nl += counts[bin]!
      if (nl < setting.fewest || items.length - nl < setting.fewest) continue
      const gain = worth(gl, hl) + worth(g - gl, h - hl) - worth(g, h)
      if (gain > (best?.gain ?? 1e-3)) best = { feature, bin, gain }
    }
  }
  return best
}

function histogram(
  { bins, gradient, curvature }: Ground,
  items: Int32Array,
  { feature, size }: { feature: number; size: number },
) {
  const sums = new Float64Array(size)
  const curves = new Float64Array(size)
  const counts = new Int32Array(size)
  for (const i of items) {
    const bin = bins[i]![feature]!
    sums[bin]! += gradient[i]!
    curves[bin]! += curvature[i]!
    counts[bin]!++
  }
  return { sums, curves, counts }
}

/** Where each feature may be cut: so that about as many samples lie between two cuts. */
function cutsOf(samples: readonly Sample[]): number[][] {
  const width = samples[0]!.features.length
  return Array.from({ length: width }, (_, f) => {
    const values = Float32Array.from(samples, s => s.features[f]!).sort()
    const at = Array.from(
      { length: setting.bins - 1 },
      (_, b) => values[Math.floor(((b + 1) * values.length) / setting.bins)]!,
    )
    return [...new Set(at)].sort((a, b) => a - b)
  })
}

function binOf(value: number, cuts: readonly number[]): number {
  let [from, to] = [0, cuts.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (value <= cuts[middle]!) to = middle
    else from = middle + 1
  }
  return from
}
