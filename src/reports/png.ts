import { Resvg } from '@resvg/resvg-js'
import type { Drawing } from './drawing.ts'
import { toSvg } from './svg.ts'

/** The drawing as a PNG of its own size. */
export function toPng(drawing: Drawing): Uint8Array {
  return new Resvg(toSvg(drawing), { font: { loadSystemFonts: false }, logLevel: 'off' }).render().asPng()
}
