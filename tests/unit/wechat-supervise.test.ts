import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeSupervisor, type Patience } from '../../src/channels/wechat/supervise.ts'
import { exits, type WechatFrame } from '../../src/channels/wechat/wire.ts'
import { tempFolder } from '../support/folder.ts'
import { until } from '../support/wechat/world.ts'

/** A process needs some time to begin at all, on a busy machine. */
const brief: Patience = { pingMs: 50, mostUnanswered: 100, restartMs: 20, longestRestartMs: 80, wellMs: 60_000 }
const text = { do: 'text', to: '@a', text: '好' } as const
const script = resolve(import.meta.dirname, '../support/wechat/stand-in.ts')

function supervise(
  how: string,
  { env = {}, patience = brief }: { env?: Record<string, string>; patience?: Patience } = {},
) {
  const frames: WechatFrame[] = []
  const ends: { code: number | null; nextInMs: number | null }[] = []
  const logged: string[] = []
  const made = makeSupervisor({
    args: [script, how],
    cwd: tempFolder(),
    env,
    patience,
    now: () => 0,
    onFrame: frame => frames.push(frame),
    onExit: exit => ends.push(exit),
    log: event => logged.push(event),
  })
  onTestFinished(() => made.stop(200))
  made.start()
  const here = () => until(() => frames.some(f => f.kind === 'trouble' && f.what === 'here'), 'the process is there')
  return {
    pid: () => made.pid(),
    stop: (ms: number) => made.stop(ms),
    frames,
    ends,
    logged,
    here,
    ask: (signal = new AbortController().signal) => made.ask(text, signal),
  }
}

test('a job is done, and its outcome is what the process says', async () => {
  const { here, ask } = supervise('well')
  await here()
  expect(await ask()).toEqual({ outcome: 'sent', id: 'm1' })
})

test('a job of a process that dies before it began certainly did not leave', async () => {
  const { here, ask } = supervise('dies-before')
  await here()
  expect(await ask()).toEqual({ outcome: 'unsent' })
})

test('a job of a process that dies after it began may have left', async () => {
  const { here, ask } = supervise('dies-after')
  await here()
  expect(await ask()).toEqual({ outcome: 'unknown' })
})

test('a process that was killed is begun again', async () => {
  const { here, pid, frames, ends } = supervise('well')
  await here()
  const first = pid()!
  frames.length = 0
  process.kill(first, 'SIGKILL')
  await here()
  expect([pid() === first, ends.length]).toEqual([false, 1])
})

test('a process that answers no pings is killed and begun again', async () => {
  const { logged, ends } = supervise('hangs', { patience: { ...brief, mostUnanswered: 20 } })
  await until(() => ends.length > 0, 'it was killed')
  expect(logged).toContain('wechat-process-silent')
})

test('the waits between processes that end at once grow up to a limit', async () => {
  const { ends } = supervise('ends-at-once')
  await until(() => ends.length >= 4, 'four have ended')
  expect(ends.slice(0, 4)).toEqual([20, 40, 80, 80].map(nextInMs => ({ code: exits.unreachable, nextInMs })))
})

test('a job given up is not claimed to have failed', async () => {
  const { here, ask } = supervise('says-nothing')
  await here()
  expect(await ask(AbortSignal.timeout(20))).toEqual({ outcome: 'unknown' })
})

test('without a process a job is not sent', async () => {
  const { stop, ask } = supervise('well')
  await stop(1000)
  expect(await ask()).toEqual({ outcome: 'unsent' })
})

test('a process that does not want to end is ended', async () => {
  const { here, stop, pid } = supervise('deaf')
  await here()
  await stop(50)
  expect(pid()).toBeNull()
})

test('what is no frame is refused and harms nothing', async () => {
  const { here, logged, frames } = supervise('talks-nonsense')
  await here()
  expect(logged).toContain('wechat-frame-refused')
  expect(frames.filter(f => !['trouble', 'pong'].includes(f.kind))).toEqual([])
})

test('the process has the environment that it is given and nothing of ours', async () => {
  const { here, frames } = supervise('tells-environment', { env: { HOME: '/nowhere' } })
  await here()
  const names = frames.flatMap(f => (f.kind === 'trouble' && f.what !== 'here' ? [f.what] : []))
  expect(names.filter(n => !n.startsWith('NODE_CHANNEL'))).toEqual(['HOME'])
})
