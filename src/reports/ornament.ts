import { circle, filled, group, line, lozenge, rectangle, type Shape } from './drawing.ts'
import { qrSquares } from './qr-lines.ts'

/** The colours of a certificate: warm paper, ink, bronze lines, pine green, and cinnabar for what must be seen. */
export const colours = {
  rim: '#f1e6d0',
  paper: '#fcf8ee',
  ink: '#2a2622',
  soft: '#6d6153',
  bronze: '#ab8750',
  pale: '#d9c6a0',
  pine: '#22574a',
  cinnabar: '#b03a2e',
} as const

/** Side of one square of the fretwork. */
const unit = 11

/** 回纹: a square in a square in the corner, and beside it on each side the hook in which the frame's line ends. */
function corner(): Shape[] {
  const along = (points: readonly (readonly [number, number])[]) =>
    points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x * unit)} ${round(y * unit)}`).join('')
  const hook: [number, number][] = [
    [9, 0],
    [5, 0],
    [5, 4],
    [9, 4],
    [9, 1.35],
    [6.35, 1.35],
    [6.35, 2.7],
    [7.7, 2.7],
  ]
  const mirrored = hook.map(([x, y]): [number, number] => [y, x])
  const box = rectangle(0, 0, 4 * unit, 4 * unit)
  const core = rectangle(1.35 * unit, 1.35 * unit, 1.3 * unit, 1.3 * unit)
  return [
    line(along(hook), colours.bronze, 2.6),
    line(along(mirrored), colours.bronze, 2.6),
    line(box, colours.bronze, 2.6),
    filled(core, colours.bronze),
  ]
}

const round = (value: number) => Math.round(value * 100) / 100

/** Paper and border of a page: a rim, a double line, and a third line that ends in fretwork in the corners. */
export function frame(width: number, height: number): Shape[] {
  const box = (inset: number) => rectangle(inset, inset, width - 2 * inset, height - 2 * inset)
  const inset = 88
  const reach = inset + 9 * unit
  const [right, bottom] = [width - inset, height - inset]
  const sides = `M${reach} ${inset}H${width - reach}M${reach} ${bottom}H${width - reach}M${inset} ${reach}V${height - reach}M${right} ${reach}V${height - reach}`
  const corners = [
    group(corner(), { x: inset, y: inset }),
    group(corner(), { x: right, y: inset, scale: [-1, 1] }),
    group(corner(), { x: inset, y: bottom, scale: [1, -1] }),
    group(corner(), { x: right, y: bottom, scale: [-1, -1] }),
  ]
  return [
    filled(rectangle(0, 0, width, height), colours.rim),
    filled(box(56), colours.paper),
    line(box(56), colours.bronze, 4),
    line(box(67), colours.bronze, 1.2),
    line(sides, colours.bronze, 2.6),
    ...corners,
  ]
}

/** A thin rule of `half` its length to each side of the middle, with lozenges between. */
export function divider(x: number, y: number, half: number): Shape[] {
  const gap = 44
  const rule = `M${x - half} ${y}H${x - gap}M${x + gap} ${y}H${x + half}`
  return [
    line(rule, colours.bronze, 1.6),
    filled(lozenge(x, y, 9), colours.bronze),
    filled(lozenge(x - 24, y, 5), colours.bronze),
    filled(lozenge(x + 24, y, 5), colours.bronze),
  ]
}

/** The bot's own mark, a mortarboard in a ring with its name below; it is green and has no star, so it is no school's seal. */
export function botMark(x: number, y: number, name: string): Shape {
  const { pine, bronze, paper } = colours
  const cap: Shape[] = [
    filled('M24 12 6.5 19.6 24 27.2l17.5-7.6z', pine),
    filled('M13.5 25v7c0 2.3 4.7 5 10.5 5s10.5-2.7 10.5-5v-7L24 29.6z', pine),
    line('M39.5 20.5v9.5', bronze, 2),
    filled(circle(39.5, 32, 2.2), bronze),
  ]
  const dots = Array.from({ length: 48 }, (_, i) => {
    const angle = (i * Math.PI) / 24
    return circle(round(85 * Math.cos(angle)), round(85 * Math.sin(angle)), 1.7)
  })
  const label: Shape = {
    kind: 'text',
    text: name,
    x: 0,
    y: 48,
    size: 20,
    colour: pine,
    weight: 'bold',
    anchor: 'middle',
    spacing: 2,
  }
  return group(
    [
      filled(circle(0, 0, 95), paper),
      line(circle(0, 0, 93), pine, 3.2),
      filled(dots.join(''), pine),
      line(circle(0, 0, 77), pine, 1.2),
      group(cap, { x: -52, y: -68, scale: [2.17, 2.17] }),
      label,
    ],
    { x, y },
  )
}

/** A QR code of `side` pixels with its white rim, as one path on white. */
export function qrCode(text: string, { x, y, side }: { x: number; y: number; side: number }): Shape[] {
  const { data, size } = qrSquares(text)
  const cell = Math.max(1, Math.floor(side / (size + 4))) // whole pixels, so that the edges are sharp
  const start = Math.round((side - cell * size) / 2)
  const runs: string[] = []
  data.forEach((row, down) => {
    for (let from = 0; from < size; from++) {
      if (!row[from]) continue
      let to = from
      while (row[to + 1]) to++
      runs.push(rectangle(x + start + from * cell, y + start + down * cell, (to - from + 1) * cell, cell))
      from = to
    }
  })
  return [
    filled(rectangle(x, y, side, side), '#ffffff'),
    line(rectangle(x, y, side, side), colours.pale, 1.2),
    filled(runs.join(''), colours.ink),
  ]
}
