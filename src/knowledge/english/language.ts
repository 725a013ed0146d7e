import type { Language } from '../../core/session.ts'

/** What tells English from other things in Latin letters. */
export interface EnglishWords {
  /** Words that stand in the English content: what people ask about this, and the small words between. */
  known: ReadonlySet<string>
  /** Words that people mix into Chinese, or that say nothing of a language: `ok`, `hi`, `app`. */
  borrowed: ReadonlySet<string>
}

// What is no language: addresses, what begins with @, and words with digits or underlines in them, such as codes.
const noWords = /\b[a-z]+:\/\/\S+|\bwww\.\S+|\S+@\S*|@\S+|\S*[_\d]\S*/gi
const codeMarks = /[{}<>=;|\\]|\(\)/g

// The syllables of Mandarin as they are typed, by their beginnings.
const syllable = [
  '[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|ian|in|ing|iu|u)|me',
  '[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ve)',
  '[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)',
  '[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)',
  '(?:[zcs]h?|r)(?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|u|ua|uo|uai|ui|uan|un|uang)',
  'y(?:a|e|o|ao|ou|an|ang|ong|i|in|ing|u|ue|uan|un)|w(?:a|o|ai|ei|an|en|ang|eng|u)',
  'a|o|e|ai|ei|ao|ou|an|en|ang|er',
].join('|')
const pinyin = new RegExp(`^(?:${syllable})+$`)

/**
 * The language of a message: `en` when it is English as a whole, `zh` when there is Chinese in it or it is Chinese typed in Latin letters, and null where
 * it does not tell: numbers, links, names, codes, a word that both use.
 */
export function languageOf(text: string, { known, borrowed }: EnglishWords): Language | null {
  if (/[\u3400-\u9fff]/.test(text)) return 'zh'
  const plain = text.replace(noWords, ' ')
  if ((plain.match(codeMarks)?.length ?? 0) > 1) return null
  const words = wordsIn(plain)
  const isKnown = (word: string) => known.has(word) || borrowed.has(word)
  const isSpelled = (word: string) => pinyin.test(word.replaceAll("'", ''))
  const familiar = words.filter(isKnown).length
  // "can", "women" and "he" are words of both; that it is English only another word can tell.
  const telling = words.filter(word => known.has(word) && !borrowed.has(word) && !isSpelled(word)).length
  if (telling > 0 && familiar * 2 >= words.length) return 'en'
  const spelled = words.filter(word => !isKnown(word) && isSpelled(word) && word.length > 1).length
  return spelled * 2 > words.length ? 'zh' : null
}

/** The words of a text in Latin letters, in lower case; "don't" is one. */
export function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replaceAll('’', "'")
      .toLowerCase()
      .match(/[a-z]+(?:'[a-z]+)*/g) ?? []
  )
}
