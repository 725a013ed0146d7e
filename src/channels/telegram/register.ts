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
export function keepRegistered(parts: Omit<PollParts, 'begin'>, hook: { url: string; token: Secret }): Listener {
  return new Registration(parts, hook)
}

class Registration implements Listener {
  readonly #parts: Omit<PollParts, 'begin'>
  readonly #hook: { url: string; token: Secret }
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  #failures = 0
  #isRegistered = false

  constructor(parts: Omit<PollParts, 'begin'>, hook: { url: string; token: Secret }) {
    this.#parts = parts
    this.#hook = hook
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { wait, down, log } = this.#parts
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        await this.#register()
        this.#failures = 0
        await wait(lookAgainMs, signal)
      } catch (error) {
        if (signal.aborted) break
        this.#failures++
        await wait(await pauseAfter(error, { failures: this.#failures, down, log }), signal)
      }
    }
  }

  async #register(): Promise<void> {
    const { api, prepare, up, down } = this.#parts
    const { url, token } = this.#hook
    const { signal } = this.#stopping
    await prepare(signal)
    const info = await api.call('getWebhookInfo', {} as never, { signal })
    const lately = info.last_error_date !== undefined && (info.pending_update_count ?? 0) > 0
    const settings = {
      url,
      secret_token: webhookSecret(token),
      max_connections: 1,
      allowed_updates: [...allowedUpdates],
    }
    const isFirst = !this.#isRegistered || this.#failures > 0
    if (isFirst || info.url !== url) await api.call('setWebhook', settings, { signal })
    this.#isRegistered = true
    if (lately) await down(unreached(info.last_error_message))
    else await up()
  }
}

const unreached = (message = ''): Failure => ({ kind: 'unsent', description: `webhook: ${message.slice(0, 100)}` })
