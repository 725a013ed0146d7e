import { z } from 'zod'

/**
 * What the WeChat process and the bot say to each other, one JSON value per line of the channel between them. The process evaluates what a
 * server sends and is not trusted: every frame is parsed, and nothing in it is more than text, numbers and bytes.
 */
const id = z.string().min(1).max(300)
const name = z.string().max(300)
/** Base64 of at most about 8 MB. */
const bytes = z.base64().max(11_000_000)

/** A person as the platform shows them during this login; `id` changes with every login. */
const wirePerson = z.strictObject({ id, name, remark: name, isFriend: z.boolean() })
/** A group as the platform shows it during this login; `me` are the names that the account goes by there. */
const wireRoom = z.strictObject({ id, topic: name, me: z.array(name).max(4) })

const wireMessage = z.strictObject({
  kind: z.literal('message'),
  id,
  /** Epoch milliseconds. */
  at: z.number(),
  talker: wirePerson,
  room: wireRoom.nullable(),
  text: z.string().max(100_000),
  /** The picture's bytes in Base64; empty when it could not be fetched. */
  image: bytes.or(z.literal('')).nullable(),
  isMentioned: z.boolean(),
})

const outcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('sent'), id: z.string().max(300) }),
  /** The platform said no, with its own number. */
  z.strictObject({ outcome: z.literal('refused'), ret: z.number() }),
  /** It certainly did not leave. */
  z.strictObject({ outcome: z.literal('unsent') }),
  /** It may have left. */
  z.strictObject({ outcome: z.literal('unknown') }),
])

/** From the WeChat process. */
export const wechatFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scan'), qr: z.url().max(500), state: z.enum(['waiting', 'scanned']) }),
  z.strictObject({ kind: z.literal('login'), self: z.strictObject({ id, name }), isResumed: z.boolean() }),
  z.strictObject({ kind: z.literal('logout'), reason: z.enum(['server', 'asked', 'refused']), code: z.number() }),
  z.strictObject({
    kind: z.literal('directory'),
    /** Friends with a remark. */
    friends: z.array(z.strictObject({ id, remark: name })).max(20_000),
    rooms: z.array(z.strictObject({ id, topic: name })).max(5000),
    /** False while the list of contacts is still being read. */
    isWhole: z.boolean(),
  }),
  wireMessage,
  /** The account was removed from a group. */
  z.strictObject({ kind: z.literal('left'), room: id }),
  /** A person does not take our messages. */
  z.strictObject({ kind: z.literal('blocked'), contact: id }),
  /** From here on a job may have left. */
  z.strictObject({ kind: z.literal('begun'), job: z.number() }),
  z.strictObject({ kind: z.literal('done'), job: z.number(), result: outcome }),
  z.strictObject({ kind: z.literal('pong'), n: z.number() }),
  /** Something went wrong that people may want to count; a word, never a text of the platform. */
  z.strictObject({ kind: z.literal('trouble'), what: z.string().regex(/^[\w-]{1,40}$/) }),
])
export type WechatFrame = z.infer<typeof wechatFrame>
export type WechatPerson = z.infer<typeof wirePerson>
export type WechatRoom = z.infer<typeof wireRoom>
export type WechatMessage = z.infer<typeof wireMessage>
/** What became of a job. */
export type JobOutcome = z.infer<typeof outcome>

const job = z.number()
/** To the WeChat process. */
export const wireCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('text'), job, to: id, text: z.string() }),
  z.strictObject({ do: z.literal('file'), job, to: id, name, bytes }),
  z.strictObject({ do: z.literal('remark'), job, to: id, remark: name }),
  z.strictObject({ do: z.literal('ping'), n: z.number() }),
  /** The message with this id is saved: it need not be told again. */
  z.strictObject({ do: z.literal('saved'), id }),
  /** End, and keep the login. */
  z.strictObject({ do: z.literal('end') }),
  /** Log out on the platform and forget the login. */
  z.strictObject({ do: z.literal('logout') }),
])
export type WechatCommand = z.infer<typeof wireCommand>
/** A command with an outcome, before it has a number. */
export type Job =
  | { do: 'text'; to: string; text: string }
  | { do: 'file'; to: string; name: string; bytes: string }
  | { do: 'remark'; to: string; remark: string }

/** Where, in the channel's folder, the process keeps what the bot has not saved yet. */
export const journalFolder = 'received'

/** How the WeChat process is started: the first argument, as JSON. */
export const orders = z.strictObject({
  /** Where the platform is, in tests; null for WeChat itself. */
  endpoint: z.url().nullable(),
  /** How long to wait before a failed look for news is repeated; the waits grow. */
  patienceMs: z.number().positive(),
})
export type Orders = z.infer<typeof orders>

/** What the exit code of the WeChat process says. */
export const exits = { ended: 0, defect: 70, loggedOut: 71, notInstalled: 72, unreachable: 73 } as const
