import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { pages } from './pages.ts'

/** How one part of the bot is doing; shown by `/healthz`. */
export interface Health {
  name: string
  ok: boolean
  detail: string
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
  health(): Health[]
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
    if (!context.res.headers.has('referrer-policy')) context.header('referrer-policy', 'no-referrer')
    context.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    )
  })
  app.get('/healthz', context => {
    const parts = health()
    return context.json({ ok: parts.every(p => p.ok), parts }, parts.every(p => p.ok) ? 200 : 503)
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
