/** Small decision trees whose leaves are added up. Of each tree node by node: which feature is looked at (-1 in a leaf), up to which value one goes left, where left and right lead, what a leaf adds. */
export interface Trees {
  /** The log-odds before any tree has spoken. */
  bias: number
  trees: readonly Tree[]
}

/** One tree; the lists have an item for each node, the first node is where one begins. */
export interface Tree {
  feature: readonly number[]
  upTo: readonly number[]
  left: readonly number[]
  right: readonly number[]
  adds: readonly number[]
}

/** The probability (0..1) that the trees give to these features. */
export function probabilityOf(trees: Trees, features: ArrayLike<number>): number {
  const { feature, value, left, right, roots } = forestOf(trees)
  let odds = trees.bias
  for (let n = 0; n < roots.length; n++) {
    let node = roots[n]!
    while (feature[node]! >= 0) node = features[feature[node]!]! <= value[node]! ? left[node]! : right[node]!
    odds += value[node]!
  }
  return 1 / (1 + Math.exp(-odds))
}

/** All trees in one row of nodes, walked three times as quickly as they stand; `value` is up to which one goes left, and in a leaf what it adds. */
interface Forest {
  feature: Int16Array
  value: Float64Array
  left: Int32Array
  right: Int32Array
  roots: Int32Array
}

const forests = new WeakMap<Trees, Forest>()

/** Made when the trees are first asked. */
function forestOf(trees: Trees): Forest {
  const known = forests.get(trees)
  if (known) return known
  const lengths = trees.trees.map(tree => tree.feature.length)
  const roots = Int32Array.from(lengths, (_, n) => lengths.slice(0, n).reduce((a, b) => a + b, 0))
  const joined = (of: (tree: Tree, node: number, root: number) => number) =>
    trees.trees.flatMap((tree, n) => tree.feature.map((_, node) => of(tree, node, roots[n]!)))
  const forest = {
    feature: Int16Array.from(joined((tree, node) => tree.feature[node]!)),
    value: Float64Array.from(joined((tree, node) => (tree.feature[node]! < 0 ? tree.adds : tree.upTo)[node]!)),
    left: Int32Array.from(joined((tree, node, root) => root + tree.left[node]!)),
    right: Int32Array.from(joined((tree, node, root) => root + tree.right[node]!)),
    roots,
  }
  forests.set(trees, forest)
  return forest
}

/** What one tree adds to the log-odds. */
export function leafOf({ feature, upTo, left, right, adds }: Tree, features: ArrayLike<number>): number {
  let node = 0
  while (feature[node]! >= 0) node = features[feature[node]!]! <= upTo[node]! ? left[node]! : right[node]!
  return adds[node]!
}
