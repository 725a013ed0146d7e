/** A piece of text on a page: its lower left corner, how wide and how high it is, in points from the lower left of the page. */
export interface PageText {
  text: string
  x: number
  y: number
  width: number
  height: number
}

/** What is drawn on a page: the box around it. */
export interface PageBox {
  left: number
  bottom: number
  right: number
  top: number
}

/** A line of text on a page, what stands in it from left to right joined. */
export interface PageLine {
  text: string
  left: number
  right: number
  y: number
  height: number
}

/** What stands on a page from above to below: lines, and tables of cells; null is a cell that belongs to the one above it. */
export type PagePart = PageLine | { rows: (string | null)[][]; y: number }

/** The parts of a page: what stands within drawn grids is a table, all else are lines. */
export function partsOfPage(texts: readonly PageText[], boxes: readonly PageBox[]): PagePart[] {
  const grids = gridsOf(boxes)
  const inGrid = (text: PageText) => grids.find(grid => isWithin(text, grid))
  const tables = grids.map(grid => ({
    rows: cellsOf(
      grid,
      texts.filter(text => inGrid(text) === grid),
    ),
    y: grid.ys[0]!,
  }))
  const lines = linesOf(texts.filter(text => !inGrid(text))).filter(line => line.text !== '')
  const filled = tables.filter(table => table.rows.some(row => row.some(cell => cell !== null && cell !== '')))
  return [...lines, ...filled].sort((a, b) => b.y - a.y)
}

/** A grid of lines: where its columns (from the left) and its rows (from above) part, and the lines across. */
interface Grid {
  xs: number[]
  ys: number[]
  across: PageBox[]
}

/** Lines that are no thicker than this are lines, and lines as near as this are one. */
const thin = 4

function gridsOf(boxes: readonly PageBox[]): Grid[] {
  const lines = boxes.flatMap(edgesOf)
  const groups: PageBox[][] = []
  for (const line of lines) {
    const touching = groups.filter(group => group.some(other => touches(line, other)))
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    groups.push([line, ...touching.flat()])
  }
  return groups.flatMap(group => {
    const across = group.filter(isAcross)
    const xs = places(group.filter(line => !isAcross(line)).map(line => (line.left + line.right) / 2))
    const ys = places(across.map(line => (line.top + line.bottom) / 2)).reverse()
    return xs.length > 2 && ys.length > 2 ? [{ xs, ys, across }] : []
  })
}

const isAcross = ({ top, bottom, left, right }: PageBox) => right - left > top - bottom

/** The lines of which a box is made; none of a dot. */
function edgesOf(box: PageBox): PageBox[] {
  const { left, right, top, bottom } = box
  const [wide, high] = [right - left, top - bottom]
  if (wide <= thin || high <= thin) return wide > 2 * thin || high > 2 * thin ? [box] : []
  return [
    { ...box, bottom: top },
    { ...box, top: bottom },
    { ...box, right: left },
    { ...box, left: right },
  ]
}

const touches = (a: PageBox, b: PageBox) =>
  a.left <= b.right + thin && b.left <= a.right + thin && a.bottom <= b.top + thin && b.bottom <= a.top + thin

/** Places in order, those next to one another as one. */
function places(given: readonly number[]): number[] {
  const found: number[] = []
  for (const place of [...given].sort((a, b) => a - b))
    if (found.length === 0 || place - found.at(-1)! > 2 * thin) found.push(place)
  return found
}

const middle = ({ x, y, width, height }: PageText) => ({ x: x + width / 2, y: y + height / 2 })

function isWithin(text: PageText, { xs, ys }: Grid): boolean {
  const { x, y } = middle(text)
  return x > xs[0]! && x < xs.at(-1)! && y < ys[0]! && y > ys.at(-1)!
}

function cellsOf({ xs, ys, across }: Grid, texts: readonly PageText[]): (string | null)[][] {
  return ys.slice(0, -1).map((top, row) =>
    xs.slice(0, -1).map((left, column) => {
      const right = xs[column + 1]!
      const bottom = ys[row + 1]!
      const center = (left + right) / 2
      const isOpen = !across.some(
        line => Math.abs((line.top + line.bottom) / 2 - top) <= 2 * thin && line.left < center && line.right > center,
      )
      if (row > 0 && isOpen) return null
      // The text of a merged cell may stand anywhere in it.
      const end = lastRow({ xs, ys, across }, row, center)
      const within = texts.filter(text => {
        const at = middle(text)
        return at.x > left && at.x < right && at.y < top && at.y > Math.min(bottom, ys[end]!)
      })
      return linesOf(within)
        .map(line => line.text)
        .join('')
    }),
  )
}

/** Below which row a cell ends: lines go across under it. */
function lastRow({ ys, across }: Grid, row: number, center: number): number {
  for (let n = row + 1; n < ys.length; n++)
    if (across.some(l => Math.abs((l.top + l.bottom) / 2 - ys[n]!) <= 2 * thin && l.left < center && l.right > center))
      return n
  return ys.length - 1
}

/** Pieces of text as lines, from above to below; a wide gap within one is a space. */
function linesOf(texts: readonly PageText[]): PageLine[] {
  const lines: PageText[][] = []
  for (const text of [...texts].sort((a, b) => b.y - a.y)) {
    const line = lines.at(-1)
    if (line && line[0]!.y - text.y < Math.max(line[0]!.height, text.height) * 0.6) line.push(text)
    else lines.push([text])
  }
  return lines.map(line => {
    const inOrder = line.sort((a, b) => a.x - b.x)
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!]
    let text = ''
    for (const [n, piece] of inOrder.entries()) {
      const before = inOrder[n - 1]
      if (before && piece.x - before.x - before.width > piece.height * 0.6 && text.at(-1) !== ' ') text += ' '
      text += piece.text
    }
    const height = Math.max(...line.map(piece => piece.height))
    return { text: text.trim(), left: first.x, right: last.x + last.width, y: first.y, height }
  })
}
