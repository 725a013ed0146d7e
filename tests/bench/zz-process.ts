import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seconds } from './measure.ts'

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

/** Starts `farewell start` as a user would, in a fresh data folder; resolves at once, before it listens. */
async function spawnBot(): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const port = await freePort()
  const child = spawn('node', ['src/zz-launch.mjs', 'start', '--data', data], {
    env: { ...process.env, FAREWELL_PORT: String(port), FAREWELL_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(data, { recursive: true })
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

/** Waits until the bot has said something in a chat. */
async function untilSaid(url: string, chat: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/messages?chat=${encodeURIComponent(chat)}`)
    const { messages } = (await response.json()) as { messages: { from: unknown }[] }
    if (messages.some(m => m.from === null)) return
    await wait(5)
  }
}

/** Seconds from starting the process until the reply to a question can be read. */
export async function secondsToFirstAnswer(): Promise<number> {
  const begun = seconds()
  const bot = await spawnBot()
  await untilListening(bot)
  await post(bot.url, { id: 'bench-first', text: '退宿流程', person: 'web:s1' })
  await untilSaid(bot.url, 'web:s1:private')
  const taken = seconds() - begun
  await bot.stop()
  return taken
}

/** Megabytes that the bot's process holds after its start and after the questions. */
export async function residentAfterQuestions(
  questions: readonly string[],
): Promise<{ atStart: number; after: number }> {
  const bot = await spawnBot()
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
