import { renderAsync } from '@resvg/resvg-js'
import type { Drawing } from './drawing.ts'
import { toSvg } from './svg.ts'

/** The drawing as a PNG of its own size. */
export async function toPng(drawing: Drawing): Promise<Uint8Array> {
  // Not `new Resvg()`: what that holds outside V8 is freed only when V8 happens to collect, and memory grew without end.
  const picture = await renderAsync(toSvg(drawing), { font: { loadSystemFonts: false }, logLevel: 'off' })
  return picture.asPng()
}
