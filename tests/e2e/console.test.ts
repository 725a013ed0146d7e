import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { pages } from '../../src/console/pages.ts'
import { addressOf } from '../../src/console/shell.ts'
import { fillCollege, weekEnd } from '../support/college.ts'
import { serveConsole } from '../support/console-server.ts'
import { keepSample } from '../support/notice/intake.ts'
import { desk, findChromium, openBrowser, phone } from './browser.ts'

/** Evaluated by the debugger, since the CSP lets no script in but our own. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const chromium = findChromium()
/** Where pictures of all pages are put, for whoever looks at them. */
const shots = process.env.FAREWELL_TEST_SHOTS
const root = resolve(import.meta.dirname, '../..')
const addresses = [...pages.map(p => addressOf(p.name)), '/desk/more', '/desk/notice/N1', '/desk/notice/N1/1']

const small = { ...phone, viewport: { width: 320, height: 640 } }
const looks = [
  { name: 'phone', device: { ...phone, colorScheme: 'light' } },
  { name: 'phone-dark', device: { ...small, colorScheme: 'dark' } },
  { name: 'desk', device: { ...desk, colorScheme: 'light' } },
  { name: 'desk-dark', device: { ...desk, colorScheme: 'dark' } },
] as const

describe.runIf(chromium)('the console, at the end of a college’s week, in a real browser', () => {
  let browser: Browser
  let folder: string
  let served: Awaited<ReturnType<typeof serveConsole>>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'farewell-console-'))
    await fillCollege(folder)
    const content = loadContent({
      knowledge: join(root, 'knowledge'),
      flows: join(root, 'flows'),
      zone: 'Asia/Shanghai',
    })
    served = await serveConsole(folder, { content, now: weekEnd })
    await keepSample(served.database)
    browser = await openBrowser(chromium!)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A browser in which a member of staff has signed in by pressing the way in. */
  async function signedIn(
    number: string,
    device: object,
  ): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
    const context = await browser.newContext(device)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', said => void (said.type() === 'error' && faults.push(said.text())))
    await page.goto(await served.wayIn(number))
    await page.locator('button').click()
    await page.locator('h1').waitFor()
    return { page, context, faults }
  }

  for (const { name, device } of looks)
    it(`every page can be read and used by anybody: ${name}`, async () => {
      const { page, context, faults } = await signedIn('D1', device)
      for (const address of addresses) {
        await page.goto(served.url + address)
        const width = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        expect([address, 'wider than the screen', width]).toEqual([address, 'wider than the screen', 0])
        const cut = '[...document.querySelectorAll(".table")].filter(t => t.scrollWidth > t.clientWidth).length'
        expect([address, 'tables that are cut', await page.evaluate(cut)]).toEqual([address, 'tables that are cut', 0])
        expect([address, await findingsOf(page)]).toEqual([address, []])
        if (shots) await shoot(page, `${name}-${address.slice(1).replace(/\W/g, '-')}`)
      }
      expect(faults).toEqual([])
      expect(served.errors).toEqual([])
      await context.close()
    })

  it('shows the same without JavaScript', async () => {
    const { page, context } = await signedIn('D1', { ...phone, javaScriptEnabled: false })
    for (const address of addresses) {
      await page.goto(served.url + address)
      expect((await page.locator('main').innerText()).length, address).toBeGreaterThan(10)
    }
    await context.close()
  })

  it('waits with what is new while somebody ticks, and shows it then', async () => {
    const { page, context } = await signedIn('D1', desk)
    // A stream whose events come when the test says so.
    await page.addInitScript(
      `window.EventSource = class extends EventTarget { constructor() { super(); window.stream = this } close() {} }`,
    )
    await page.goto(`${served.url}/desk/scams`)
    const tell = (text: string) =>
      page.evaluate(`stream.dispatchEvent(new MessageEvent('part', { data: ${JSON.stringify(`<p>${text}</p>`)} }))`)
    const part = page.locator('#live')
    await part.locator('td.pick input').first().check()
    await tell('一')
    await tell('二')
    expect(await part.locator('input:checked').count()).toBe(1)
    await part.locator('input:checked').first().uncheck()
    // The box has the focus still.
    await page.locator('h1').click()
    await part.getByText('二').waitFor()
    expect(await part.innerText()).toBe('二')
    await context.close()
  })

  it('is one click away on a desk and two on a phone', async () => {
    const { page, context } = await signedIn('T1', phone)
    await page.getByRole('navigation', { name: '常用页面' }).getByText('更多').click()
    await page.getByRole('link', { name: /^待办/ }).first().click()
    expect(await page.locator('h1').innerText()).toBe('待办')
    await context.close()
  })
})

/** What axe finds wrong with a page: rule and place. */
async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const run =
    'axe.run(document, { resultTypes: ["violations"] }).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + " " + n.target.join(" "))))'
  return page.evaluate(run) as Promise<string[]>
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots!, { recursive: true })
  await page.screenshot({ path: join(shots!, `${name}.png`), fullPage: true })
}
