import { z } from 'zod'

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

/** `list: concepts`: groups of words that mean much the same, for the crisis model. */
export const conceptFile = z.strictObject({
  list: z.literal('concepts'),
  concepts: z.record(z.string(), z.array(z.string().min(1))),
  /** Names of the concepts that alone deserve a look, and of those that count beside others. */
  strong: z.array(z.string()).default([]),
  core: z.array(z.string()).default([]),
})

const linear = z.strictObject({ bias: z.number(), weights: z.record(z.string(), z.number()) })

/** `list: model`: the two linear models made by `train.ts`, and how they are joined with the rules. */
export const modelFile = z.strictObject({
  list: z.literal('model'),
  about: z.string(),
  longest: z.number().int().min(1).max(5),
  scam: linear,
  crisis: linear,
  /** Log-odds of a scam = the sum of each weight times points of rules, of excuses, log-odds of the model. */
  blend: z.strictObject({ bias: z.number(), rules: z.number(), excuses: z.number(), model: z.number() }),
  /**
   * Scores from `low` are alarms, from `high` high ones; `alone` is the log-odds at which the scam model is enough without
   * any known kind. The others are log-odds at which the crisis model is enough: beside a phrase of the lists (of
   * oneself `told`, or `quiet` when its grade is distress; of a `friend`; of `danger`), several strong concepts, one strong
   * or a core concept, and where nothing of the kind stands (`bare`).
   */
  thresholds: z.strictObject({
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    alone: z.number(),
    told: z.number(),
    quiet: z.number(),
    friend: z.number(),
    danger: z.number(),
    several: z.number(),
    strong: z.number(),
    core: z.number(),
    bare: z.number(),
  }),
})

export type ScamFile = z.infer<typeof scamFile>
export type CrisisFile = z.infer<typeof crisisFile>
export type DisguiseFile = z.infer<typeof disguiseFile>
export type DomainFile = z.infer<typeof domainFile>
export type ConceptFile = z.infer<typeof conceptFile>
export type ModelFile = z.infer<typeof modelFile>
