import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../contract/saying.ts'
import { tempFolder } from '../support/folder.ts'
import { botSpoke, settingsIn, visitor } from '../support/web.ts'

/** Runs within the bot's own process: at the first signal a library misbehaves, at the second an error is caught by nobody. */
const misbehaving = `
import { isMainThread } from 'node:worker_threads'
let signals = 0
if (isMainThread)
  process.on('SIGUSR2', () => {
    if (++signals > 1) return setImmediate(() => { throw new Error('thrown') })
    process.emitWarning('a warning', 'LibraryWarning')
    console.error('what somebody wrote')
    console.warn('what somebody wrote')
    Promise.reject(new Error('stray'))
  })
`

/** `farewell start` as a process of its own, with what it wrote to its log. */
async function start() {
  const env = { ...settingsIn(tempFolder()), FAREWELL_LOG: 'debug' }
  const preload = `--import=data:text/javascript,${encodeURIComponent(misbehaving)}`
  const child = spawn(process.execPath, ['src/launch.mjs', 'start'], {
    env: { ...process.env, ...env, NODE_OPTIONS: preload },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  createInterface({ input: child.stderr }).on('line', line => lines.push(line))
  const events = () => lines.map(line => JSON.parse(line).event as string)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return { child, lines, events, web: visitor(url) }
  }
  throw new Error(`it ended without listening: ${lines.join('\n')}`)
}

test('every line of the log is JSON, whatever libraries print, and a stray rejection kills nobody', async () => {
  const { child, lines, events, web } = await start()
  await web.send({})
  await web.stream(botSpoke, 0)
  child.kill('SIGUSR2')
  await until(() => events().includes('stray-rejection'), 'the rejection was logged')
  expect(events()).toEqual(expect.arrayContaining(['process-warning', 'library-spoke', 'library-spoke', 'started']))
  expect(lines.join('\n')).not.toContain('what somebody wrote')
  await web.send({ id: 'message-2', text: '你好' })
  await web.stream(seen => seen.filter(e => botSpoke([e])).length >= 2, 0)
  const { body } = await web.call('/healthz')
  expect(body.parts).toContainEqual({ name: 'turns', state: 'down', detail: '1 failures in the last 5 minutes' })
  expect(body.chores.map((c: { name: string }) => c.name)).toEqual(
    expect.arrayContaining(['escalation', 'timers', 'reminders', 'ringing', 'broadcasts', 'content', 'storage']),
  )
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('event')
})

test('what keeps it from starting is still told to whoever sits at the terminal', async () => {
  const folder = tempFolder()
  const data = join(folder, 'taken')
  writeFileSync(data, '')
  const child = spawn(process.execPath, ['src/launch.mjs', 'start', '--data', data], {
    env: { ...process.env, ...settingsIn(folder) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const told = await text(child.stderr)
  expect(told).toMatch(/taken: 这里要一个文件夹，现在是一个文件.* → /)
  expect(told).not.toContain('    at ')
})

test('after an error that nobody caught the process says so in its log and ends, to be started again', async () => {
  const { child, events } = await start()
  for (const event of ['stray-rejection', 'crashed']) {
    child.kill('SIGUSR2')
    if (event !== 'crashed') await until(() => events().includes(event), event)
  }
  const [code] = await once(child, 'exit')
  expect([code, events().at(-1)]).toEqual([1, 'crashed'])
})
