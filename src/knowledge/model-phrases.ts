import { z } from 'zod'
import { sentence, wordList } from '../content/words.ts'

/** What is said, and understood, about asking the school's own model service. */
export const modelPhrases = z.strictObject({
  /** Whoever agreed to another version is asked anew. */
  version: sentence(),
  yes: wordList,
  no: wordList,
  ask: sentence(),
  given: sentence(),
  withdrawn: sentence(),
  off: sentence(),
  inGroup: sentence(),
  /** Lines of `我的数据`. */
  mine: sentence(),
  mineNot: sentence(),
})
