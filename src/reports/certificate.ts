import { fill } from '../content/words.ts'
import { wallTime } from '../time/calendar.ts'
import { circle, type Drawing, group, line, rectangle, type Shape, type TextShape } from './drawing.ts'
import { extentOf, inTwo, oneLine, sizeFor } from './measure.ts'
import { botMark, colours, divider, frame, qrCode } from './ornament.ts'
import { toPdf } from './pdf.ts'
import { toPng } from './png.ts'
import { toSvg } from './svg.ts'
import type { CertificateWords } from './words.ts'

/** What one person promised, as it is to stand on the certificate. */
export interface Certificate {
  name: string
  /** Empty when not known. */
  className: string
  school: string
  number: string
  date: Date
  /** IANA zone in which the date is written. */
  zone: string
  /** The version of the pledge's text that was agreed to. */
  textVersion: string
  verificationCode: string
  /** Address of the page that verifies it, also drawn as a QR code; null when there is none. */
  verifyAt: string | null
  /** Short titles of the pledged items, 1 to 12. */
  items: readonly string[]
  /** True for the made-up school: the picture is marked all over. */
  isSample: boolean
  /** True when the person took the pledge back: the picture is faded and stamped. */
  revoked?: boolean
}

const page = { width: 1240, height: 1754, middle: 620 }
/** Where text may stand between the borders. */
const inner = { left: 164, right: 1076, width: 912 }

/**
 * The certificate as a PNG of 1240 × 1754 pixels and as a PDF of one A4 page. The same input gives the same pictures.
 * In a process that does other things use `openPress`, for this takes 100 ms of the thread and much memory.
 */
export async function drawCertificate(
  certificate: Certificate,
  words: CertificateWords,
): Promise<{ png: Uint8Array; pdf: Uint8Array }> {
  const drawing = layOut(certificate, words)
  return { png: await toPng(drawing), pdf: await toPdf(drawing, certificate.date) }
}

/** The certificate as an SVG document, from which the PNG is made. */
export function certificateSvg(certificate: Certificate, words: CertificateWords): string {
  return toSvg(layOut(certificate, words))
}

function layOut(certificate: Certificate, words: CertificateWords): Drawing {
  const { items, isSample, revoked = false } = certificate
  if (items.length < 1 || items.length > 12)
    throw new RangeError(`a certificate has 1 to 12 items, not ${items.length}`)
  const promise = [...head(words), ...opening(certificate, words), ...pledged(items, words)]
  return {
    title: `${oneLine(words.title)} ${oneLine(certificate.number)}`,
    width: page.width,
    height: page.height,
    shapes: [
      ...frame(page.width, page.height),
      ...(isSample ? sampleMarks(words) : []),
      ...(revoked ? [group(promise, { opacity: 0.5 }), revokedMark(words)] : promise),
      ...foot(certificate, words),
      ...(revoked ? [] : [botMark(certificate.verifyAt ? 748 : 960, 1466, oneLine(words.bot))]),
    ],
  }
}

/** A line of text no wider than `width`, centred on the page unless `x` says where it starts. `spacing` is in ems. */
function label(
  text: string,
  how: { y: number; size: number; x?: number; width?: number; spacing?: number; colour?: string; bold?: true },
): TextShape {
  const { y, x, width = inner.width, spacing = 0, colour = colours.ink } = how
  const clean = oneLine(text)
  const weight = how.bold ? 'bold' : 'regular'
  const size = sizeFor(clean, { size: how.size, width, weight, spacing })
  return {
    kind: 'text',
    text: clean,
    x: x ?? page.middle,
    y,
    size,
    colour,
    weight,
    anchor: x === undefined ? 'middle' : 'start',
    spacing: Math.round(spacing * size * 100) / 100,
  }
}

function head(words: CertificateWords): Shape[] {
  return [
    label(words.ribbon, { y: 238, size: 27, spacing: 0.36, colour: colours.bronze }),
    label(words.title, { y: 352, size: 94, spacing: 0.13, colour: colours.pine, bold: true }),
    ...divider(page.middle, 412, 330),
  ]
}

/** For whom it is and what they say; of a revoked promise only for whom it was, for the stamp takes the rest's place. */
function opening({ name, className, school, revoked }: Certificate, words: CertificateWords): Shape[] {
  const values = { name, className, school }
  const origin = fill(className.trim() ? words.origin : words.originWithoutClass, values)
  const person = label(fill(words.person, values), { y: 624, size: 86, width: 860, spacing: 0.08, bold: true })
  const whom = [label(origin, { y: 514, size: 32, spacing: 0.06, colour: colours.soft }), person]
  if (revoked) return whom
  const reach = Math.min(450, Math.max(220, extentOf(person).width / 2 + 60))
  const lines = fill(words.sentence, values).split('\n').slice(0, 3)
  return [
    ...whom,
    line(`M${page.middle - reach} 662H${page.middle + reach}`, colours.pale, 1.6),
    ...lines.map((text, i) => label(text, { y: 738 + i * 58, size: 34, spacing: 0.04 })),
  ]
}

