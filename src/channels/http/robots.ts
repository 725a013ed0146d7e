import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../../core/errors.ts'
import { Secret } from '../../core/secret.ts'
import type { GivenSettings } from '../platform.ts'

/** One group's robot: whoever has its address can speak in the group, so the address is a secret. */
export interface Robot {
  /** The group's name, as people know it. */
  name: string
  url: Secret
  /** Signs requests, where the platform wants that. */
  key: Secret | null
  /** The class whose group it is, where the file says so. */
  unit: { college: string; className: string } | null
  /** The same group as another channel hears it, by that channel's chat id. */
  hears: string | null
}

const entrySchema = z.union([
  z.string().transform(url => ({ url, secret: undefined, college: undefined, class: undefined, chat: undefined })),
  z.strictObject({
    url: z.string(),
    secret: z.string().min(1).optional(),
    college: z.string().min(1).optional(),
    class: z.string().min(1).optional(),
    chat: z.string().min(1).optional(),
  }),
])

/**
 * The robots in a file of `group: address` lines, or `group: {url, secret, college, class, chat}`. Problems name the group, never the address.
 * `host` is the platform's; the loopback is allowed too, for trying things out.
 */
export function readRobots(
  text: string,
  { where, host }: { where: string; host: string },
): {
  robots: Robot[]
  problems: Problem[]
} {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const problems: Problem[] = document.errors.map(e => ({
    where,
    line: e.linePos?.[0].line ?? null,
    what: '读不懂',
    cure: '每行一个群：“群名: 网址”',
  }))
  const found: unknown = problems.length > 0 ? null : document.toJS()
  if (problems.length === 0 && (typeof found !== 'object' || found === null || Array.isArray(found)))
    problems.push({ where, line: null, what: '里面没有机器人', cure: '每行一个群：“群名: 网址”' })
  const robots: Robot[] = []
  for (const [name, value] of Object.entries(problems.length > 0 ? {} : (found as Record<string, unknown>))) {
    const entry = entrySchema.safeParse(value)
    const wrong = (what: string, cure: string) => problems.push({ where, line: null, what: `“${name}”${what}`, cure })
    if (!entry.success) wrong('的写法不对', '写网址，或 {url, secret, college, class, chat}')
    else if (!isOf(entry.data.url, host)) wrong('的网址不对', `从群里复制机器人的网址，以 https://${host}/ 开头`)
    else if ((entry.data.college === undefined) !== (entry.data.class === undefined))
      wrong('的班级不完整', 'college 和 class 要一起写')
    else robots.push(robotOf(name, entry.data))
  }
  return { robots, problems }
}

function isOf(url: string, host: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return (protocol === 'https:' && hostname === host) || (protocol === 'http:' && hostname === '127.0.0.1')
}

const robotOf = (name: string, entry: z.output<typeof entrySchema>): Robot => ({
  name,
  url: new Secret(entry.url),
  key: entry.secret === undefined ? null : new Secret(entry.secret),
  unit: entry.college && entry.class ? { college: entry.college, className: entry.class } : null,
  hears: entry.chat ?? null,
})

/** The robots in the file that a setting names; null where it names none. */
export function robotsNamed(
  { value, text, wrong, problem }: GivenSettings,
  name: string,
  host: string,
): readonly Robot[] | null {
  const file = value(name)
  if (file === '') return null
  const found = text(file)
  if (found === null) {
    wrong(name, `“${file}” 读不了`, '写列出各群机器人的文件的路径，写法见 docs/channels.md')
    return null
  }
  const { robots, problems } = readRobots(found, { where: file, host })
  problems.forEach(problem)
  return robots
}
