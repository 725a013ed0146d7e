import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { seconds } from './measure.ts'

/** The flags of `npm start`. */
const flags = ['--max-semi-space-size=4', '--heap-growing-percent=15', '--disable-warning=ExperimentalWarning']

/** Seconds that a command takes, from the begin of its process to its end. */
export function secondsOfCommand(args: readonly string[]): number {
  const begun = seconds()
  const { status, stderr } = spawnSync(process.execPath, ['src/launch.mjs', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return seconds() - begun
}

interface Running {
  child: ChildProcess
  url: string
  stop(): Promise<void>
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Starts `farewell start` as `npm start` does; resolves at once, before it listens. */
async function spawnBot(data: string): Promise<Running> {
  const port = await freePort()
  const child = spawn(process.execPath, [...flags, 'src/launch.mjs', 'start', '--data', data], {
    env: { ...process.env, FAREWELL_PORT: String(port), FAREWELL_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Asks in the private chat of the sandbox's first student. */
async function post(url: string, { id, text, person }: { id: string; text: string; person: string }): Promise<void> {
  const body = JSON.stringify({ id, text, person, chat: `${person}:private` })
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
}

async function untilListening({ url, child }: Running): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the bot ended with exit code ${child.exitCode} instead of starting`)
    try {
      if ((await fetch(`${url}/healthz`)).ok) return
    } catch {
      // not listening yet
    }
    await wait(5)
  }
}

/** Waits until the bot has said something after a message of a chat. */
async function untilAnswered(url: string, id: string, chat: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/messages?chat=${encodeURIComponent(chat)}`)
    const { messages } = (await response.json()) as { messages: { id: string; from: unknown }[] }
    const asked = messages.findIndex(m => m.id === id)
    if (asked >= 0 && messages.slice(asked).some(m => m.from === null)) return
    await wait(5)
  }
}

/** Seconds from starting the process until the reply to a question can be read; another person asks each time, because who repeats is not answered. */
export async function secondsToFirstAnswer(data: string, person: string): Promise<number> {
  const begun = seconds()
  const bot = await spawnBot(data)
  await untilListening(bot)
  const id = `bench-${randomUUID()}`
  await post(bot.url, { id, text: '退宿流程', person })
  await untilAnswered(bot.url, id, `${person}:private`)
  const taken = seconds() - begun
  await bot.stop()
  return taken
}

/** Megabytes that the bot's process holds after its start and after the questions. */
export async function residentAfterQuestions(
  data: string,
  questions: readonly string[],
): Promise<{ atStart: number; after: number }> {
  const bot = await spawnBot(data)
  await untilListening(bot)
  await wait(500)
  const atStart = residentMb(bot.child.pid!)
  // The rate limit stands at ten a minute and person; a question that it swallows would cost nothing.
  const people = ['web:s1', 'web:s2', 'web:s3', 'web:s4', 'web:s5', 'web:c1']
  for (const [n, text] of questions.entries()) {
    if (n % 50 === 0) await putForward(bot.url, n)
    await post(bot.url, { id: `bench-${String(n).padStart(6, '0')}`, text, person: people[n % people.length]! })
  }
  const after = residentMb(bot.child.pid!)
  await bot.stop()
  return { atStart, after }
}

async function putForward(url: string, n: number): Promise<void> {
  const at = new Date(Date.UTC(2027, 5, 1, 0, Math.floor(n / 50) * 2)).toISOString()
  await fetch(`${url}/api/clock`, {
    method: 'POST',
    body: JSON.stringify({ at }),
    headers: { 'content-type': 'application/json' },
  })
}

function residentMb(pid: number): number {
  const pids = [pid, ...childrenOf(pid)]
  const kilobytes = pids.map(p => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${p}/status`, 'utf8'))?.[1] ?? 0))
  return Math.round(Math.max(...kilobytes) / 1024)
}

/** The launcher of an older Node starts a newer one below it; that is the bot. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}
