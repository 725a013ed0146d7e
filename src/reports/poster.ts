import { type Drawing, filled, group, line, rectangle, type Shape, type TextShape } from './drawing.ts'
import { lacking } from './fonts.ts'
import { inTwo, oneLine, sizeFor, wrapped } from './measure.ts'
import { botMark, colours, divider, qrCode } from './ornament.ts'
import { toPdf } from './pdf.ts'
import { toPng } from './png.ts'

/** What stands on a poster or a display board. Empty texts are left out. */
export interface Poster {
  /** Whose it is, above the title. */
  ribbon: string
  title: string
  /** When, where and the like, a line each. */
  facts: readonly { label: string; text: string }[]
  /** What it says; lines are paragraphs. */
  body: string
  /** Who says it, below that. */
  signature: string
  /** An address as a QR code and what stands below it; null for none. */
  scan: { address: string; caption: string } | null
  /** The name on the bot's mark. */
  bot: string
  /** The last line. */
  foot: string
}

const page = { width: 1240, height: 1754 }
const [left, right] = [120, 1120]
const room = right - left
/** Where the head ends, and where the foot begins. */
const [headEnd, footStart] = [560, 1430]

/**
 * A poster as a PNG of 1240 × 1754 pixels (A4) and as a PDF of one A4 page. The same input gives the same pictures. In a process that does other things
 * use `openPress`, for this takes half a second of the thread.
 */
export async function drawPoster(poster: Poster, made: Date): Promise<{ png: Uint8Array; pdf: Uint8Array }> {
  const drawing = posterDrawing(poster)
  return { png: await toPng(drawing), pdf: await toPdf(drawing, made) }
}

/** The same as shapes. What does not fit any more at a readable size is cut with a mark. */
export function posterDrawing(poster: Poster): Drawing {
  return {
    title: drawable(poster.title),
    ...page,
    shapes: [...ground(), ...head(poster), ...middle(poster), ...foot(poster)],
  }
}

/** A text without what the font cannot draw, on one line. */
function drawable(text: string): string {
  const clean = oneLine(text)
  const missing = new Set(lacking(clean))
  return [...clean].filter(character => !missing.has(character)).join('')
}

function label(
  text: string,
  how: { x?: number; y: number; size: number; colour?: string; bold?: boolean; spacing?: number },
): TextShape {
  const { x, y, size, colour = colours.ink, bold = false, spacing = 0 } = how
  const anchor = x === undefined ? ('middle' as const) : ('start' as const)
  const weight = bold ? ('bold' as const) : ('regular' as const)
  return { kind: 'text', text, x: x ?? page.width / 2, y, size, colour, weight, anchor, spacing: spacing * size }
}

/** Paper, the green head and hills at its lower edge. */
function ground(): Shape[] {
  const { width, height } = page
  const hills = (top: number, swing: number) =>
    `M0 ${top}C${width * 0.2} ${top - swing} ${width * 0.34} ${top + swing * 0.4} ${width * 0.52} ${top - swing * 0.3}` +
    `S${width * 0.82} ${top - swing} ${width} ${top - swing * 0.2}V${headEnd + 2}H0z`
  return [
    filled(rectangle(0, 0, width, height), colours.paper),
    filled(rectangle(0, 0, width, headEnd), colours.pine),
    group([filled(hills(headEnd - 96, 70), colours.bronze)], { opacity: 0.35 }),
    group([filled(hills(headEnd - 44, 52), colours.paper)], { opacity: 1 }),
    line(rectangle(36, 36, width - 72, height - 72), colours.bronze, 2),
  ]
}

function head({ ribbon, title }: Poster): Shape[] {
  const above = drawable(ribbon)
  const lines = titleLines(drawable(title))
  const size = Math.min(...lines.map(text => sizeFor(text, { size: 104, width: room, weight: 'bold', spacing: 0.06 })))
  const first = lines.length === 1 ? 320 : 268
  return [
    ...(above === ''
      ? []
      : [
          label(above, {
            y: 148,
            size: sizeFor(above, { size: 34, width: room, weight: 'regular', spacing: 0.3 }),
            colour: colours.pale,
            spacing: 0.3,
          }),
        ]),
    ...lines.map((text, n) =>
      label(text, { y: first + n * size * 1.3, size, colour: colours.paper, bold: true, spacing: 0.06 }),
    ),
  ]
}

