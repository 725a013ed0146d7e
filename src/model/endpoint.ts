import type { ModelPicker, PickAnswer, PickFailure, PickQuestion } from '../core/picking.ts'
import type { Secret } from '../core/secret.ts'
import { answerIn, parsed } from './answer.ts'
import { type ReplyForm, requestBody } from './request.ts'

/** Where a service is that speaks chat completions as OpenAI's does, and which of its models is asked. */
export interface Endpoint {
  /** Without a slash at the end; `/chat/completions` is added. */
  url: string
  model: string
  /** Null where the service wants none. */
  key: Secret | null
}

/** An honest answer has some hundred bytes; what is longer is not read to its end. */
const mostBytes = 64 * 1024
/** How a service says that it knows no schemas. */
const refusals = new Set([400, 404, 415, 422, 501])

/** What a request came to. */
type Reply = { body: unknown } | { failed: PickFailure; status?: number }

/**
 * Asks a service over HTTP. A service that refuses a schema is asked once more for plain JSON, and from then on so. Redirects are not followed: the
 * question and the key are for this address alone. Never throws; when the signal is aborted nothing more is read.
 */
export function makeEndpointPicker(endpoint: Endpoint): ModelPicker {
  let form: ReplyForm = 'schema'
  return {
    async pick(asked, signal): Promise<PickAnswer> {
      let reply = await post(endpoint, requestBody(endpoint.model, asked, form), signal)
      if (form === 'schema' && isRefusal(reply)) {
        reply = await post(endpoint, requestBody(endpoint.model, asked, 'object'), signal)
        if ('body' in reply) form = 'object'
      }
      return answerOf(reply, asked)
    },
  }
}

const isRefusal = (reply: Reply) => 'status' in reply && refusals.has(reply.status ?? 0)

function answerOf(reply: Reply, asked: PickQuestion): PickAnswer {
  return 'failed' in reply ? { failed: reply.failed, tokens: null } : answerIn(reply.body, asked)
}

async function post({ url, key }: Endpoint, body: string, signal: AbortSignal): Promise<Reply> {
  if (signal.aborted) return { failed: 'timeout' }
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        // Nothing is unpacked: what is counted is what comes over the line.
        'accept-encoding': 'identity',
        ...(key ? { authorization: `Bearer ${key.reveal()}` } : {}),
      },
      redirect: 'manual',
      signal,
    })
    const reply = await replyIn(response)
    // What was not read to its end is let go of, else the connection stays.
    if ('failed' in reply) await response.body?.cancel().catch(() => undefined)
    return reply
  } catch {
    return { failed: signal.aborted ? 'timeout' : 'unreachable' } // a line that failed; why is nobody's business here
  }
}

async function replyIn(response: Response): Promise<Reply> {
  const { status, headers } = response
  if (status >= 300 && status < 400) return { failed: 'redirect' }
  if (status !== 200) return { failed: 'status', status }
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) return { failed: 'type' }
  if (Number(headers.get('content-length') ?? 0) > mostBytes) return { failed: 'too-large' }
  const text = await textOf(response)
  return text === null ? { failed: 'too-large' } : { body: parsed(text) }
}

/** The text of a response, or null as soon as it is too long. */
async function textOf({ body }: Response): Promise<string | null> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += (chunk as Uint8Array).byteLength
    if (bytes > mostBytes) return null
    text += decoder.decode(chunk as Uint8Array, { stream: true })
  }
  return text + decoder.decode()
}
