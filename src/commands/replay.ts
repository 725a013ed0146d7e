import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Config } from '../app/config.ts'
import type { Log } from '../app/log.ts'
import { openReplay } from '../app/replayed.ts'
import { type Channel, noLimits } from '../core/channel.ts'
import { ManualClock } from '../core/clock.ts'
import type { Delivery } from '../core/delivery.ts'
import { describeProblem } from '../core/errors.ts'
import type { Message, Update } from '../core/update.ts'
import { instantOf, parseInstant } from '../time/calendar.ts'
import { type Command, configFor, dataHelp } from './command.ts'
import { complain, print, printJson, row } from './print.ts'

const lineSchema = z.object({
  /** Given, it tells repeated lines apart from new ones; else the content and its position among equal lines do. */
  id: z.string().min(1).optional(),
  at: z.string(),
  from: z.string().min(1),
  name: z.string().optional(),
  room: z.string().min(1).nullish(),
  text: z.string().default(''),
  mentioned: z.boolean().default(false),
  replies: z.boolean().default(false),
  role: z.enum(['student', 'monitor', 'counselor', 'college', 'school']).default('student'),
  /** The roster number of whoever writes, taken at its word. */
  number: z.string().min(1).optional(),
  image: z.string().optional(),
  /** What a QR code in the image says. */
  code: z.string().optional(),
  /** What the message quotes (empty when that holds no words), and what a QR code in a quoted picture says; whether it was forwarded. */
  quoted: z.string().optional(),
  quotedCode: z.string().optional(),
  forwarded: z.boolean().default(false),
  /** Whether the bot can write to whoever writes in private before they write there. */
  reachable: z.boolean().default(true),
})

/** One line of a transcript. */
type Line = z.infer<typeof lineSchema>

