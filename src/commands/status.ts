import { z } from 'zod'
import { type Command, configFor, dataHelp, dataOption } from './command.ts'
import { complain, print, printJson } from './print.ts'

const healthSchema = z.object({
  state: z.enum(['well', 'degraded', 'failed']),
  parts: z.array(
    z.object({ name: z.string(), state: z.enum(['up', 'starting', 'waiting', 'down']), detail: z.string() }),
  ),
  waiting: z.array(z.object({ channel: z.string(), count: z.number(), since: z.string() })),
  chores: z
    .array(
      z.object({
        name: z.string(),
        doneAt: z.string().nullable(),
        failing: z.object({ since: z.string(), seconds: z.number(), reason: z.string() }).nullable(),
      }),
    )
    .default([]),
  errors: z.array(z.object({ at: z.string(), event: z.string(), id: z.string() })),
})
type Health = z.output<typeof healthSchema>

const states = { up: '正常', starting: '正在启动', waiting: '等人处理', down: '不通' }
const overall = { well: '一切正常', degraded: '在运行，有地方要看一下', failed: '出了故障' }
/** What to do about a part that is down. */
const cures: Record<string, string> = {
  database: '看磁盘是不是满了、数据目录能不能写；腾出空间后会自己恢复',
  disk: '磁盘快满了：清理磁盘，或把数据目录搬到大一点的盘上',
  tick: '自己会做的事停住了：看日志，超过五分钟就重启小助手',
  chores: '有自己会做的事一直失败：看下面哪一件，再看日志',
  turns: '有消息没处理成：看下面最近的错误和日志',
}
const patienceMs = 5000

/** Asks the running bot how it is doing. */
export const statusCommand: Command = {
  name: 'status',
  usage: 'status [--data DIR] [--json]',
  summary: '问正在运行的小助手：每个渠道通不通、有多少话没发出去、最近的错误',
  details: ['要在运行小助手的那台机器上问。一切正常退出码是 0，否则是 1。', dataHelp, '  --json       以 JSON 输出'],
  options: { ...dataOption, json: { type: 'boolean' } },
  async run({ values }) {
    const { host, port } = configFor(values)
    const url = `http://${reachable(host)}:${port}/healthz`
    const health = await ask(url)
    if (!health) {
      complain(`${url} 没有回答：小助手没有在运行，或者听在别的地址 → 检查 FAREWELL_HOST、FAREWELL_PORT`)
      return 1
    }
    if (values.json === true) printJson(health)
    else show(health)
    return health.state === 'well' ? 0 : 1
  },
}

/** Where a server that listens on `host` is reached from the same machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

async function ask(url: string): Promise<Health | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    return healthSchema.parse(await response.json())
  } catch {
    return null // nobody there, or somebody else
  }
}

function choreLine(doneAt: string | null, failing: Health['chores'][number]['failing']): string {
  const last = doneAt === null ? '还没做成过' : `上次做成 ${doneAt}`
  return failing ? `${last}，从 ${failing.since} 起一直失败（${failing.reason}）` : last
}

function show({ state, parts, waiting, chores, errors }: Health): void {
  print(overall[state])
  const width = Math.max(...parts.map(p => p.name.length))
  for (const part of parts) {
    const cure = part.state === 'down' && cures[part.name] ? ` → ${cures[part.name]}` : ''
    print(`  ${part.name.padEnd(width)}  ${states[part.state]}  ${part.detail}${cure}`.trimEnd())
  }
  if (chores.length > 0) print('自己会做的事：')
  for (const { name, doneAt, failing } of chores) print(`  ${name.padEnd(width)}  ${choreLine(doneAt, failing)}`)
  print(waiting.length === 0 ? '没有等着发的消息' : '等着发的消息：')
  for (const { channel, count, since } of waiting) print(`  ${channel.padEnd(width)}  ${count} 条，最早 ${since}`)
  print(errors.length === 0 ? '启动以来没有错误' : '最近的错误（编号可以在日志里找）：')
  for (const { at, event, id } of errors) print(`  ${at}  ${event}  ${id}`.trimEnd())
}
