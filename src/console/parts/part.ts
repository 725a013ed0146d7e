import { z } from 'zod'
import { circles, type ForWhom } from '../../knowledge/school.ts'
import { whomSaid } from '../../office/people/published.ts'
import type { Visit } from '../desk.ts'

const partSchema = z.strictObject(
  Object.fromEntries(circles.map(circle => [circle, z.string().min(1).max(60).optional()])),
)

/** A part of the school that a value is for, as it stands in an address; null for everybody, undefined where it is nobody at all. */
export function valuePartIn(text: string): ForWhom | null | undefined {
  if (text === '') return null
  try {
    const { success, data } = partSchema.safeParse(JSON.parse(text))
    return success && Object.keys(data).length > 0 ? (data as ForWhom) : undefined
  } catch {
    return undefined // whoever wrote the address did not mean a part
  }
}

/** The same the other way round. */
export const partText = (part: ForWhom | null): string => (part === null ? '' : JSON.stringify(part))

/** Whom a value is for, in words. */
export const partSaid = ({ content }: Pick<Visit, 'content'>, part: ForWhom): string =>
  whomSaid(part, content.knowledge.phrases.circles)
