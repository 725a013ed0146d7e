/** What the console does for many at once: `npm run bench:console batch`. Each figure is from the request of the press to the last byte of its answer, on loopback. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Content } from '../../src/bot/content.ts'
import { entryText } from '../../src/knowledge/layer/written.ts'
import type { serveConsole } from '../support/console-server.ts'
import { college, rosterOf, type Size } from '../support/week.ts'
import { percentile } from './measure.ts'

/** A college of 500 students. */
export const batchSize: Size = { classes: 25, perClass: 20, counselors: 5 }

const questions = readFileSync(resolve(import.meta.dirname, '../content/questions-blind.tsv'), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t')[0]!)
  .slice(0, 300)

type Values = Record<string, string | readonly string[]>

/** Presses a button of a page; the milliseconds to the last byte of what is shown then, those that the processor worked, and how long nothing else was done meanwhile at most. */
async function press({ url, headers }: Signed, path: string, values: Values, token: string) {
  const form = new FormData()
  const all = { ...values, token, back: path.replace(/\/-\/.*/, '') }
  for (const [name, value] of Object.entries(all)) for (const one of [value].flat()) form.append(name, one)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const [begun, worked] = [performance.now(), process.cpuUsage()]
  const answer = await fetch(url + path, { method: 'POST', body: form, headers })
  const text = await answer.text()
  const ms = performance.now() - begun
  const cpu = process.cpuUsage(worked).user / 1000
  delay.disable()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${/role="alert"[^>]*>([^<]*)/.exec(text)?.[1]}`)
  return { ms, cpu, blocked: delay.max / 1e6, text }
}

/** Somebody who is signed in. */
interface Signed {
  url: string
  headers: { cookie: string }
}

const tokenAt = async ({ url, headers }: Signed, path: string) =>
  /name="token" value="([^"]+)"/.exec(await (await fetch(url + path, { headers })).text())![1]!

/** The drafts that are tried: each time another text, so that nothing is known of it from the time before. */
function draftsOf({ knowledge }: Content): [string, (n: number) => Values][] {
  const text = entryText(knowledge.entries.get('checkout-steps')!)
  return [
    ['an entry, its long text', n => ({ draft: text.replace('### 私聊\n\n', `### 私聊\n\n第 ${n} 稿：`) })],
    ['an entry, its short text', n => ({ draft: text.replace('### 群里\n\n', `### 群里\n\n第 ${n} 稿：`) })],
    [
      'an entry, a way of asking',
      n => ({ draft: text.replace('asks:\n', `asks:\n  - 第 ${n} 遍铺盖卷起来以后该干啥\n`) }),
    ],
    ['a value', n => ({ key: 'checkout.end', part: JSON.stringify({ college }), value: `2027-06-${10 + n}` })],
  ]
}

const rounds = 7

/** The parts as rows of a table. */
export async function batch(
  served: Awaited<ReturnType<typeof serveConsole>>,
  content: Content,
  headers: { cookie: string },
): Promise<string[][]> {
  const who = { url: served.url, headers }
  const rows: string[][] = []
  const measured = async (name: string, go: (n: number) => ReturnType<typeof press>) => {
    const times: Record<'ms' | 'cpu' | 'blocked', number>[] = []
    for (let n = 0; n < rounds; n++) {
      served.clock.jump(60_000)
      times.push(await go(n))
    }
    const middle = (of: 'ms' | 'cpu' | 'blocked') =>
      percentile(
        times.map(t => t[of]),
        50,
      )
    const all = times.map(t => t.ms)
    const figures = [times[0]!.ms, Math.min(...all), middle('ms'), Math.max(...all), middle('cpu'), middle('blocked')]
    rows.push([name, ...figures.map(figure => figure.toFixed(0))])
  }
  for (const [name, draft] of draftsOf(content))
    await measured(`try 300 questions before and after ${name}`, async n =>
      press(
        who,
        '/desk/answers/-/try',
        { list: questions.join('\n'), ...draft(n) },
        await tokenAt(who, '/desk/answers/try'),
      ),
    )
  await measured('publish a broadcast to 500 people', async n => {
    const notice = {
      template: '普通通知',
      level: '普通',
      roles: 'student',
      loan: 'any',
      when: 'now',
      body: `第 ${n} 次：明天下午交表。`,
    }
    const token = await tokenAt(who, '/desk/broadcasts/new')
    const units = JSON.stringify({ of: 'college', college })
    const { text } = await press(who, '/desk/broadcasts/-/keep', { ...notice, units }, token)
    const number = /name="number" value="([^"]+)"/.exec(text)![1]!
    return press(who, '/desk/broadcasts/-/publish', { number, sure: '1' }, token)
  })
  const numbers = rosterOf(batchSize)
    .filter(p => /^\d/.test(p.number))
    .map(p => p.number)
  await measured('tag 500 people', async n =>
    press(
      who,
      '/desk/roster/-/tag',
      { numbers, tag: '党员', on: n % 2 === 0 ? 'yes' : 'no' },
      await tokenAt(who, '/desk/roster?class=1班'),
    ),
  )
  return rows
}
