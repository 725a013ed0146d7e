import { encode } from 'uqr'

/** The squares of a QR code for a text, row by row; true is dark. */
export const qrSquares = (text: string): { data: readonly (readonly boolean[])[]; size: number } =>
  encode(text, { ecc: 'M', border: 0 })

/** A QR code as lines to be drawn one square wide, as short as a path says it: many of them fit on a page. */
export function qrLines(text: string): { d: string; side: number } {
  const { data, size } = qrSquares(text)
  const rows = data.map((row, y) => {
    let path = `M0 ${y}`
    for (let from = 0; from < size; ) {
      let to = from
      while (to < size && row[to] === row[from]) to++
      if (row[from]) path += `h${to - from}`
      else if (to < size) path += `m${to - from} 0`
      from = to
    }
    return path
  })
  return { d: rows.join(''), side: size }
}
