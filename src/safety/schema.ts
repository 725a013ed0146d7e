import { z } from 'zod'
import { dangerKinds } from '../core/case.ts'
import { packedSchema } from './learned.ts'

const phrases = z.array(z.string().min(1)).default([])
const words = z.record(z.string(), z.array(z.string())).default({})

const circumstance = z.strictObject({
  name: z.string().min(1),
  weight: z.number().positive().max(10),
  phrases,
  except: phrases,
})

/** `list: scam`: kinds of fraud with their phrases, circumstances that add weight, excuses that take it away. */
export const scamFile = z.strictObject({
  list: z.literal('scam'),
  words,
  circumstances: z.array(circumstance).default([]),
  excuses: z.array(circumstance).default([]),
  kinds: z
    .array(
      z.strictObject({
        type: z.string().min(1),
        strong: phrases,
        plain: phrases,
        weak: phrases,
        except: phrases,
      }),
    )
    .default([]),
})

/** `list: crisis`: what people in danger say, by grade; idioms and excuses say what is not meant. */
export const crisisFile = z.strictObject({
  list: z.literal('crisis'),
  words,
  signals: z
    .array(
      z.strictObject({
        type: z.enum(['self', 'friend', 'danger']),
        grade: z.enum(['immediate', 'serious', 'distress']),
        /** Which kind of danger it is, where the model cannot know. */
        kind: z.enum(dangerKinds).optional(),
        phrases,
        except: phrases,
      }),
    )
    .default([]),
  /** Words that alone prove nothing: with them the model's word is enough for the lowest grade. */
  hints: phrases,
  /** Wordings that say nothing alarming although they contain such words. */
  idioms: phrases,
  /** A message that says one of these tells of a film, the news, a game or a lecture. */
  excuses: phrases,
  excusesExcept: phrases,
  /** A message that says one of these speaks someone else's lines, however plain they are. */
  fiction: phrases,
  /** What excuses danger from without: drills, classes, games. */
  drills: phrases,
  /** Said plainly of oneself, these hold although the message carries an excuse. */
  firm: phrases,
})

/** `list: disguises`: signs and spellings in which words are hidden. */
export const disguiseFile = z.strictObject({
  list: z.literal('disguises'),
  signs: z.record(z.string(), z.string()).default({}),
  /** The word meant, and how it is disguised. */
  words: z.record(z.string(), z.array(z.string())).default({}),
  /** Ordinary other writings, which hide nothing. */
  variants: z.record(z.string(), z.array(z.string())).default({}),
  /** Words that are also sought with some of their characters in pinyin: "shua单". */
  spelled: z.array(z.string().min(2).max(4)).default([]),
})

/** `list: domains`: the true domains, and names that only they may carry. */
export const domainFile = z.strictObject({
  list: z.literal('domains'),
  lawful: z.array(z.string().min(4)).default([]),
  names: z.array(z.string().min(3)).default([]),
})

/** `list: model`: the tables made by `tools/safety/train.ts`, how they are joined with the rules, and how much is enough. */
export const modelFile = z.strictObject({
  list: z.literal('model'),
  about: z.string(),
  syllables: z.array(z.string()),
  danger: packedSchema,
  manner: packedSchema,
  fraud: packedSchema,
  /** Log-odds of a scam = the sum of each weight times points of rules, of excuses, log-odds of the model. */
  blend: z.strictObject({ bias: z.number(), rules: z.number(), excuses: z.number(), model: z.number() }),
  /**
   * Scam: probabilities from `low` (`lowOverheard` in talk that was not for the bot) are alarms, from `high` high ones; `alone`
   * (`aloneOverheard`) is the log-odds at which the model is enough without any known kind; `listed` points of the lists are enough where the model is above
   * `listedModel`, `listedAlone` in any case; `lost` the
   * log-odds from which somebody tells of a loss. Danger, all log-odds: from `trouble` a matter that is not for a group; from `weak` a question (from `hinted` or `told` where the lists
   * find words or phrases), from `sure` it is acted on (`sureTold` beside phrases, `firm` where it is said plainly of oneself), from `plain` the phrases are a second witness; talk that was only overheard needs
   * `overheard`, or `overheardHinted` or `overheardTold` beside words or phrases of the lists. `now` and `nowTold` (beside a phrase for
   * what is happening) make it immediate, `care` separates despair from danger, `other` tells that it is about somebody else, `unknown` that the words
   * do not say who; `latin` is taken off the log-odds of danger where hardly a Chinese character stands, because much less was learnt of such texts,
   * `pieces` where several messages are read as one.
   */
  thresholds: z.strictObject({
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    lowOverheard: z.number().min(0).max(1),
    alone: z.number(),
    aloneOverheard: z.number(),
    listed: z.number(),
    listedModel: z.number(),
    listedAlone: z.number(),
    lost: z.number(),
    trouble: z.number(),
    weak: z.number(),
    sure: z.number(),
    sureTold: z.number(),
    plain: z.number(),
    hinted: z.number(),
    told: z.number(),
    overheard: z.number(),
    overheardHinted: z.number(),
    overheardTold: z.number(),
    firm: z.number(),
    now: z.number(),
    nowTold: z.number(),
    care: z.number(),
    other: z.number(),
    unknown: z.number(),
    latin: z.number(),
    pieces: z.number(),
  }),
})

export type ScamFile = z.infer<typeof scamFile>
export type CrisisFile = z.infer<typeof crisisFile>
export type DisguiseFile = z.infer<typeof disguiseFile>
export type DomainFile = z.infer<typeof domainFile>
export type ModelFile = z.infer<typeof modelFile>
