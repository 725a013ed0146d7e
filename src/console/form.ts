import type { Context } from 'hono'
import type { z } from 'zod'
import type { Form } from './desk.ts'

/** What came with a form, with all its fields once more in the order in which they stand. */
export interface ReadForm extends Form {
  entries: readonly [string, string][]
}

/** Reads a form; null for a body that is none. */
export async function formOf(context: Context): Promise<ReadForm | null> {
  let data: FormData
  try {
    data = await context.req.formData()
  } catch {
    return null // no form, or more bytes than the page takes: the server says which
  }
  const texts = [...data.entries()].filter((e): e is [string, string] => typeof e[1] === 'string')
  const all = (name: string) => texts.filter(([n]) => n === name).map(([, value]) => value.trim())
  return {
    entries: texts,
    get: name => all(name)[0] ?? '',
    all,
    file(name) {
      const found = data.get(name)
      return found instanceof File && found.size > 0 ? found : null
    },
  }
}

/** What a form or an address carries as JSON, where it is of this shape; null for anything else, which no page of ours wrote. */
export function carriedIn<Shape>(text: string, shape: z.ZodType<Shape>): Shape | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // no JSON at all
  }
}
