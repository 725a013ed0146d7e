import { z } from 'zod'
import { mostPicks, type PickAnswer, type PickQuestion } from '../core/picking.ts'

/** Of a chat completion only the text and the cost are read. */
const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z
    .object({ total_tokens: z.number().int().min(0) })
    .optional()
    .catch(undefined),
})

const pickSchema = z.strictObject({ ids: z.array(z.string()).max(mostPicks) })

/** What a completion picks of a question's candidates. Anything but a list of their ids, each once, is a failure. */
export function answerIn(completion: unknown, { candidates }: PickQuestion): PickAnswer {
  const read = completionSchema.safeParse(completion)
  if (!read.success) return { failed: 'nonsense', tokens: null }
  const { choices, usage } = read.data
  const tokens = usage?.total_tokens ?? null
  const picked = pickSchema.safeParse(parsed(choices[0]!.message.content))
  if (!picked.success) return { failed: 'nonsense', tokens }
  const { ids } = picked.data
  const known = new Set(candidates.map(c => c.id))
  const areOurs = ids.every(id => known.has(id)) && new Set(ids).size === ids.length
  return areOurs ? { ids, tokens } : { failed: 'nonsense', tokens }
}

/** JSON, or undefined for anything else. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // prose: whoever asked takes it for a failure
  }
}
