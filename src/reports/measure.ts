import type { TextShape, Weight } from './drawing.ts'
import { fontOf } from './fonts.ts'

/** How a line of text is set. `spacing` is added between characters, in ems. */
export interface TypeSetting {
  weight: Weight
  spacing: number
}

/** The width of a line of text at size 1. */
export function widthOf(text: string, { weight, spacing }: TypeSetting): number {
  const font = fontOf(weight)
  const { glyphs, advanceWidth } = font.layout(text)
  return advanceWidth / font.unitsPerEm + spacing * Math.max(0, glyphs.length - 1)
}

/** The largest size up to `size` at which a line is no wider than `width`. */
export function sizeFor(
  text: string,
  { size, width, ...setting }: TypeSetting & { size: number; width: number },
): number {
  const wide = widthOf(text, setting)
  return wide * size <= width ? size : Math.floor((width / wide) * 100) / 100
}

/** Where the first character of a shape begins, and how wide the whole is. */
export function extentOf({ text, x, size, weight, anchor, spacing }: TextShape): { left: number; width: number } {
  const width = widthOf(text, { weight, spacing: spacing / size }) * size
  return { left: anchor === 'middle' ? x - width / 2 : x, width }
}

/** A text as it may stand on one line: composed, without control, direction and unpaired characters, spaces single. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\t\n\v\f\r]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\ufffd]/gu, '')
    .trim()
}

const mayNotBegin = /^[，。、；：？！）》”’」』…—·]/u

/** A text broken into lines no wider than `width`: no line begins with a mark that belongs to what stands before it, and no number or Latin word is cut. */
export function wrapped(
  text: string,
  { size, width, ...setting }: TypeSetting & { size: number; width: number },
): string[] {
  // What is not to be parted: a Latin word or number, and a character with the marks behind it.
  const pieces = text.match(/[\x21-\x7e]+|[\s\S][，。、；：？！）》”’」』…—·]*/gu) ?? []
  const lines: string[] = []
  let [now, reach] = ['', 0]
  for (const piece of pieces) {
    // Pieces are measured one by one: a long text is not laid out anew for each.
    const wide = (widthOf(piece, setting) + setting.spacing) * size
    if (now !== '' && reach + wide > width) {
      lines.push(now.trimEnd())
      ;[now, reach] = [piece.trimStart(), wide]
    } else [now, reach] = [now + piece, reach + wide]
  }
  return now === '' ? lines : [...lines, now]
}

/** Breaks a text in two lines of about equal length, at a space or after a mark where there is one near the middle. */
export function inTwo(text: string): [string, string] {
  const characters = [...text]
  const middle = characters.length / 2
  const cost = (at: number) => {
    const [before, after] = [characters[at - 1] ?? '', characters[at] ?? '']
    const natural = /[ ，、；。]/u.test(before) ? 0 : /[a-z0-9]/iu.test(before + after) ? 5 : 3
    return Math.abs(at - middle) + natural + (mayNotBegin.test(after) ? 100 : 0)
  }
  let best = Math.max(1, Math.round(middle))
  for (let at = 1; at < characters.length; at++) if (cost(at) < cost(best)) best = at
  return [characters.slice(0, best).join('').trimEnd(), characters.slice(best).join('').trimStart()]
}
