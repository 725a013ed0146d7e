import { createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Clock } from '../../core/clock.ts'
import { makeMeter } from '../../core/meter.ts'
import type { Secret } from '../../core/secret.ts'
import { takesBodies } from '../http/body.ts'
import { isSameSecret } from '../http/same.ts'

/** What the webhook stands on. */
export interface WebhookParts {
  /** The path that Telegram posts to. */
  path: string
  token: Secret
  clock: Clock
  /** Handles an update; resolves to whether it is saved. Null while the channel is not up. */
  take(): ((raw: unknown) => Promise<boolean>) | null
  log(event: string, detail: Record<string, unknown>): void
}

const largestBody = 1_000_000
/** Calls a second that are let in; Telegram, told to use one connection, makes far fewer. */
const mostCalls = 100
/** Wrong secrets a minute that are reported; those after them get the same answer as too many calls. */
const mostWrong = 30
/** Telegram keeps an update for a day; what is older comes from someone who recorded it. */
const oldestMs = 25 * 3_600_000

/** The secret that Telegram sends along: made from the token, so that it is the same after a restart and need not be kept. */
export const webhookSecret = (token: Secret) =>
  createHmac('sha256', token.reveal()).update('farewell-telegram-webhook').digest('base64url')

/** The route for Telegram's updates. It says 200 only when the update is saved; Telegram repeats everything else. */
export function webhookRoute({ path, token, clock, take, log }: WebhookParts): Hono {
  const app = new Hono()
  const secret = webhookSecret(token)
  const calls = makeMeter(1000)
  const wrong = makeMeter(60_000)
  // Whoever has the secret is never shut out by those who guess at it.
  const guard = (context: Context): Response | null => {
    const now = clock.now()
    if (isSameSecret(context.req.header('x-telegram-bot-api-secret-token') ?? '', secret))
      return calls.add(now) > mostCalls ? context.body(null, 429) : null
    const guesses = wrong.add(now)
    if (guesses <= mostWrong) log('telegram-webhook-refused', { guesses })
    return context.body(null, guesses > mostWrong ? 429 : 401)
  }
  app.post(
    path,
    async (context, next) => guard(context) ?? (await next()),
    takesBodies(largestBody),
    async context => {
      const raw = await bodyOf(context)
      if (raw === null) return context.body(null, 400)
      if (isReplay(raw, clock.now())) return context.body(null, 200)
      const handle = take()
      return context.body(null, handle && (await handle(raw)) ? 200 : 503)
    },
  )
  return app
}

async function bodyOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    return null // no JSON
  }
}

function isReplay(raw: unknown, now: Date): boolean {
  const date = (raw as { message?: { date?: unknown } } | null)?.message?.date
  return typeof date === 'number' && date * 1000 < now.getTime() - oldestMs
}
