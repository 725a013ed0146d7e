import type { IncomingMessage, ServerResponse } from 'node:http'

/** The fields of a call to the Bot API; uploads are bytes. */
export type Fields = Record<string, unknown>

/** A file as it was uploaded. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** Reads a call's fields as Telegram does: from JSON, or from a form in which lists and objects are JSON texts. */
export async function readFields(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return Object.fromEntries(new URL(request.url!, 'http://x').searchParams)
  if (type.startsWith('application/json')) return JSON.parse(body.toString())
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const fields: Fields = {}
  for (const [name, value] of form)
    fields[name] =
      typeof value === 'string'
        ? fromText(value)
        : ({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) } satisfies Upload)
  return fields
}

function fromText(value: string): unknown {
  if (!/^[[{]|^-?\d+$|^(true|false)$/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value // a text that only looks like JSON
  }
}

/** What a call is answered with. */
export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: Record<string, number> }

export const fine = (result: unknown): Answer => ({ ok: true, result })

/** A refusal in Telegram's own words. */
export const refusal = (error_code: number, description: string, parameters?: Record<string, number>): Answer => ({
  ok: false,
  error_code,
  description,
  ...(parameters ? { parameters } : {}),
})

/** Writes an answer. */
export function respond(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}
