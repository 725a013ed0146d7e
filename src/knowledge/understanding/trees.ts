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
export function probabilityOf({ bias, trees }: Trees, features: ArrayLike<number>): number {
  let odds = bias
  for (const tree of trees) odds += leafOf(tree, features)
  return 1 / (1 + Math.exp(-odds))
}

/** What one tree adds to the log-odds. */
export function leafOf({ feature, upTo, left, right, adds }: Tree, features: ArrayLike<number>): number {
  let node = 0
  while (feature[node]! >= 0) node = features[feature[node]!]! <= upTo[node]! ? left[node]! : right[node]!
  return adds[node]!
}
