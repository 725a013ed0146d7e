/** Widths of Noto Serif SC Bold in ems, rounded up by class; the first class that matches counts. */
const classes: readonly (readonly [RegExp, number])[] = [
  [/[⸺⸻]/u, 2.65],
  [/[ijl.,:;·'`|! ]/u, 0.4],
  [/[ftrsz()[\]{}/\\"I-]/u, 0.55],
  [/[mMwW%@№]/u, 1.15],
  [/[A-Z&Α-ΩА-Я]/u, 0.85],
  [/[\u0300-\u036f]/u, 0],
  [/[\u0020-\u007e\u00a1-\u02ff–α-ωа-я]/u, 0.7],
]

const emsOf = (character: string) => classes.find(([pattern]) => pattern.test(character))?.[1] ?? 1

/** The width of a line of text, never less than it will be when drawn (Han and unknown characters are one em). */
export function widthOf(text: string, size: number, spacing = 0): number {
  const characters = [...text.normalize('NFD')]
  const ems = characters.reduce((sum, character) => sum + emsOf(character), 0)
  return ems * size + Math.max(0, [...text].length - 1) * spacing
}

/** The largest size up to `size` at which the text is no wider than `width`; spacing given in ems shrinks with it. */
export function fit(text: string, { size, width, spacing = 0 }: { size: number; width: number; spacing?: number }): number {
  const wide = widthOf(text, size, spacing * size)
  return wide <= width ? size : Math.floor(((size * width) / wide) * 100) / 100
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

/** Breaks a text in two lines of about equal width, at a space or after a mark where there is one near the middle. */
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
