/**
 * How large and how quick the pages of the console are: `npm run bench:console`.
 *
 * `server`: milliseconds of each page at 20,000 students, from the request to its last byte, on loopback. `phone`: every page at the end of a week of
 * 400 students, and the largest list with 500 rows, on a phone with 1.6 Mbit/s, 150 ms and a processor four times slower: bytes as they travel
 * and seconds until it can be used (parsed, styled, its script run), nothing kept from a visit before. `batch`: milliseconds of what is done for many at
 * once (see `console-batch.ts`).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadContent } from '../../src/bot/content.ts'
import { contentData, openContent } from '../../src/bot/packed.ts'
import { pages } from '../../src/console/pages.ts'
import { addressOf } from '../../src/console/shell.ts'
import { findChromium, openBrowser, phone } from '../e2e/browser.ts'
import { college400, fillCollege, weekEnd } from '../support/college.ts'
import { serveConsole } from '../support/console-server.ts'
import { fillFolder, type Size } from '../support/week.ts'
import { batch, batchSize } from './console-batch.ts'
import { machine, percentile, table } from './measure.ts'

const root = resolve(import.meta.dirname, '../..')
const read = loadContent({ knowledge: join(root, 'knowledge'), flows: join(root, 'flows'), zone: 'Asia/Shanghai' })
/** As every start but the first one takes it. */
const content = openContent(contentData(read))
const addresses = [
  ...pages.map(p => addressOf(p.name)),
  '/desk/broadcasts/A03',
  '/desk/answers/checkout-when',
  '/desk/answers/unanswered',
  '/desk/facts/checkout.end',
  '/desk/more',
]
const large: Size = { classes: 500, perClass: 40, counselors: 50 }

type Served = Awaited<ReturnType<typeof serveConsole>>

/** The console of a college of some size, at the end of its week unless it is filled otherwise. */
async function served<T>(
  size: Size,
  go: (served: Served) => Promise<T>,
  filling: (folder: string, size: Size) => Promise<void> = fillCollege,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-desk-'))
  try {
    await filling(folder, size)
    const one = await serveConsole(folder, { content, now: weekEnd })
    try {
      return await go(one)
    } finally {
      await one.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function cookieOf({ wayIn }: Served, number: string): Promise<string> {
  const entered = await fetch(await wayIn(number), { method: 'POST', redirect: 'manual' })
  return entered.headers.get('set-cookie')!.split(';')[0]!
}

/** Milliseconds of each page, warm, for who sees all of it. */
function server(): Promise<string[][]> {
  return served(large, async one => {
    const headers = { cookie: await cookieOf(one, 'D1') }
    const rows: string[][] = []
    for (const address of addresses) {
      // Nobody looks at so many pages in a minute.
      one.clock.jump(60_000)
      const times: number[] = []
      let bytes = 0
      for (let n = 0; n < 110; n++) {
        const begun = performance.now()
        const answer = await fetch(one.url + address, { headers })
        bytes = (await answer.arrayBuffer()).byteLength
        if (n >= 10) times.push(performance.now() - begun)
      }
      const ms = (share: number) => percentile(times, share).toFixed(1)
      rows.push([address, ms(50), ms(99), (bytes / 1024).toFixed(0)])
    }
    return rows
  })
}

/** Bytes and seconds of each page on a slow phone. */
function onPhone(): Promise<string[][]> {
  return served({ ...college400, classes: 13 }, async one => {
    const browser = await openBrowser(findChromium()!)
    const rows: string[][] = []
    for (const address of [...addresses, '/desk/roster?class=']) {
      // Nobody signs in so often in a minute.
      one.clock.jump(60_000)
      const context = await browser.newContext(phone)
      const page = await context.newPage()
      await page.goto(await one.wayIn('D1'))
      await page.locator('button').click()
      const line = await context.newCDPSession(page)
      await line.send('Network.enable')
      await line.send('Network.setCacheDisabled', { cacheDisabled: true })
      const kbit = 1_600_000 / 8
      await line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: kbit,
        uploadThroughput: kbit,
      })
      await line.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      let [travelled, document] = [0, 0]
      let whole = ''
      line.on('Network.responseReceived', ({ requestId, type }) => {
        if (type === 'Document') whole = requestId
      })
      line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (requestId === whole) document = encodedDataLength
        travelled += encodedDataLength
      })
      const begun = performance.now()
      await page.goto(one.url + address, { waitUntil: 'load' })
      const seconds = (performance.now() - begun) / 1000
      const count = await page.locator('tbody tr').count()
      rows.push([
        address,
        String(count),
        (document / 1024).toFixed(1),
        (travelled / 1024).toFixed(1),
        seconds.toFixed(2),
      ])
      await context.close()
    }
    await browser.close()
    return rows
  })
}

console.log(machine())
const [which] = process.argv.slice(2)
const isWanted = (part: string) => which === undefined || which === part
if (isWanted('batch')) {
  const rows = await served(
    batchSize,
    async one => batch(one, content, { cookie: await cookieOf(one, 'D1') }),
    fillFolder,
  )
  console.log(
    table([
      [
        'for many at once',
        'first ms',
        'least ms',
        'p50 ms',
        'most ms',
        'processor ms, p50',
        'longest wait of others, ms, p50',
      ],
      ...rows,
    ]),
  )
}
if (isWanted('server')) console.log(table([['20,000 students', 'p50 ms', 'p99 ms', 'KB plain'], ...(await server())]))
if (isWanted('phone')) console.log(table([['slow phone', 'rows', 'page KB', 'all KB', 's'], ...(await onPhone())]))
