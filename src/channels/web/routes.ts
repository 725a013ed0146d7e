import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { type Assets, isVideo, type Keeping, largestPicture, largestVideo, type Viewer } from '../../core/asset.ts'
import type { Clock } from '../../core/clock.ts'
import { longestText, mostPictures } from '../../core/text/length.ts'
import type { Picture } from '../../core/update.ts'
import { takesBodies } from '../http/body.ts'
import type { WebChannel } from './channel.ts'
import { type EntryParts, entryRoutes, noteEntry, passOf } from './entry.ts'
import { linkedNumber, privateChatOf } from './people.ts'
import { makeStreams, type StreamLimits } from './streams.ts'
import {
  clockSchema,
  sendSchema,
  type WireChat,
  type WireClock,
  type WirePerson,
  type WireStart,
  type WireTaken,
} from './wire.ts'

/** Who may speak and listen through one request: all the fake people in the sandbox, the holder of a link otherwise. */
interface Caller {
  people: WirePerson[]
  chats: WireChat[]
}

/** What the routes stand on. */
export interface WebRoutes extends EntryParts {
  channel: WebChannel
  assets: Assets
  pictures: {
    maySee(name: string, viewer: Viewer): Promise<boolean>
    /** The pictures of a message, which `holder` holds from then on; null when one does not exist or the viewer may not see it. */
    send(names: readonly string[], viewer: Viewer, holder: string): Promise<Picture[] | null>
  }
  /** Everything stored about a person, for that person's own export. */
  records(person: string): Promise<string>
  /** The words of the start frame that come from the content; asked at each start, so a reload shows. */
  words(): Pick<WireStart, 'school' | 'botName' | 'rating'> &
    ReturnType<EntryParts['words']> & {
      /** What whoever sends a picture is told when it was not kept. */
      pictures: Record<'too-many-pictures' | 'no-room', string>
    }
  /** How many streams may be open and how patient they are; as usual where left out. */
  streams?: Partial<StreamLimits>
}

/** The most bytes of a message: of one that is as long as one may be, however it is escaped. */
const largestMessage = 32_768
const historyLimit = 300
/** How many older messages a page gets at a time when its reader scrolls up. */
const olderLimit = 100

/** The web chat's HTTP: start, messages, stream, pictures, and in the sandbox the clock. */
export function webRoutes(web: WebRoutes): Hono {
  const app = new Hono()
  const streams = makeStreams(web.channel, web.streams)
  app.route('/', entryRoutes(web))
  app.get('/api/start', context =>
    withCaller(context, web, async caller => {
      await noteEntry(context, web)
      return context.json(startFrame(web, caller))
    }),
  )
  app.get('/api/messages', context => withCaller(context, web, caller => showMessages(context, web, caller)))
  app.post('/api/messages', takesBodies(largestMessage), context =>
    withCaller(context, web, caller => receive(context, web, caller)),
  )
  app.post('/api/pictures', takesBodies(largestPicture), context =>
    withCaller(context, web, caller => keepPicture(context, web, caller)),
  )
  app.post('/api/videos', takesBodies(largestVideo), context =>
    withCaller(context, web, caller => keepPicture(context, web, caller, { videos: true })),
  )
  app.get('/pictures/:name', context => withCaller(context, web, caller => showPicture(context, web, caller)))
  app.get('/api/my-data', context => withCaller(context, web, caller => handOverRecords(context, web, caller)))
  app.get('/api/stream', context => withCaller(context, web, caller => stream(context, web, { caller, streams })))
  app.post('/api/clock', context => setClock(context, web))
  return app
}

/** What was said in a chat, after or before a line that the page knows. */
async function showMessages(context: Context, { channel }: WebRoutes, { chats }: Caller): Promise<Response> {
  const chat = chats.find(c => c.id === context.req.query('chat'))
  if (!chat) return context.json({ error: 'no-such-chat' }, 404)
  const { transcript } = channel
  const before = Number(context.req.query('before'))
  if (before > 0)
    return context.json({ messages: await transcript.before(before, { chat: chat.id, limit: olderLimit }) })
  const after = Number(context.req.query('after') ?? 0) || 0
  return context.json({ messages: await transcript.after(after, { chats: [chat.id], limit: historyLimit }) })
}

/** Everything stored about whoever asks, as a file in words. */
async function handOverRecords(context: Context, { records }: WebRoutes, { people }: Caller): Promise<Response> {
  const person = people.find(p => p.id === context.req.query('person'))
  if (!person) return context.json({ error: 'not-a-member' }, 403)
  // The mark tells old editors that it is UTF-8.
  return context.body(`\ufeff${await records(person.id)}`, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="my-data.txt"',
    'cache-control': 'no-store',
  })
}

/** Calls `answer` with who is asking, or says 401. */
async function withCaller(
  context: Context,
  web: WebRoutes,
  answer: (caller: Caller) => Response | Promise<Response>,
): Promise<Response> {
  const caller = await callerOf(context, web)
  return caller ? answer(caller) : context.json({ error: 'no-pass' }, 401)
}

