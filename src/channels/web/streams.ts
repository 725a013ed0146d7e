import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { WebChannel } from './channel.ts'
import type { WireClock, WireMessage } from './wire.ts'

/** How many streams may be open, and how patient they are. */
export interface StreamLimits {
  /** Of one pass; one more ends the oldest, which is most likely that of a line that died unnoticed. */
  perPass: number
  /** One more is refused. */
  inAll: number
  /** How long one piece may wait for a reader that does not read; then the stream is ended. */
  patienceMs: number
  /** How often a quiet stream says that it is there, so that proxies do not close it. */
  quietMs: number
}

const usual: StreamLimits = { perPass: 20, inAll: 2000, patienceMs: 30_000, quietMs: 20_000 }

/** How many messages are read at a time. */
const batch = 50
/** How many old messages a stream begins with that does not say what its reader has. */
const firstLook = 300

/** Whose stream it is (null: nobody's in particular), what its reader has, and whether they may still hear it. */
interface Wanted {
  chats: readonly string[]
  after: number
  pass: string | null
  mayHear(): Promise<boolean>
}

interface Open {
  pass: string | null
  end(): void
}

/**
 * The streams of server-sent events, `message` and `clock`. News only wakes a stream, which then reads the transcript: nothing queues for a slow
 * reader, all is said in the order of its numbers, and a page that comes back with the last number gets what it missed.
 */
export function makeStreams(channel: WebChannel, limits: Partial<StreamLimits> = {}) {
  const most = { ...usual, ...limits }
  /** Oldest first. */
  const open = new Set<Open>()

  return {
    open(context: Context, wanted: Wanted): Response {
      if (open.size >= most.inAll) return context.body(null, 503)
      const { pass } = wanted
      const before = pass === null ? [] : [...open].filter(o => o.pass === pass)
      for (const old of before.slice(0, Math.max(0, before.length + 1 - most.perPass))) old.end()
      return streamSSE(context, async sse => {
        const { outgoing } = context.env as Partial<HttpBindings>
        const me: Open = {
          pass,
          end() {
            open.delete(me)
            sse.abort()
            // What the system holds for a reader that does not read would otherwise stay.
            outgoing?.destroy()
          },
        }
        open.add(me)
        sse.onAbort(() => void open.delete(me))
        try {
          await run(sse, { channel, wanted, most, end: me.end })
        } catch {
          me.end() // the database is closed or busy: the page comes back
        } finally {
          open.delete(me)
        }
      })
    },
  }
}

/** Says what is new until the reader is gone, or does not read. */
async function run(
  sse: SSEStreamingApi,
  { channel, wanted, most, end }: { channel: WebChannel; wanted: Wanted; most: StreamLimits; end(): void },
): Promise<void> {
  const { chats } = wanted
  const ear = makeEar(channel, chats)
  sse.onAbort(ear.stop)
  /** Waits until a piece has left; whoever takes none for too long is not waited for. */
  const passed = async (leaving: Promise<unknown>) => {
    const timer = setTimeout(end, most.patienceMs)
    await leaving
    clearTimeout(timer)
  }
  // Something at once: a browser counts the line as open only when the first byte comes.
  await passed(sse.write(': hello\n\n'))
  let last = wanted.after
  while (!sse.aborted && (await wanted.mayHear())) {
    const clock = ear.look()
    if (clock) await passed(sse.writeSSE({ event: 'clock', data: JSON.stringify(clock) }))
    const messages = await messagesAfter(last, channel, chats)
    for (const message of messages) {
      if (sse.aborted) return
      await passed(sse.writeSSE({ event: 'message', id: String(message.seq), data: JSON.stringify(message) }))
      last = message.seq
    }
    if (messages.length === 0 && !(await ear.news(most.quietMs)) && !sse.aborted)
      await passed(sse.write(': still here\n\n'))
  }
  ear.stop()
}

const messagesAfter = (last: number, { transcript }: WebChannel, chats: readonly string[]): Promise<WireMessage[]> =>
  last > 0 ? transcript.next(last, { chats, limit: batch }) : transcript.after(0, { chats, limit: firstLook })

/** Hears of news in some chats, and holds no more of it than that there is some, and the clock. */
function makeEar(channel: WebChannel, chats: readonly string[]) {
  let clock: WireClock | null = null
  let isStirred = false
  let wake = () => {}
  const deaf = channel.listen(news => {
    if ('clock' in news) clock = news.clock
    else if (!chats.includes(news.chat)) return
    isStirred = true
    wake()
  })
  return {
    /** The clock, where it was set since the last look. What comes from now on is news. */
    look(): WireClock | null {
      const set = clock
      clock = null
      isStirred = false
      return set
    },
    /** Waits for news since the last look; false when none came within so long. */
    async news(ms: number): Promise<boolean> {
      if (isStirred) return true
      const { promise, resolve } = Promise.withResolvers<boolean>()
      wake = () => resolve(true)
      const timer = setTimeout(() => resolve(false), ms)
      const isNews = await promise
      clearTimeout(timer)
      return isNews
    },
    stop() {
      deaf()
      wake()
    },
  }
}
