import { pinyin } from 'pinyin-pro'

const syllables = new Map<string, string>()
const blurred = new Map<string, string>()

/** The toneless pinyin of one character (ü written v), or '' for anything that is not Chinese. */
function syllable(character: string): string {
  let found = syllables.get(character)
  if (found === undefined) {
    found = /[\u3400-\u9fff]/.test(character) ? pinyin(character, { toneType: 'none', v: true }) : ''
    syllables.set(character, found)
  }
  return found
}

/** What people mix up when they type by ear: zh/z, ch/c, sh/s, final ng/n, initial n/l. */
export function blur(pinyinText: string): string {
  return pinyinText
    .replace(/([zcs])h/g, '$1')
    .replace(/(?<=[aei])ng/g, 'n')
    .replace(/\bn(?=[aeiouv])/g, 'l')
}

/** The blurred sound of a word, one string per character; null when a character has no reading. */
export function sounds(word: string): string[] | null {
  const found = Array.from(word, sound)
  return found.includes('') ? null : found
}

function sound(character: string): string {
  let found = blurred.get(character)
  if (found === undefined) {
    found = blur(syllable(character))
    blurred.set(character, found)
  }
  return found
}

/** The toneless spelling that one would type for a word: 退宿 → "tuisu"; null when a character has no reading. */
export function spelling(word: string): string | null {
  const whole = pinyin(word, { toneType: 'none', v: true, type: 'array' })
  return whole.every(s => /^[a-z]+$/.test(s)) ? whole.join('') : null
}
