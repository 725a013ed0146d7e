/** What became of one request to a platform. */
export type PostAnswer =
  /** The platform answered; `body` is JSON where it is some. */
  | { kind: 'answered'; status: number; body: unknown }
  /** There was no connection: nothing of the request can have arrived. */
  | { kind: 'unsent' }
  /** The line died, or nobody answered in time: the request may have arrived. */
  | { kind: 'unknown' }

/** What fails before a byte of the request has left. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

const patienceMs = 10_000

/** Posts a body and waits for the answer, for ten seconds at most. Never throws: what lines do every day is in the answer. */
export async function postBody(url: string, body: string | FormData, signal: AbortSignal): Promise<PostAnswer> {
  if (signal.aborted) return { kind: 'unsent' }
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      ...(typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {}),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    return { kind: 'answered', status: response.status, body: jsonIn(await response.text()) }
  } catch (error) {
    return { kind: beforeSending.has(codeOf(error)) ? 'unsent' : 'unknown' } // a line that failed, or an aborted wait
  }
}

/** The system's or the client's code of a failed request; Node wraps several attempts at one host into one error. */
function codeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; errors?: { code?: string }[] } }).cause
  return cause?.code ?? cause?.errors?.[0]?.code ?? ''
}

/** JSON, or null for anything else. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a proxy's error page
  }
}
