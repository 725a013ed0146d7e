/**
 * What names and texts of strangers may hold that does something instead of showing something: control characters (a terminal obeys them),
 * direction marks (they turn what follows around), characters without a width, and marks piled upon one letter.
 */

// Looks like nothing, or like a space that is none: fillers of Hangul and Braille, fonts without a glyph, marks for machines.
const blanks = '\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufff9-\ufffb'
const zeroWidth = '\u00ad\u200b\u200c\u2060-\u2065\u206a-\u206f\ufeff\u{1d173}-\u{1d17a}'
const directions = '\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069'
const controls = '\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f'
// Selectors of a glyph, but for the one that makes an emoji of a sign.
const selectors = '\ufe00-\ufe0e\u{e0000}-\u{e001f}\u{e0100}-\u{e01ef}'
const hidden = new RegExp(`[${controls}${directions}${zeroWidth}${blanks}${selectors}]`, 'gu')

// What joins emoji to one (a family), colours one, or names a flag is kept there and nowhere else.
const emojiTail = '\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]*'
const strayJoiner = new RegExp(`(?<!${emojiTail})\\u200d|\\u200d(?!\\p{Extended_Pictographic})`, 'gu')
const strayTag = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,9})[\u{e0020}-\u{e007f}]/gu
const strayMongolian = /(?<!\p{Script=Mongolian})[\u180b-\u180f]/gu
const straySelector = /(?<!\p{Emoji})\ufe0f/gu
// So many marks on one letter are writing (Tibetan has the most); more are a tower that covers the lines above.
const piled = /(\p{M}{6})\p{M}+/gu
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g

/** The text without anything that does something when it is shown; line ends and tabs stay. Nothing that can be seen is lost. Idempotent. */
export function harmless(text: string): string {
  // Taking one thing away may leave another without what it belonged to.
  for (let last = text.toWellFormed().replace(lineEnds, '\n'); ; ) {
    const next = last
      .replace(hidden, '')
      .replace(strayTag, '')
      .replace(strayJoiner, '')
      .replace(strayMongolian, '')
      .replace(straySelector, '')
      .replace(piled, '$1')
    if (next === last) return next
    last = next
  }
}

/** As `harmless`, on one line with single spaces: for names, numbers and whatever stands beside others. */
export const onOneLine = (text: string): string => harmless(text).replace(/\s+/g, ' ').trim()

/** Whether there is something in a text that should not be there, line ends and tabs within aside. */
export const isHarmless = (text: string): boolean => harmless(text) === text.replace(lineEnds, '\n')

/** The most that one cell of a workbook takes. */
const longestCell = 32_767

/** A text as the cell of a workbook: harmless, and no longer than a cell takes. Whoever writes it marks the cell as text, so that it is no formula. */
export const cellText = (text: string): string => harmless(text).slice(0, longestCell).toWellFormed()
