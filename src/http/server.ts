import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { BodyOver, limitBodies } from './body.ts'
import { gate, isLocal, type Names } from './gate.ts'
import { headersFor, keepNothing } from './headers.ts'
import { pageFiles } from './pages.ts'
import { type TroubleWords, troubled } from './trouble.ts'

/** How one part of the bot is doing; shown by `/healthz`. */
export interface HealthPart {
  name: string
  /** Channels tell their state; other parts are up or down. */
  state: 'up' | 'starting' | 'waiting' | 'down'
  detail: string
}

/** How the bot is doing. `failed`: it can serve nobody; `degraded`: it serves, and someone should look at a part. */
export interface Health {
  state: 'well' | 'degraded' | 'failed'
  parts: readonly HealthPart[]
  /** Deliveries that wait, by channel, and since when the oldest is due (ISO instant). */
  waiting: readonly { channel: string; count: number; since: string }[]
  /** Everything that happens by itself: when it was last looked after (ISO instant), and since when it fails. */
  chores: readonly {
    name: string
    doneAt: string | null
    failing: { since: string; seconds: number; reason: string } | null
  }[]
  /** The last errors of the log: what happened, and the id to look for. */
  errors: readonly { at: string; event: string; id: string }[]
}

/** A listening server. */
export interface Server {
  url: string
  /** All that it answers to, for whoever checks that nothing was forgotten. */
  routes: readonly Route[]
  close(): Promise<void>
}

/** A method and a path, as the router has them. */
export type Route = { method: string; path: string }

/** How long a client may take to send its headers, and to send all: a phone uploads a picture in far less; who dribbles bytes is cut off. */
const patience = { headersTimeout: 10_000, requestTimeout: 90_000, connectionsCheckingInterval: 2000 }

/** What the server stands on. */
export interface Serving extends Names {
  host: string
  port: number
  /** What people open; served to whoever calls us by one of our names. */
  mounts: readonly Hono[]
  /** What platforms call: they prove who they are with every request, under whatever name. */
  webhooks: readonly Hono[]
  words(): TroubleWords
  health(): Promise<Health>
  /** Hears of a request that failed by a defect; the one who asked gets a page without a word of it. */
  fault(error: unknown): void
  patience?: typeof patience
}

/** Serves the pages, the parts mounted at `/`, and `/healthz`. Resolves when it listens; rejects when the port is taken. */
export function openServer(serving: Serving): Promise<Server> {
  const { host, port } = serving
  const app = assembled(serving)
  const routes = app.routes.map(({ method, path }) => ({ method, path }))
  const serverOptions = { ...patience, ...serving.patience }
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (address: AddressInfo) =>
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`, routes, close }),
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

/** All that is answered, behind what holds for every answer. */
function assembled({ mounts, webhooks, words, health, fault, ...names }: Serving): Hono {
  const app = new Hono()
  app.onError((error, context) => {
    if (!(error instanceof BodyOver)) fault(error)
    return troubled(context, 'broken', words())
  })
  app.notFound(context => troubled(context, 'not-found', words()))
  app.use(headersFor(names.publicUrl?.startsWith('https:') ?? false))
  app.use(keepNothing)
  app.use(limitBodies(context => troubled(context, 'too-large', words())))
  // Before the gate: what watches us knows no more than an address, and platforms call by names of their own.
  app.get('/healthz', async context => {
    const { state, parts, ...rest } = await health()
    // Names of groups and ids are for the machine's own operator; a proxy's visitors see who is up.
    const shown = isLocal(context) ? { parts, ...rest } : { parts: parts.map(p => ({ name: p.name, state: p.state })) }
    return context.json({ ok: state === 'well', state, ...shown }, state === 'failed' ? 503 : 200)
  })
  for (const hook of webhooks) app.route('/', hook)
  app.use(gate(names, (context, trouble) => troubled(context, trouble, words())))
  app.route('/', pageFiles())
  for (const mount of mounts) app.route('/', mount)
  return app
}
