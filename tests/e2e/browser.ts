import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'

const places = [
  process.env.FAREWELL_TEST_CHROMIUM,
  process.env.FAREWELL_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Where a Chromium is on this machine, or null; then the tests that need one are left out, and this says so. */
export function findChromium(): string | null {
  const found = places.find(place => place !== undefined && existsSync(place))
  if (!found)
    warnLoudly([
      '没有找到 Chromium：网页聊天的浏览器测试全部跳过！',
      '安装：apt-get install chromium fonts-noto-cjk，或用 FAREWELL_TEST_CHROMIUM 指明位置',
    ])
  return found ?? null
}

/** Starts a headless Chromium with a fresh profile that talks to nobody but the page. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A phone in the hand, and a screen on the desk. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' }
export const desk = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' }

/** Opens the page in a context of its own; what goes wrong inside it (errors, 4xx, blocked by the CSP) is collected. */
export async function openPage(
  browser: Browser,
  url: string,
  device: typeof phone | typeof desk,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext(device)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(url)
  await page.locator('#app').waitFor()
  return { page, faults }
}

function warnLoudly(lines: string[]): void {
  const bar = '!'.repeat(72)
  console.warn(['', bar, bar, ...lines.map(line => `!!  ${line}`), bar, bar, ''].join('\n'))
}

/** What the bot has said. */
export const answers = (page: Page) => page.locator('.line.bot .bubble')

/** Types a line and waits until it is shown. */
export async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator('.own').count()
  await page.fill('#box', text)
  await page.press('#box', 'Enter')
  await page.locator('.own').nth(before).waitFor()
}

/** In the drawer: speaks as this person, in this chat. */
export async function goTo(page: Page, person: string, chat: string): Promise<void> {
  await page.click('#open-side')
  await page.locator('.person', { hasText: person }).click()
  await page.locator('.chats button', { hasText: chat }).click()
  await page.locator('#title', { hasText: chat }).waitFor()
}

export async function setClock(page: Page, label: string): Promise<void> {
  await page.click('#open-clock')
  await page.locator('#clock-quick button', { hasText: label }).click()
  await page.locator('#clock').waitFor({ state: 'hidden' })
}

/** Presses Tab until the focus is on such an element. */
export async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let n = 0; n < 40; n++) {
    if ((await page.locator(`:focus:is(${selector})`).count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}

/** An element's text as one sees it. */
export const textOf = (place: Locator) => place.innerText()
