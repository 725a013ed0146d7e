import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { pages } from './pages.ts'

/** How one part of the bot is doing; shown by `/healthz`. */
export interface Part {
  name: string
  /** Channels tell their state; other parts are up or down. */
  state: 'up' | 'starting' | 'waiting' | 'down'
  detail: string
}

/** How the bot is doing. `failed`: it can serve nobody; `degraded`: it serves, and someone should look at a part. */
export interface Health {
  state: 'well' | 'degraded' | 'failed'
  parts: readonly Part[]
  /** Deliveries that wait, by channel, and since when the oldest is due (ISO instant). */
  waiting: readonly { channel: string; count: number; since: string }[]
  /** The last errors of the log: what happened, and the id to look for. */
  errors: readonly { at: string; event: string; id: string }[]
}

/** A listening server. */
export interface Server {
  url: string
  close(): Promise<void>
}

/** Serves the pages, the parts mounted at `/`, and `/healthz`. Resolves when it listens; rejects when the port is taken. */
export function openServer({
  host,
  port,
  mounts,
  health,
  fault,
}: {
  host: string
  port: number
  mounts: readonly Hono[]
  health(): Promise<Health>
  /** Hears of a request that failed by a defect; the one who asked gets a bare 500. */
  fault(error: unknown): void
}): Promise<Server> {
  const app = new Hono()
  app.onError((error, context) => {
    fault(error)
    return context.text('', 500)
  })
  app.use(async (context, next) => {
    // Only pages of this server may call it: a foreign page in the same browser could otherwise speak for the user.
    const origin = context.req.header('origin')
    // A sandboxed frame calls itself `null`; it is foreign too.
    if (origin && (!URL.canParse(origin) || new URL(origin).host !== context.req.header('host')))
      return context.json({ error: 'other-origin' }, 403)
    await next()
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'same-origin') // with no-referrer a form's own Origin would read null
    context.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    )
  })
  app.get('/healthz', async context => {
    const { state, parts, ...rest } = await health()
    // Names of groups and ids are for the machine's own operator; a proxy's visitors see who is up.
    const shown = isLocal(context) ? { parts, ...rest } : { parts: parts.map(p => ({ name: p.name, state: p.state })) }
    return context.json({ ok: state === 'well', state, ...shown }, state === 'failed' ? 503 : 200)
  })
  app.route('/', pages())
  for (const mount of mounts) app.route('/', mount)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address: AddressInfo) =>
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`, close }),
    )
    server.on('error', reject)
    const close = () =>
      new Promise<void>(done => {
        server.close(() => done())
        // Event streams never end by themselves.
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
  })
}

/** Whether someone on this machine asks, and not through a proxy. */
function isLocal(context: Context): boolean {
  const { address = '' } = getConnInfo(context).remote
  const isProxied = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some(h => context.req.header(h) !== undefined)
  return !isProxied && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)
}
