import { type Context, Hono } from 'hono'
import type { Clock } from '../../core/clock.ts'
import { takesBodies } from '../http/body.ts'
import { type Guard, makeGuard } from '../http/guard.ts'
import { jsonIn } from '../http/post.ts'
import { sourceOf } from '../http/source.ts'
import type { Crypt } from './crypt.ts'
import { decodeWecom, type WecomMessage } from './decode.ts'

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
  receive(heard: WecomMessage): Promise<void>
  log(event: string, detail: Record<string, unknown>): void
}

/** WeCom's callback: the check of the address, and messages. What is not signed, too old, too much or a replay is never looked into. */
export function callbackRoutes({ crypt, clock, receive, log }: Callbacks): Hono {
  const guard = makeGuard(clock, limits)
  const app = new Hono()
  const opened = (context: Context, encryptedIn: () => Promise<string>) =>
    openRequest(context, encryptedIn, { crypt, guard, log })

  app.get(callbackPath, async context => {
    const found = await opened(context, async () => context.req.query('echostr') ?? '')
    return found instanceof Response ? found : context.text(found.plain)
  })
  app.post(callbackPath, takesBodies(largestBody), async context => {
    const found = await opened(context, async () => {
      const body = jsonIn(await context.req.text()) as { encrypt?: unknown } | null
      return typeof body?.encrypt === 'string' ? body.encrypt : ''
    })
    if (found instanceof Response) return found
    const heard = decodeWecom(jsonIn(found.plain))
    if (heard) await receive(heard)
    guard.done(found.signature)
    return context.body(null, 200)
  })
  return app
}

/** The plain text of a signed request, or the answer to one that is not. `encryptedIn` reads it once the address may be genuine. */
async function openRequest(
  context: Context,
  encryptedIn: () => Promise<string>,
  { crypt, guard, log }: Pick<Callbacks, 'crypt' | 'log'> & { guard: Guard },
): Promise<{ plain: string; signature: string } | Response> {
  const query = (name: string) => context.req.query(name) ?? ''
  const [signature, timestamp, nonce] = [query('msg_signature'), query('timestamp'), query('nonce')]
  const source = sourceOf(context)
  const refused = (objection: string) => {
    const isMany = guard.suspect(source) !== null
    if (!isMany) log('webhook-refused', { channel: 'wecom', objection })
    return context.text('', isMany ? 429 : 403)
  }
  if (!/^[0-9a-f]{40}$/.test(signature)) return refused('unsigned')
  if (guard.timely(new Date(Number(timestamp) * 1000))) return refused('too-old')
  const encrypted = await encryptedIn()
  const plain = crypt.isSigned({ timestamp, nonce, encrypted }, signature) ? crypt.decipher(encrypted) : null
  if (plain === null) return refused('unsigned')
  if (guard.fresh(signature)) {
    log('webhook-refused', { channel: 'wecom', objection: 'replayed' })
    return context.body(null, 200) // what was dealt with needs no second look, and WeCom need not try again
  }
  return guard.admit(source) ? context.text('', 429) : { plain, signature }
}
