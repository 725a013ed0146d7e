import { renderAsync } from '@resvg/resvg-js'
import type { Drawing } from './drawing.ts'
import { family, weights } from './fonts.ts'
import { toSvg } from './svg.ts'

/** The drawing as a PNG of its own size. Runs outside the main thread. */
export async function toPng(drawing: Drawing): Promise<Uint8Array> {
  const picture = await renderAsync(toSvg(drawing), {
    font: {
      fontFiles: Object.values(weights).map(weight => weight.file),
      loadSystemFonts: false,
      defaultFontFamily: family,
    },
    textRendering: 1,
    logLevel: 'off',
  })
  return picture.asPng()
}
