import type { Drawing, GroupShape, PathShape, Shape, TextShape } from './drawing.ts'
import { fontOf } from './fonts.ts'
import { extentOf } from './measure.ts'

/**
 * The drawing as an SVG document that needs no font: each line of text is a group of outlines, labelled with the escaped
 * text. (resvg opens the font anew for every character, so the same page with `<text>` took it 600 ms instead of 30.)
 */
export function toSvg({ title, width, height, shapes }: Drawing): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  const body = shapes.map(one => shape(one, 1)).join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n<title>${escapeXml(title)}</title>\n${body}\n</svg>\n`
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

function text(shape: TextShape, opacity: number): string {
  const { text, y, size, colour, weight, spacing } = shape
  const font = fontOf(weight)
  const { glyphs, positions } = font.layout(text)
  const scale = size / font.unitsPerEm
  let x = extentOf(shape).left
  const outlines = glyphs.map((glyph, i) => {
    const { xAdvance, xOffset, yOffset } = positions[i]!
    const d = glyph.path.transform(scale, 0, 0, -scale, x + xOffset * scale, y - yOffset * scale).toSVG()
    x += xAdvance * scale + spacing
    return d
  })
  return `<path aria-label="${escapeXml(text)}" d="${outlines.join('')}" fill="${colour}"${veil(opacity)}/>`
}

function group({ shapes, x, y, turn, scale, opacity }: GroupShape, above: number): string {
  const how = `translate(${x} ${y}) rotate(${turn}) scale(${scale.join(' ')})`
  return `<g transform="${how}">\n${shapes.map(one => shape(one, opacity * above)).join('\n')}\n</g>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as it may stand in XML; what XML cannot hold at all is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => entities[character]!)
}
