import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** Who sends a request: the other end of the line, or whom a proxy on this machine names. */
export function sourceOf(context: Context): string {
  const named = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isProxied(context) && named ? named : addressOf(context)
}

/** Whether the person's own line is HTTPS, as a proxy on this machine tells; nobody else is believed. */
export function isHttps(context: Context): boolean {
  return isProxied(context) && context.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
}

/** Whether the other end of the line is on this machine: only a proxy of our own is, where people come from outside. */
function isProxied(context: Context): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(addressOf(context))
}

function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? ''
  } catch {
    return '' // called without a line, as tests of routes may
  }
}
