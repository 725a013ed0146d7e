import PDFDocument from 'pdfkit'
import type { Drawing, Shape, TextShape } from './drawing.ts'
import { fontFileOf } from './fonts.ts'
import { extentOf } from './measure.ts'

/** Width of an A4 page in points. */
const pageWidth = 595.28

/** The drawing as a PDF of one A4-wide page: vectors, and text that can be searched, with the used characters embedded. */
export function toPdf(drawing: Drawing, made: Date): Promise<Uint8Array> {
  const scale = pageWidth / drawing.width
  const document = new PDFDocument({
    size: [pageWidth, drawing.height * scale],
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: drawing.title, CreationDate: made, ModDate: made },
  })
  const done = collect(document)
  document.registerFont('regular', fontFileOf('regular'))
  document.registerFont('bold', fontFileOf('bold'))
  document.scale(scale)
  for (const shape of drawing.shapes) draw(document, shape, 1)
  document.end()
  return done
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const parts: Buffer[] = []
  document.on('data', (part: Buffer) => parts.push(part))
  document.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
  document.on('error', reject)
  return promise
}

function draw(document: PDFKit.PDFDocument, shape: Shape, opacity: number): void {
  switch (shape.kind) {
    case 'path': {
      const { d, fill, stroke, width = 1 } = shape
      document.opacity(opacity).path(d)
      if (stroke) document.lineWidth(width)
      if (fill && stroke) document.fillAndStroke(fill, stroke)
      else if (fill) document.fill(fill)
      else if (stroke) document.stroke(stroke)
      return
    }
    case 'text':
      write(document.opacity(opacity), shape)
      return
    case 'group': {
      document.save()
      document
        .translate(shape.x, shape.y)
        .rotate(shape.turn)
        .scale(...shape.scale)
      for (const inner of shape.shapes) draw(document, inner, opacity * shape.opacity)
      document.restore()
    }
  }
}

function write(document: PDFKit.PDFDocument, shape: TextShape): void {
  const { text, y, size, colour, weight, spacing } = shape
  document.font(weight).fontSize(size).fillColor(colour)
  document.text(text, extentOf(shape).left, y, { characterSpacing: spacing, lineBreak: false, baseline: 'alphabetic' })
}
