import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

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
      '安装：apt-get install chromium fonts-noto-cjk，或用 FAREWELL_CHROMIUM 指明位置',
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
