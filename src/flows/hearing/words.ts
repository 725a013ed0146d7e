import { z } from 'zod'
import { wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'

/** `far`: over the whole clause, and not only what touches it. */
const denial = z.strictObject({
  before: z.array(z.string().min(1)),
  after: z.array(z.string().min(1)),
  far: z.boolean(),
})

/** How one denies: `one` of several, what is `done` (钥匙还没还), what was `told` (安全没聊), what is `picked` (我没贷款，那条去掉). */
export const manners = ['one', 'done', 'told', 'picked'] as const
export type DenialManner = (typeof manners)[number]

const answerWordsSchema = z.strictObject({
  /** Dialect and slips of the keyboard, each with what it is read as. */
  readAs: z.record(z.string().min(1), z.string()),
  /** Words that hold a "no" and deny nothing (没问题). */
  harmless: wordList,
  /** What denies what comes after it, or before it, in each manner. */
  denials: z.strictObject({ one: denial, done: denial, told: denial, picked: denial }),
  /** Says of all the rest that it is not meant. */
  notRest: wordList,
  /** All but what comes after it. */
  except: wordList,
  /** All that was not named (其他的, 剩下的). */
  rest: wordList,
  /** Everything. */
  all: wordList,
  /** Nothing of it. */
  none: wordList,
  /** Not all, and not said which. */
  some: wordList,
  /** Not decided yet: whatever else is said is no answer. */
  open: wordList,
  /** Stands between two that are named together. */
  joins: wordList,
  /** Ends what is done (还了，交清，搞定). */
  over: wordList,
  /** Says before a verb that it is done (已还). */
  already: wordList,
  /** What is planned, supposed, denied, of others or only a part: not done. */
  notDone: wordList,
  /** Denies what stands in the clause before, at the beginning of the next. */
  undone: wordList,
  /** Says that it is just over (刚散). */
  justNow: wordList,
  /** Asks something. */
  asks: wordList,
  /** Holds a word of asking, and asks nothing (谁来借都不给). */
  asksNot: wordList,
  /** Asks about the conversation itself (老师看得到吗): never an answer, whatever is named. */
  aboutUs: wordList,
  yes: wordList,
  no: wordList,
  /** Said around an answer without changing it. */
  fillers: wordList,
})

/** How answers in sentences are read, whatever the question: `knowledge/answers.yaml`. */
export type AnswerWords = z.infer<typeof answerWordsSchema>

/** Reads `answers.yaml`; every fault goes to `problems`. */
export function parseAnswerWords(source: SourceText, problems: Problem[]): AnswerWords | null {
  return parseYaml(source, answerWordsSchema, { problems })
}