/** The items in two columns, up to three in one, in the middle of their room. */
function pledged(items: readonly string[], words: CertificateWords): Shape[] {
  const heading = label(words.items, { y: 914, size: 26, spacing: 0.4, colour: colours.bronze })
  const half = extentOf(heading).width / 2 + 28
  const rules = `M${inner.left + 60} 905H${page.middle - half}M${page.middle + half} 905H${inner.right - 60}`
  const columns = items.length > 3 ? 2 : 1
  const rows = Math.ceil(items.length / columns)
  const pitch = rows > 5 ? 64 : rows > 4 ? 68 : 78
  const room = columns === 2 ? 390 : 800
  const texts = items.map(item => itemLines(item, room))
  const widest = Math.max(...texts.flat().map(text => extentOf(text).width))
  const [between, step] = [56, 54 + widest]
  const left = page.middle - (columns * step + (columns - 1) * between) / 2
  const top = 1135 - ((rows - 1) * pitch) / 2
  const placed = texts.map((lines, i) => {
    const [x, y] = [left + Math.floor(i / rows) * (step + between), top + (i % rows) * pitch]
    return group([...numeral(words.numerals[i]!), ...lines], { x: Math.round(x), y })
  })
  return [heading, line(rules, colours.pale, 1.4), ...placed]
}

/** One item's text beside its numeral: one line, or two small ones when it is long. The middle of the item is at 0. */
function itemLines(item: string, width: number): TextShape[] {
  const one = label(item, { x: 54, y: 11, size: 30, width })
  if (one.size >= 24) return [one]
  return inTwo(one.text).map((text, i) => label(text, { x: 54, y: i === 0 ? -6 : 25, size: 24, width }))
}

function numeral(text: string): Shape[] {
  const size = [...text].length > 1 ? 15 : 19
  const sign = label(text, { y: size * 0.36, size, width: 30, colour: colours.pine, bold: true })
  return [line(circle(19, 0, 18), colours.bronze, 1.5), { ...sign, x: 19 }]
}

function foot(certificate: Certificate, words: CertificateWords): Shape[] {
  const { number, date, zone, textVersion, verificationCode, verifyAt } = certificate
  const { year, month, day } = wallTime(date, zone)
  const rows = [
    [words.number, number],
    [words.date, fill(words.dateForm, { year, month, day })],
    [words.textVersion, textVersion],
    [words.code, verificationCode],
  ] as const
  const row = ([name, value]: readonly [string, string], y: number) => [
    spread(label(name, { x: inner.left, y, size: 22, width: 92, colour: colours.soft }), 92),
    label(value, { x: inner.left + 120, y, size: 24, width: 350, spacing: 0.02 }),
  ]
  return [
    line(`M${inner.left} 1356H${inner.right}`, colours.pale, 1.4),
    ...rows.flatMap((one, i) => row(one, 1410 + i * 44)),
    ...(verifyAt ? verification(verifyAt, words) : []),
    label(words.notice, { y: verifyAt ? 1638 : 1628, size: 22, width: 830, spacing: 0.02, colour: colours.ink }),
  ]
}

function verification(verifyAt: string, words: CertificateWords): Shape[] {
  const [side, x] = [176, inner.right - 176]
  const caption = label(words.scan, { y: 1572, size: 18, width: side, colour: colours.soft })
  const address = label(`${words.verify} ${verifyAt}`, { y: 1602, size: 18, width: 830, colour: colours.soft })
  return [...qrCode(verifyAt, { x, y: 1374, side }), { ...caption, x: x + side / 2 }, address]
}

/** A label with its characters set apart so that it fills `width`, as in a column of labels of two to four characters. */
function spread(text: TextShape, width: number): TextShape {
  const gaps = [...text.text].length - 1
  const spare = width - extentOf(text).width
  return gaps > 0 && spare > 0 ? { ...text, spacing: Math.round((spare / gaps) * 100) / 100 } : text
}

/** Pale words across the page and a plain one on its top edge. */
function sampleMarks(words: CertificateWords): Shape[] {
  const places = [
    [460, 560],
    [780, 1000],
    [460, 1440],
  ] as const
  const pale = places.map(([x, y]) => {
    const text = label(words.sample, {
      y: 90,
      size: 260,
      width: 760,
      spacing: 0.3,
      colour: colours.cinnabar,
      bold: true,
    })
    return group([{ ...text, x: 0 }], { x, y, turn: -24, opacity: 0.08 })
  })
  return [
    ...pale,
    label(words.sampleNote, { y: 158, size: 22, width: 700, spacing: 0.12, colour: colours.cinnabar, bold: true }),
  ]
}

/** A stamp where the sentence stood. */
function revokedMark(words: CertificateWords): Shape {
  const { cinnabar } = colours
  const stamp = label(words.revoked, { y: 21, size: 104, width: 520, spacing: 0.2, colour: cinnabar, bold: true })
  const note = label(words.revokedNote, { y: 66, size: 25, width: 520, spacing: 0.16, colour: cinnabar })
  const box = (inset: number) => rectangle(inset - 300, inset - 92, 600 - 2 * inset, 184 - 2 * inset)
  const shapes: Shape[] = [line(box(0), cinnabar, 6), line(box(12), cinnabar, 2), { ...stamp, x: 0 }, { ...note, x: 0 }]
  return group(shapes, { x: page.middle, y: 770, turn: -6 })
}
