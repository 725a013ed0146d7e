import type { Secret } from '../../core/secret.ts'
import type { Failure } from './api.ts'
import { type Listener, type PollParts, pauseAfter } from './poll.ts'
import { webhookSecret } from './webhook.ts'
import { allowedUpdates } from './wire.ts'

const lookAgainMs = 300_000

/**
 * Tells Telegram where to post updates, and looks now and then whether it still does so. One connection only, because that alone keeps
 * the updates of a chat in order.
 */
export function keepRegistered(
  { api, wait, prepare, up, down, log }: Omit<PollParts, 'begin'>,
  { url, token }: { url: string; token: Secret },
): Listener {
  const stopping = new AbortController()
  const { signal } = stopping
  let failures = 0

  async function register(): Promise<void> {
    await prepare(signal)
    const info = await api.call('getWebhookInfo', {} as never, { signal })
    const lately = info.last_error_date !== undefined && (info.pending_update_count ?? 0) > 0
    const settings = {
      url,
      secret_token: webhookSecret(token),
      max_connections: 1,
      allowed_updates: [...allowedUpdates],
    }
    if (info.url !== url || failures > 0 || !isRegistered) await api.call('setWebhook', settings, { signal })
    isRegistered = true
    if (lately) await down(unreached(info.last_error_message))
    else await up()
  }

  let isRegistered = false
  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await register()
        failures = 0
        await wait(lookAgainMs, signal)
      } catch (error) {
        if (signal.aborted) break
        failures++
        await wait(await pauseAfter(error, { failures, down, log }), signal)
      }
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const unreached = (message = ''): Failure => ({ kind: 'unsent', description: `webhook: ${message.slice(0, 100)}` })
