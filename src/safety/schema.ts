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
  /** Wordings that say nothing alarming although they contain such words. */
  idioms: phrases,
  /** A message that says one of these tells of a film, the news, a game or a lecture. */
  excuses: phrases,
  excusesExcept: phrases,
  /** Said plainly of oneself, these hold although the message carries an excuse. */
  firm: phrases,
})

/** `list: disguises`: signs and spellings in which words are hidden. */
export const disguiseFile = z.strictObject({
  list: z.literal('disguises'),
  signs: z.record(z.string(), z.string()).default({}),
  /** The word meant, and how it is disguised. */
  words: z.record(z.string(), z.array(z.string())).default({}),
  /** Words that are also sought with some of their characters in pinyin: "shua单". */
  spelled: z.array(z.string().min(2).max(4)).default([]),
})

/** `list: domains`: the true domains, and names that only they may carry. */
export const domainFile = z.strictObject({
  list: z.literal('domains'),
  lawful: z.array(z.string().min(4)).default([]),
  names: z.array(z.string().min(3)).default([]),
})

/** `list: model`: the linear model made by `train.ts`. */
export const modelFile = z.strictObject({
  list: z.literal('model'),
  about: z.string(),
  longest: z.number().int().min(1).max(5),
  bias: z.number(),
  blend: z.strictObject({ bias: z.number(), rules: z.number(), model: z.number() }),
  thresholds: z.strictObject({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) }),
  weights: z.record(z.string(), z.number()),
})

export type ScamFile = z.infer<typeof scamFile>
export type CrisisFile = z.infer<typeof crisisFile>
export type DisguiseFile = z.infer<typeof disguiseFile>
export type DomainFile = z.infer<typeof domainFile>
export type ModelFile = z.infer<typeof modelFile>