async function callerOf(context: Context, { access, clock, words }: WebRoutes): Promise<Caller | null> {
  if (access.mode === 'sandbox') return access.sandbox
  const pass = await passOf(context, { access, clock })
  if (!pass) return null
  const chat: WireChat = {
    id: privateChatOf(pass.person),
    kind: 'private',
    title: words().privateTitle,
    members: [pass.person],
  }
  const number = linkedNumber(pass.person)
  const vouched = number === null ? {} : { number }
  return { people: [{ id: pass.person, name: pass.name, role: 'student', ...vouched }], chats: [chat] }
}

function startFrame({ access, clock, words }: WebRoutes, { people, chats }: Caller): WireStart {
  const { school, botName, rating } = words()
  const most = { text: longestText, pictures: mostPictures }
  return { mode: access.mode, school, botName, people, chats, clock: wireClock(clock, access), rating, most }
}

function wireClock(clock: Clock, access: WebRoutes['access']): WireClock {
  return { at: clock.now().toISOString(), pretended: access.mode === 'sandbox' && access.clock.isPretending() }
}

const viewer = ({ people, chats }: Caller): Viewer => ({ people: people.map(p => p.id), chats: chats.map(c => c.id) })

const statusOf = { 'not-a-picture': 415, 'too-many-pictures': 429, 'no-room': 507, busy: 503 } as const

/** A picture (or video) on its way into a message; it belongs to whoever is said to write it. */
async function keepPicture(
  context: Context,
  { assets, words }: WebRoutes,
  caller: Caller,
  also = { videos: false },
): Promise<Response> {
  const named = context.req.query('person') ?? caller.people[0]?.id
  const person = caller.people.find(p => p.id === named)
  if (!person) return context.json({ error: 'not-a-member' }, 403)
  const keeping: Keeping = await assets.keep(new Uint8Array(await context.req.arrayBuffer()), person.id, also)
  if (keeping.outcome === 'kept') {
    const { url } = keeping.picture
    return context.json({ name: url.slice('/pictures/'.length), url })
  }
  const { reason } = keeping
  const says = reason === 'too-many-pictures' || reason === 'no-room' ? { says: words().pictures[reason] } : {}
  return context.json({ error: reason, ...says }, statusOf[reason])
}

/** A picture for those who may see it; to all others there is none. No browser keeps it, since it may be taken back. */
async function showPicture(context: Context, { assets, pictures }: WebRoutes, caller: Caller): Promise<Response> {
  const name = context.req.param('name') ?? ''
  if (!(await pictures.maySee(name, viewer(caller)))) return context.notFound()
  const picture = await assets.read(`/pictures/${name}`)
  if (!picture) return context.notFound()
  return context.body(new Uint8Array(picture.bytes), 200, {
    'content-type': picture.type,
    'cache-control': 'private, no-store',
  })
}

async function receive(context: Context, { channel, pictures: room }: WebRoutes, caller: Caller): Promise<Response> {
  const parsed = sendSchema.safeParse(await jsonBody(context))
  if (!parsed.success && isTooLong(parsed.error)) return context.json({ error: 'too-long' }, 413)
  if (!parsed.success)
    return context.json(
      { error: 'bad-frame', detail: parsed.error.issues.map(i => `${i.path.join('.')}: ${i.message}`).join('; ') },
      400,
    )
  const { id, text, pictures, repliesToBot } = parsed.data
  const person = caller.people.find(p => p.id === parsed.data.person)
  const chat = caller.chats.find(c => c.id === parsed.data.chat)
  if (!person || !chat?.members.includes(person.id)) return context.json({ error: 'not-a-member' }, 403)
  const sent = await room.send(pictures, viewer(caller), person.id)
  if (sent === null) return context.json({ error: 'no-such-picture' }, 400)
  const [images, videos] = [sent.filter(one => !isVideo(one)), sent.filter(isVideo)]
  const isKept = await channel.receive({ id, person, chat, text, images, videos, repliesToBot })
  return context.json({ ok: true, isKept } satisfies WireTaken)
}

/** Whether a frame is refused for nothing but the length of its text. */
const isTooLong = ({ issues }: z.ZodError) => issues.every(i => i.code === 'too_big' && i.path[0] === 'text')

/** The body as JSON, or null when it is none; the schema then says what is wrong. */
async function jsonBody(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    return null
  }
}

/** What is new in the caller's chats; begins with what came after the last message that the page has. In the sandbox everybody is one caller. */
function stream(
  context: Context,
  web: WebRoutes,
  { caller, streams }: { caller: Caller; streams: ReturnType<typeof makeStreams> },
): Response {
  const after = Number(context.req.header('last-event-id') ?? context.req.query('after') ?? 0) || 0
  return streams.open(context, {
    chats: caller.chats.map(c => c.id),
    after,
    pass: web.access.mode === 'signed' ? caller.people[0]!.id : null,
    // A pass may end, or be taken back, while its page listens.
    mayHear: async () => (await callerOf(context, web)) !== null,
  })
}

async function setClock(context: Context, { access, channel, clock }: WebRoutes): Promise<Response> {
  if (access.mode !== 'sandbox') return context.json({ error: 'sandbox-only' }, 403)
  const parsed = clockSchema.safeParse(await jsonBody(context))
  if (!parsed.success)
    return context.json({ error: 'bad-frame', detail: 'at: an ISO instant with offset, or null' }, 400)
  access.clock.pretend(parsed.data.at === null ? null : new Date(parsed.data.at))
  const frame = wireClock(clock, access)
  channel.announce({ clock: frame })
  return context.json(frame)
}
