import type { Drawing, GroupShape, PathShape, Shape, TextShape } from './drawing.ts'
import { family, weights } from './fonts.ts'

/** The drawing as an SVG document. Every text in it is escaped. */
export function toSvg({ title, width, height, shapes }: Drawing): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  const body = shapes.map(one => shape(one, 1)).join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${family}">\n<title>${escape(title)}</title>\n${body}\n</svg>\n`
}

const shape = (one: Shape, opacity: number): string => {
  switch (one.kind) {
    case 'path':
      return path(one, opacity)
    case 'text':
      return text(one, opacity)
    case 'group':
      return group(one, opacity)
  }
}

// Opacity goes to each shape, not to the group, because PDF knows no other way; so both pictures are alike.
const veil = (opacity: number) => (opacity < 1 ? ` opacity="${opacity}"` : '')

function path({ d, fill, stroke, width }: PathShape, opacity: number): string {
  const line = stroke ? ` stroke="${stroke}" stroke-width="${width ?? 1}"` : ''
  return `<path d="${d}" fill="${fill ?? 'none'}"${line}${veil(opacity)}/>`
}

function text({ text, x, y, size, colour, weight, anchor, spacing }: TextShape, opacity: number): string {
  // The space after the last character counts in SVG, so a centred line would stand half of it too far left.
  const left = anchor === 'middle' ? x + spacing / 2 : x
  const look = `fill="${colour}" font-size="${size}" font-weight="${weights[weight].css}"${veil(opacity)}`
  const place = `x="${left}" y="${y}" text-anchor="${anchor}"${spacing ? ` letter-spacing="${spacing}"` : ''}`
  return `<text ${place} ${look}>${escape(text)}</text>`
}

function group({ shapes, x, y, turn, scale, opacity }: GroupShape, above: number): string {
  const how = `translate(${x} ${y}) rotate(${turn}) scale(${scale.join(' ')})`
  return `<g transform="${how}">\n${shapes.map(one => shape(one, opacity * above)).join('\n')}\n</g>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as it may stand in XML; what XML cannot hold at all is left out. */
export function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => entities[character]!)
}
