import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { parsed } from './answer.ts'
import type { Endpoint } from './endpoint.ts'

const count = z.number().int().min(0)
const trialSchema = z.strictObject({
  at: z.iso.datetime(),
  url: z.string(),
  model: z.string(),
  /** SHA-256 of the list of questions. */
  list: z.string(),
  questions: count,
  /** Questions handled right: the right entry said first, or nothing said where nothing fits. */
  right: z.strictObject({ without: count, with: count }),
  /** Questions handled right without and wrong with. */
  worse: count,
  asked: count,
  failed: count,
  /** Null where the service does not tell. */
  tokens: count.nullable(),
})

/** What asking a service came to on the school's own list of questions: numbers only. */
export type Trial = z.infer<typeof trialSchema>

/** A gain on fewer questions may be chance. */
export const leastQuestions = 50

/** Why a trial does not speak for asking an endpoint; null where it does. */
export type Unproven = 'none' | 'other' | 'few' | 'failing' | 'no-gain'

/** The last trial as it was written, or null where there is none that can be read. */
export function readTrial(file: string): Trial | null {
  try {
    return trialSchema.safeParse(parsed(readFileSync(file, 'utf8'))).data ?? null
  } catch {
    return null // there was none
  }
}

/** Writes a trial down, whole, in the place of an earlier one. */
export function writeTrial(file: string, trial: Trial): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, `${JSON.stringify(trial, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** What is wrong with a trial as proof that asking this endpoint helps. */
export function unproven(trial: Trial | null, { url, model }: Pick<Endpoint, 'url' | 'model'>): Unproven | null {
  if (trial === null) return 'none'
  if (trial.url !== url || trial.model !== model) return 'other'
  if (trial.questions < leastQuestions) return 'few'
  if (trial.failed * 2 > trial.asked) return 'failing'
  return trial.right.with > trial.right.without ? null : 'no-gain'
}
