import type { Context, MiddlewareHandler } from 'hono'

/** The most bytes of a body on every route that does not say that it takes more (`takesBodies` in `channels/http/body.ts`): enough for a form. */
export const fewBytes = 16 * 1024

/**
 * Hands the body on as a stream that ends in an error when more comes than its route takes, and answers `tooLarge` whatever the route makes of that.
 * Nothing is read before the route reads, so that who has no pass is refused first; what nobody reads is thrown away as it comes, never held.
 */
export function limitBodies(tooLarge: (context: Context) => Response | Promise<Response>): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req
    const { method, url, headers } = raw
    if (method === 'GET' || method === 'HEAD') return next()
    let isOver = false
    const body = cutOff(() => raw.body, {
      announced: Number(headers.get('content-length') ?? 0),
      most: () => context.get('mostBytes') ?? fewBytes,
      over() {
        isOver = true
      },
    })
    context.req.raw = new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
    await next()
    if (!isOver) return
    context.res = undefined // else headers of what the route answered would stay
    context.res = await tooLarge(context)
  }
}

/**
 * The same bytes up to `most`, then an error; the rest is left where it is. The body is not even opened before its first byte is wanted, nor where it
 * is announced as too long: what nobody opened, the server can throw away and go on with the line.
 */
function cutOff(
  open: () => ReadableStream<Uint8Array> | null,
  { announced, most, over }: { announced: number; most(): number; over(): void },
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let seen = 0
  const next = async () => {
    if (announced > most()) return 'over'
    reader ??= open()?.getReader()
    const value = (await reader?.read())?.value
    seen += value?.length ?? 0
    return seen > most() ? 'over' : value
  }
  return new ReadableStream(
    {
      async pull(to) {
        const bytes = await next()
        if (bytes === undefined) return to.close()
        if (bytes !== 'over') return to.enqueue(bytes)
        over()
        to.error(new BodyOver())
      },
    },
    { highWaterMark: 0 },
  )
}

/** More came than the route takes. */
export class BodyOver extends Error {}
