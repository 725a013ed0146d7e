import type { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { openServer, type Serving } from '../../src/http/server.ts'
import type { Trouble, TroubleWords } from '../../src/http/trouble.ts'

const troubles: Trouble[] = ['not-found', 'too-large', 'other-origin', 'other-host', 'broken']
const words = Object.fromEntries(troubles.map(t => [t, { title: t, says: t }])) as TroubleWords

/** A server on loopback with nothing but the parts under test. */
export const aServing = (mounts: readonly Hono[], more: Partial<Serving> = {}): Serving => ({
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  names: null,
  mounts,
  webhooks: [],
  words: () => words,
  health: async () => ({ state: 'well', parts: [], waiting: [], chores: [], errors: [] }),
  fault() {},
  ...more,
})

/** The same, open until the running test is over. */
export async function startServer(mounts: readonly Hono[], more: Partial<Serving> = {}) {
  const server = await openServer(aServing(mounts, more))
  onTestFinished(() => server.close())
  return server
}
