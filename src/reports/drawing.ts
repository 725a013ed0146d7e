/** The two weights of the one family that pictures are set in. */
export type Weight = 'regular' | 'bold'

/** An outline in the language of SVG's `d`, filled, stroked or both. */
export interface PathShape {
  kind: 'path'
  d: string
  fill?: string
  stroke?: string
  width?: number
}

/** One line of text. `x` is where the anchor stands, `y` the baseline; `spacing` is added between characters. */
export interface TextShape {
  kind: 'text'
  text: string
  x: number
  y: number
  size: number
  colour: string
  weight: Weight
  anchor: 'start' | 'middle'
  spacing: number
}

/** Shapes moved to `x`, `y`, then turned (degrees, clockwise), then scaled; `opacity` holds for each shape in it. */
export interface GroupShape {
  kind: 'group'
  shapes: readonly Shape[]
  x: number
  y: number
  turn: number
  scale: readonly [number, number]
  opacity: number
}

export type Shape = PathShape | TextShape | GroupShape

/** One page: what is drawn first lies lowest. Sizes are pixels of the picture. */
export interface Drawing {
  title: string
  width: number
  height: number
  shapes: readonly Shape[]
}

/** A path with a line only. */
export function line(d: string, stroke: string, width: number): PathShape {
  return { kind: 'path', d, stroke, width }
}

/** A path with an area only. */
export function filled(d: string, fill: string): PathShape {
  return { kind: 'path', d, fill }
}

/** A group; what is not given changes nothing. */
export function group(shapes: readonly Shape[], how: Partial<Omit<GroupShape, 'kind' | 'shapes'>>): GroupShape {
  return { kind: 'group', shapes, x: 0, y: 0, turn: 0, scale: [1, 1], opacity: 1, ...how }
}

/** The outline of a rectangle. */
export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`
}

/** The outline of a circle. */
export function circle(x: number, y: number, radius: number): string {
  const r = radius
  return `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`
}

/** The outline of a square standing on its corner, `radius` from centre to corner. */
export function lozenge(x: number, y: number, radius: number): string {
  return `M${x} ${y - radius}l${radius} ${radius}l${-radius} ${radius}l${-radius} ${-radius}z`
}
