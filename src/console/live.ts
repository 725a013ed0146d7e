import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { harmless } from '../core/text/harmless.ts'
import type { Html } from './desk.ts'

/** How often a part of a page is looked at anew, and how long one stream lasts before its page asks again. */
const everyMs = 4000
const longestMs = 30 * 60_000

/** A stream of server-sent events that sends the part of a page, as it is to stand there, whenever it has changed; it ends when nothing may be shown. */
export function makeLive(context: Context, render: () => Promise<Html | null>): Response {
  context.header('x-accel-buffering', 'no')
  return streamSSE(context, async sse => {
    const begun = performance.now()
    let last = ''
    await sse.write(': hello\n\n')
    while (!sse.aborted && performance.now() - begun < longestMs) {
      const part = await render()
      if (part === null) return sse.writeSSE({ event: 'end', data: '' })
      const text = harmless(String(await part))
      if (text !== last) await sse.writeSSE({ event: 'part', data: text })
      else await sse.write(': same\n\n')
      last = text
      await sse.sleep(everyMs)
    }
  })
}
