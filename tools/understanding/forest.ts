import { leafOf, type Tree, type Trees } from '../../src/knowledge/understanding/trees.ts'

/** What trees are grown on: features, whether it is so, how much it counts. */
export interface Sample {
  features: Float32Array
  isTrue: boolean
  weight: number
}

const setting = { trees: 220, depth: 5, rate: 0.07, fewest: 15, shrinkage: 3, bins: 48 }

/** Grows trees one after the other, each on what those before got wrong (gradient boosting of the logistic loss, Friedman 2001, with histograms). */
export function growTrees(samples: readonly Sample[]): Trees {
  const cuts = cutsOf(samples)
  const bins = cuts.map((own, f) => Uint8Array.from(samples, ({ features }) => binOf(features[f]!, own)))
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

/** What a tree is grown on: of each feature the bin of every sample and where the bins end; what is wrong with each sample so far. */
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

/** Sums over items by feature and bin. */
interface Histogram {
  gradient: Float64Array
  curvature: Float64Array
  count: Int32Array
}

function grow(ground: Ground, all: Int32Array): Tree {
  const tree: Growing = { feature: [], upTo: [], left: [], right: [], adds: [] }
  const branch = (items: Int32Array, histogram: Histogram, depth: number): number => {
    const node = tree.feature.length
    const sums = sumsOf(histogram)
    tree.feature.push(-1)
    tree.upTo.push(0)
    tree.left.push(0)
    tree.right.push(0)
    tree.adds.push(rounded((-setting.rate * sums.gradient) / (sums.curvature + setting.shrinkage)))
    const split = depth === 0 ? null : bestSplit(ground, histogram, sums)
    if (!split) return node
    const { feature, bin } = split
    const column = ground.bins[feature]!
    tree.feature[node] = feature
    tree.upTo[node] = ground.cuts[feature]![bin]!
    const low = items.filter(i => column[i]! <= bin)
    const high = items.filter(i => column[i]! > bin)
    // Only the smaller side is counted: the other is what remains.
    const [few, many] = low.length < high.length ? [low, high] : [high, low]
    // Of leaves only the sums are asked, which the first feature has.
    const counted = histogramOf(ground, few, depth === 1 ? 1 : ground.bins.length)
    const rest = minus(histogram, counted)
    tree.left[node] = branch(low, few === low ? counted : rest, depth - 1)
    tree.right[node] = branch(high, many === high ? rest : counted, depth - 1)
    return node
  }
  branch(all, histogramOf(ground, all), setting.depth)
  return tree
}

const rounded = (value: number) => Math.round(value * 1e5) / 1e5

const emptyHistogram = (size: number): Histogram => ({
  gradient: new Float64Array(size),
  curvature: new Float64Array(size),
  count: new Int32Array(size),
})

function histogramOf(ground: Ground, items: Int32Array, features = ground.bins.length): Histogram {
  const { bins, gradient, curvature } = ground
  const histogram = emptyHistogram(bins.length * setting.bins)
  for (let f = 0; f < features; f++) {
    const column = bins[f]!
    const at = f * setting.bins
    for (const i of items) {
      const bin = at + column[i]!
      histogram.gradient[bin]! += gradient[i]!
      histogram.curvature[bin]! += curvature[i]!
      histogram.count[bin]!++
    }
  }
  return histogram
}

function minus(a: Histogram, b: Histogram): Histogram {
  return {
    gradient: a.gradient.map((v, n) => v - b.gradient[n]!),
    curvature: a.curvature.map((v, n) => v - b.curvature[n]!),
    count: a.count.map((v, n) => v - b.count[n]!),
  }
}

interface SumsOfItems {
  gradient: number
  curvature: number
  count: number
}

/** The sums over all items: every feature has each of them once. */
function sumsOf({ gradient, curvature, count }: Histogram): SumsOfItems {
  const sums = { gradient: 0, curvature: 0, count: 0 }
  for (let bin = 0; bin < setting.bins; bin++) {
    sums.gradient += gradient[bin]!
    sums.curvature += curvature[bin]!
    sums.count += count[bin]!
  }
  return sums
}

/** The split of items that explains most, or null when none is worth it. */
function bestSplit({ cuts }: Ground, histogram: Histogram, all: SumsOfItems): { feature: number; bin: number } | null {
  if (all.count < 2 * setting.fewest) return null
  const worth = (g: number, h: number) => (g * g) / (h + setting.shrinkage)
  let best: { feature: number; bin: number; gain: number } | null = null
  for (const [feature, own] of cuts.entries()) {
    let [g, h, n] = [0, 0, 0]
    for (let bin = 0; bin < own.length; bin++) {
      const at = feature * setting.bins + bin
      g += histogram.gradient[at]!
      h += histogram.curvature[at]!
      n += histogram.count[at]!
      if (n < setting.fewest || all.count - n < setting.fewest) continue
      const gain = worth(g, h) + worth(all.gradient - g, all.curvature - h) - worth(all.gradient, all.curvature)
      if (gain > (best?.gain ?? 1e-3)) best = { feature, bin, gain }
    }
  }
  return best
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
