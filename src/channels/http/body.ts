import type { MiddlewareHandler } from 'hono'

declare module 'hono' {
  interface ContextVariableMap {
    /** The most bytes of a body that the route takes, where that is more than the server's own limit for all routes. */
    mostBytes?: number
  }
}

/** Lets a route take bodies of up to so many bytes; the server (`http/body.ts`) cuts off what is longer. */
export const takesBodies =
  (bytes: number): MiddlewareHandler =>
  (context, next) => {
    context.set('mostBytes', bytes)
    return next()
  }
