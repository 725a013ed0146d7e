import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Trouble } from './trouble.ts'

/** The names by which a machine calls itself, as they stand in addresses. */
export const localNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** By which names the server is called. */
export interface Names {
  /** The names that it answers to; null for any. */
  names: readonly string[] | null
  /** Where people reach it from outside, or null. */
  publicUrl: string | null
}

/**
 * Lets nobody in who calls the server by a foreign name: a page of somebody else may have its own name point here (DNS rebinding) and would be
 * same-origin with us. Lets no page of another origin call: it could speak for the user of the same browser.
 */
export function gate(
  { names, publicUrl }: Names,
  refuse: (context: Context, trouble: Trouble) => Response | Promise<Response>,
): MiddlewareHandler {
  const ours = publicUrl === null ? null : new URL(publicUrl).host
  return async (context, next) => {
    const host = context.req.header('host') ?? ''
    if (names && !names.includes(nameIn(host))) return refuse(context, 'other-host')
    const origin = context.req.header('origin')
    // A sandboxed frame calls itself `null`; it is foreign too. A proxy may pass on another name than people see.
    const from = origin && URL.canParse(origin) ? new URL(origin).host : null
    if (origin && from !== host && (from === null || from !== ours)) return refuse(context, 'other-origin')
    const isLook = context.req.method === 'GET' || context.req.method === 'HEAD'
    // `none` is a press of the person's own, such as loading a page anew. Old browsers do not say.
    const site = context.req.header('sec-fetch-site') ?? 'none'
    if (!isLook && site !== 'none' && site !== 'same-origin') return refuse(context, 'other-origin')
    await next()
  }
}

/** The name in a `Host` header, without its port. */
function nameIn(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}

/** Whether someone on this machine asks, by one of its own names, and not through a proxy. */
export function isLocal(context: Context): boolean {
  const { address = '' } = getConnInfo(context).remote
  const isProxied = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some(h => context.req.header(h) !== undefined)
  const isOwnName = localNames.includes(nameIn(context.req.header('host') ?? ''))
  return isOwnName && !isProxied && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)
}
