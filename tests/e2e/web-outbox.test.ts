import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { startApp } from '../../src/app/start.ts'
import { sharingBuilt } from '../support/built.ts'
import { tempFolder } from '../support/folder.ts'
import { answers, findChromium, openBrowser, openPage, phone, say, textOf } from './browser.ts'

const chromium = findChromium()

/** How many lines the tab keeps until the server has taken them. */
const waitingIn = (page: Page) =>
  page.evaluate<number>('JSON.parse(sessionStorage.getItem("farewell-outbox") ?? "[]").length')

describe.skipIf(chromium === null)('lines on their way in a browser', { timeout: 60_000 }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser(chromium!)
  }, 60_000)
  afterAll(() => browser?.close())

  /** The page of a bot of its own, on a phone. */
  async function open(): Promise<Page> {
    const data = tempFolder()
    const app = await startApp(
      readConfig({ FAREWELL_PORT: '0', FAREWELL_DATA: data, FAREWELL_LOG: 'silent', ...sharingBuilt() }),
    )
    onTestFinished(() => app.stop())
    const { page } = await openPage(browser, app.url, phone)
    onTestFinished(() => page.context().close())
    return page
  }

  it('keeps a line as being sent until the server has taken it, even when it sees it already, and shows it once', async () => {
    const page = await open()
    // The server takes it, and the answer is lost on the way.
    await page.route('**/api/messages', async route => {
      await route.fetch()
      await route.abort()
    })
    await say(page, '怎么退宿')
    await answers(page).first().waitFor()
    await page.locator('.own .fate', { hasText: '正在重发' }).waitFor()
    expect(await waitingIn(page)).toBe(1)
    await page.reload()
    await page.locator('.own .fate', { hasText: '正在重发' }).waitFor()
    await page.unroute('**/api/messages')
    await expect.poll(() => waitingIn(page)).toBe(0)
    await expect.poll(() => textOf(page.locator('.own .fate'))).toBe('')
    expect([await page.locator('.own').count(), await answers(page).count()]).toEqual([1, 1])
  })

  it('says before sending that a text is too long, and keeps it', async () => {
    const page = await open()
    await page.fill('#box', '离'.repeat(4001))
    expect(await textOf(page.locator('#trouble'))).toContain('4001 个字，一条最多 4000 个')
    await page.press('#box', 'Enter')
    expect(await page.locator('.own').count()).toBe(0)
    await page.press('#box', 'Backspace')
    expect(await textOf(page.locator('#trouble'))).toBe('')
    await page.press('#box', 'Enter')
    await answers(page).first().waitFor()
    expect(await textOf(page.locator('.own .fate'))).toBe('')
  })

  it('keeps the words of a line that was refused, over a reload, until they are dropped', async () => {
    const page = await open()
    await page.route('**/api/messages', route => route.fulfill({ status: 413, json: { error: 'too-long' } }))
    await say(page, '很长的话')
    await page.locator('.own .fate', { hasText: '没有发出去：太长了，请分几条发' }).waitFor()
    await page.reload()
    await page.locator('.own .fate', { hasText: '没有发出去：太长了，请分几条发' }).waitFor()
    expect(await textOf(page.locator('.own .bubble'))).toBe('很长的话')
    await page.getByRole('button', { name: '删除' }).click()
    expect([await page.locator('.own').count(), await waitingIn(page)]).toEqual([0, 0])
  })

  it('says that unsent words wait when the pass has expired, and sends them with a new one', async () => {
    const page = await open()
    const noPass = { status: 401, json: { error: 'no-pass' } }
    await page.route('**/api/messages', route => route.fulfill(noPass))
    await say(page, '怎么退宿')
    await page.locator('.own .fate', { hasText: '专属链接过期了' }).waitFor()
    await page.route('**/api/start', route => route.fulfill(noPass))
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await page.locator('#notice', { hasText: '没发出去的话还留在这个标签页里' }).waitFor()
    await page.unrouteAll()
    await page.reload()
    await answers(page).first().waitFor()
    expect(await page.locator('.own').count()).toBe(1)
  })

  it('throws away unsent words that somebody else left in the tab', async () => {
    const page = await open()
    const left = {
      id: 'left-by-another',
      chat: 'web:p:9:private',
      person: { id: 'web:p:9', name: '别人' },
      text: '私话',
    }
    const line = { ...left, pictures: [], repliesToBot: false, at: '2026-06-01T00:00:00Z', state: 'sending' }
    await page.evaluate(lines => sessionStorage.setItem('farewell-outbox', lines), JSON.stringify([line]))
    await page.reload()
    await page.locator('#app').waitFor()
    expect(await waitingIn(page)).toBe(0)
  })
})