/** A title of up to ten characters on one line, a longer one on two of about equal length. */
const titleLines = (title: string): string[] => ([...title].length <= 10 ? [title] : inTwo(title))

function middle({ facts, body, signature }: Poster): Shape[] {
  const shapes: Shape[] = []
  let y = headEnd + 84
  for (const { label: name, text } of facts) {
    const lines = wrapped(drawable(text), { size: 40, width: room - 150, weight: 'bold', spacing: 0 }).slice(0, 2)
    shapes.push(label(drawable(name), { x: left, y, size: 34, colour: colours.cinnabar, bold: true, spacing: 0.1 }))
    shapes.push(...lines.map((one, n) => label(one, { x: left + 150, y: y + n * 54, size: 40, bold: true })))
    y += lines.length * 54 + 24
  }
  if (facts.length > 0 && body.trim() !== '') {
    shapes.push(...divider(page.width / 2, y, room / 2))
    y += 96
  }
  const signed = drawable(signature)
  const fit = fitted(body, footStart - 30 - (signed === '' ? 0 : 70) - y)
  shapes.push(...fit.lines.map((one, n) => label(one, { x: left, y: y + n * fit.size * 1.7, size: fit.size })))
  if (signed === '') return shapes
  const size = sizeFor(signed, { size: 32, width: room, weight: 'regular', spacing: 0 })
  const at = { y: y + fit.lines.length * fit.size * 1.7 + 24, size, colour: colours.soft }
  return [...shapes, { ...label(signed, at), x: right - widthAt(signed, size) / 2 }]
}

const widthAt = (text: string, size: number) =>
  (100 / sizeFor(text, { size: 1e6, width: 100, weight: 'regular', spacing: 0 })) * size

/** A text broken into lines at the largest size at which it stands in a height; at the smallest what is left is cut. */
function fitted(body: string, height: number): { size: number; lines: string[] } {
  const paragraphs = body
    .split('\n')
    .map(drawable)
    .filter(text => text !== '')
  const at = (size: number) =>
    paragraphs.flatMap(text => wrapped(`　　${text}`, { size, width: room, weight: 'regular', spacing: 0 }))
  for (let size = 50; size > 24; size -= 2) {
    const lines = at(size)
    if (lines.length * size * 1.7 <= height) return { size, lines }
  }
  const most = Math.max(1, Math.floor(height / (24 * 1.7)))
  const lines = at(24)
  if (lines.length <= most) return { size: 24, lines }
  return { size: 24, lines: [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`] }
}

function foot({ scan, bot, foot: last }: Poster): Shape[] {
  const side = 200
  const lines =
    scan === null
      ? []
      : scan.caption
          .split('\n')
          .flatMap(text => wrapped(drawable(text), { size: 32, width: 420, weight: 'bold', spacing: 0 }))
  const below = drawable(last)
  return [
    line(`M${left} ${footStart}H${right}`, colours.pale, 1.6),
    botMark(right - 100, footStart + 134, drawable(bot)),
    ...(scan === null
      ? []
      : [
          ...qrCode(scan.address, { x: left, y: footStart + 34, side }),
          ...lines.slice(0, 3).map((one, n) =>
            label(one, {
              x: left + side + 36,
              y: footStart + 118 + n * 46,
              size: 32,
              bold: true,
              colour: colours.pine,
            }),
          ),
        ]),
    ...(below === ''
      ? []
      : [
          label(below, {
            y: 1692,
            size: sizeFor(below, { size: 24, width: room, weight: 'regular', spacing: 0 }),
            colour: colours.soft,
          }),
        ]),
  ]
}
