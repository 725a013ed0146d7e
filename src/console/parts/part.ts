import { z } from 'zod'
import type { Unit } from '../../core/roster.ts'
import { circles, type ForWhom } from '../../knowledge/school.ts'
import { whomSaid } from '../../office/people/published.ts'
import type { Visit } from '../desk.ts'
import { carriedIn } from '../form.ts'

const partSchema = z.strictObject(
  Object.fromEntries(circles.map(circle => [circle, z.string().min(1).max(60).optional()])),
)

/** A part of the tree as a form carries it. */
export const unitSchema: z.ZodType<Unit> = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('school') }),
  z.strictObject({ of: z.literal('college'), college: z.string() }),
  z.strictObject({ of: z.literal('class'), college: z.string(), name: z.string() }),
])

/** A part of the school that a value is for, as it stands in an address; null for everybody, undefined where it is nobody at all. */
export function valuePartIn(text: string): ForWhom | null | undefined {
  if (text === '') return null
  const part = carriedIn(text, partSchema)
  return part && Object.keys(part).length > 0 ? (part as ForWhom) : undefined
}

/** The same the other way round. */
export const partText = (part: ForWhom | null): string => (part === null ? '' : JSON.stringify(part))

/** Whom a value is for, in words. */
export const partSaid = ({ content }: Pick<Visit, 'content'>, part: ForWhom): string =>
  whomSaid(part, content.knowledge.phrases.circles)
