import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Clock } from '../../core/clock.ts'
import { makeGuard, sourceOf } from '../http/guard.ts'
import { jsonIn } from '../http/post.ts'
import type { Crypt } from './crypt.ts'
import { decode, type Heard } from './decode.ts'

/** Where WeCom calls us. */
export const callbackPath = '/webhooks/wecom'

const largestBody = 256 * 1024
/** How far a callback's time may lie from ours; its nonce is not repeated for two hours, so a replay is always found. */
const windowMs = 10 * 60_000
const limits = { perMinute: 1200, unsignedPerMinute: 30, windowMs }

/** What the routes stand on. */
interface Callbacks {
  crypt: Crypt
  clock: Clock
  /** Takes a message; resolves when it is saved. */
  receive(heard: Heard): Promise<void>
  log(event: string, detail: Record<string, unknown>): void
}

/** WeCom's callback: the check of the address, and messages. What is not signed, too old, too much or a replay is never looked into. */
export function callbackRoutes(callbacks: Callbacks): Hono {
  const { crypt, clock, receive, log } = callbacks
  const guard = makeGuard(clock, limits)
  const app = new Hono()

  /** The plain text of a signed request, or the answer to one that is not. */
  function opened(context: Context, encrypted: string): { plain: string; signature: string } | Response {
    const source = sourceOf(context)
    if (guard.admit(source)) return context.text('', 429)
    const query = (name: string) => context.req.query(name) ?? ''
    const [signature, timestamp] = [query('msg_signature'), query('timestamp')]
    const plain = crypt.isSigned({ timestamp, nonce: query('nonce'), encrypted }, signature)
      ? crypt.decipher(encrypted)
      : null
    if (plain === null) {
      guard.suspect(source)
      return context.text('', 403)
    }
    const objection = guard.fresh(signature, new Date(Number(timestamp) * 1000))
    if (objection === null) return { plain, signature }
    log('webhook-refused', { channel: 'wecom', objection })
    // What was dealt with needs no second look, and WeCom need not try again.
    return objection === 'replayed' ? context.body(null, 200) : context.text('', 403)
  }

  app.get(callbackPath, context => {
    const found = opened(context, context.req.query('echostr') ?? '')
    return found instanceof Response ? found : context.text(found.plain)
  })
  app.post(
    callbackPath,
    bodyLimit({ maxSize: largestBody, onError: context => context.text('', 413) }),
    async context => {
      const body = jsonIn(await context.req.text()) as { encrypt?: unknown } | null
      const found = opened(context, typeof body?.encrypt === 'string' ? body.encrypt : '')
      if (found instanceof Response) return found
      const heard = decode(jsonIn(found.plain))
      if (heard) await receive(heard)
      guard.done(found.signature)
      return context.body(null, 200)
    },
  )
  return app
}