/** Plays a transcript through the whole bot, database and dispatcher included. */
export const replayCommand: Command = {
  name: 'replay',
  usage: 'replay [FILE] [--data DIR] [--json]',
  summary: '把一段对话记录（JSON 行）放给整个小助手听，打印它发出的每一条',
  details: [
    '  FILE         每行 {"at":ISO,"from":"u1","name":"张三","room":"c1"或null,"text":"…","mentioned":true}；不给就读标准输入',
    dataHelp.replace('默认 data/', '默认用临时目录，结束即删'),
    '  --json       每条发出的消息一行 JSON：at、room、to、text、images',
    '',
    '时钟由每行的 at 决定。同一个 --data 再跑一次会接着上次：处理过的行不再处理，没发完的先发完。',
    '读不懂的行报到标准错误并跳过，最后退出码为 1。可选字段：id、replies（回复小助手）、role（student/monitor/counselor/college/school）、number（名册上的学号）、quoted（引用的话）、quotedCode（引用的图里二维码的内容）、reachable（false：小助手没法先私聊这个人）、forwarded（转发来的）、code（图里二维码的内容）。',
  ],
  options: { data: { type: 'string' }, json: { type: 'boolean' } },
  async run({ values, positionals }) {
    const folder = typeof values.data === 'string' ? values.data : mkdtempSync(join(tmpdir(), 'farewell-replay-'))
    const config = configFor({ data: folder })
    const print = values.json ? printJson : printReadable
    try {
      // Opened at once, so that a missing file is told before anything else.
      const file = positionals[0] ? await open(positionals[0]) : null
      // Read only once somebody listens: what is read before is lost, and nobody would ever hear of its end.
      return await play(config, () => file?.readLines() ?? createInterface({ input: process.stdin }), print)
    } catch (error) {
      if (!['ENOENT', 'EISDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      complain(`${positionals[0]}: 读不到这个文件`)
      return 1
    } finally {
      if (values.data === undefined) rmSync(folder, { recursive: true, force: true })
    }
  },
}

const printReadable = ({ at, room, to, text, images }: Sent) =>
  print(
    [
      row`── ${at} ${room === null ? '私聊' : `群 ${room}`} ${to === null ? '' : `→ ${to}`}`.trimEnd(),
      text,
      ...images.map(i => row`[图] ${i}`),
    ].join('\n'),
  )

/** What was sent, as it is printed. */
interface Sent {
  at: string
  room: string | null
  to: string | null
  text: string
  images: string[]
}

/** Hears a transcript line by line; returns the exit code. */
async function play(config: Config, linesOf: () => AsyncIterable<string>, show: (sent: Sent) => void): Promise<number> {
  const clock = new ManualClock(instantOf({ year: 2000, month: 1, day: 1, hour: 0, minute: 0 }, config.zone))
  const faults = makeFaults()
  const bot = await openReplay(config, { clock, channel: printingChannel(show), log: faults.log })
  const nameUpdate = updateNamer()
  for await (const text of linesOf()) {
    faults.number++
    if (text.trim() === '') continue
    const update = readLine(text, { number: faults.number, zone: config.zone, nameUpdate })
    if (typeof update === 'string') faults.add(update)
    else await bot.hear(update)
  }
  await bot.end()
  return faults.count === 0 ? 0 : 1
}

/** What goes wrong is told with the number of the line, and counted. */
function makeFaults() {
  const faults = {
    number: 0,
    count: 0,
    add(what: string) {
      complain(what)
      faults.count++
    },
  }
  const quiet = () => {}
  const log: Log = {
    ...{ debug: quiet, info: quiet, warn: quiet },
    error({ err }) {
      if (err !== undefined) faults.add(`line ${faults.number}: ${(err as Error).stack ?? err}`)
    },
  }
  return Object.assign(faults, { log })
}

/** A line as an update, or what is wrong with it. */
function readLine(
  text: string,
  { number, zone, nameUpdate }: { number: number; zone: string; nameUpdate(line: Line): string },
): Update | string {
  const wrong = (what: string) =>
    describeProblem({ where: 'line', line: number, what, cure: '每行一个 JSON 对象，见 farewell replay --help' })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return wrong('不是 JSON')
  }
  const parsed = lineSchema.safeParse(raw)
  if (!parsed.success) return wrong(parsed.error.issues.map(i => `${i.path.join('.')} ${i.message}`).join('; '))
  const line = parsed.data
  const at = parseInstant(line.at, zone)
  if (!at) return wrong(`at “${line.at}” 不是时间`)
  const room = line.room ?? null
  return {
    id: `replay:${nameUpdate(line)}`,
    chat: {
      id: room === null ? `private/${line.from}` : `room/${room}`,
      channel: 'replay',
      kind: room === null ? 'private' : 'group',
      title: room ?? '',
    },
    person: {
      id: line.from,
      name: line.name ?? line.from,
      role: line.role,
      ...(line.number === undefined ? {} : { number: line.number }),
      privateChat: line.reachable
        ? { id: `private/${line.from}`, channel: 'replay', kind: 'private', title: '' }
        : null,
    },
    at,
    message: messageOf(line),
  }
}

function messageOf({ text, image, code, mentioned, replies, quoted, quotedCode, forwarded }: Line): Message {
  const quotes = quoted !== undefined || quotedCode !== undefined
  return {
    text,
    images: image ? [{ url: image, alt: '', ...(code === undefined ? {} : { code }) }] : [],
    mentioned,
    repliesToBot: replies,
    ...(quotes ? { quoted: quoted ?? '' } : {}),
    ...(quotedCode === undefined ? {} : { quotedImages: [{ url: '', alt: '', code: quotedCode }] }),
    ...(forwarded ? { isForwarded: true } : {}),
  }
}

/** Names a line by its content and its position among equal lines, so that the same transcript played again is known line by line. */
function updateNamer(): (line: Line) => string {
  const seen = new Map<string, number>()
  return line => {
    if (line.id !== undefined) return line.id
    const content = createHash('sha256').update(JSON.stringify(line)).digest('base64url').slice(0, 22)
    const times = (seen.get(content) ?? 0) + 1
    seen.set(content, times)
    return `${content}:${times}`
  }
}

/** A channel that prints. */
function printingChannel(print: (sent: Sent) => void): Channel {
  return {
    name: 'replay',
    abilities: new Set([
      'private',
      'reads-groups',
      'writes-groups',
      'unprompted',
      'choices',
      'images',
      'mentions',
      'receipts',
    ]),
    limits: noLimits,
    status: () => ({ state: 'up', detail: '' }),
    async start() {},
    async stop() {},
    async send({ id, at, chatId, to, text, images }: Delivery) {
      const room = chatId.startsWith('room/') ? chatId.slice('room/'.length) : null
      print({ at: at.toISOString(), room, to, text, images: images.map(i => i.url) })
      return { outcome: 'delivered', nativeId: id }
    },
  }
}
