import { type Drawing, filled, rectangle, type TextShape } from './drawing.ts'
import { sizeFor } from './measure.ts'
import { colours, qrCode } from './ornament.ts'
import { toPng } from './png.ts'

const width = 720
const side = 600

/** A QR code to print or to send, with a line above it and one below. */
export function qrPicture(text: string, { above, below }: { above: string; below: string }): Promise<Uint8Array> {
  const height = side + 200
  const setting = { weight: 'bold' as const, spacing: 0 }
  const caption = (line: string, y: number): TextShape => ({
    kind: 'text',
    text: line,
    x: width / 2,
    y,
    size: sizeFor(line, { ...setting, size: 38, width: width - 60 }),
    colour: colours.ink,
    weight: 'bold',
    anchor: 'middle',
    spacing: 0,
  })
  const drawing: Drawing = {
    title: above,
    width,
    height,
    shapes: [
      filled(rectangle(0, 0, width, height), '#ffffff'),
      caption(above, 62),
      ...qrCode(text, { x: (width - side) / 2, y: 96, side }),
      caption(below, height - 40),
    ],
  }
  return toPng(drawing)
}
