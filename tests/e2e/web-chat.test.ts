import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { type App, startApp } from '../../src/app/start.ts'
import { signPersonalLink } from '../../src/channels/web/link.ts'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { understand } from '../../src/knowledge/understanding/understand.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { sharingBuilt } from '../support/built.ts'
import {
  answers,
  desk,
  findChromium,
  goTo,
  openBrowser,
  openPage,
  phone,
  say,
  setClock,
  tabTo,
  textOf,
} from './browser.ts'

const chromium = findChromium()
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(chromium === null)('web chat in a browser', { timeout: 60_000 }, () => {
  let browser: Browser
  let data: string
  let app: App
  let faults: string[] = []

  const start = (more: Record<string, string> = {}) =>
    startApp(
      readConfig({ FAREWELL_PORT: '0', FAREWELL_DATA: data, FAREWELL_LOG: 'silent', ...sharingBuilt(), ...more }),
    )
  const open = async (device: typeof phone | typeof desk = phone, path = '') => {
    const opened = await openPage(browser, app.url + path, device)
    faults = opened.faults
    return opened.page
  }

  beforeAll(async () => {
    browser = await openBrowser(chromium!)
  }, 60_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'farewell-e2e-'))
    app = await start()
  })
  afterEach(async () => {
    // What some tests do to the network is seen in the console, too; anything else is a fault of the page.
    const own = faults.filter(fault => !fault.startsWith('Failed to load resource'))
    faults = []
    for (const context of browser.contexts()) await context.close()
    await app.stop()
    await rm(data, { recursive: true, force: true })
    expect(own).toEqual([])
  })

  it('answers a private question with its source line', async () => {
    const page = await open()
    await say(page, '怎么退宿')
    await answers(page).first().waitFor()
    expect(await textOf(answers(page).first().locator('.source'))).toMatch(/^来源（\S/)
    expect(await textOf(page.locator('#sample'))).toContain('示例学校')
    expect(faults).toEqual([])
  })

  it('answers in a group the one who calls it by name, and leaves other talk alone', async () => {
    const page = await open()
    await goTo(page, '示例同学乙', '示例1班毕业群')
    await say(page, '晚上一起吃火锅吗')
    await page.click('#mention')
    expect(await page.inputValue('#box')).toBe('@离校小助手 ')
    await page.keyboard.type('怎么退宿')
    await page.keyboard.press('Enter')
    await answers(page).first().waitFor()
    expect(await answers(page).count()).toBe(1)
    expect(await textOf(answers(page).locator('.to'))).toBe('@示例同学乙')
  })

  it('speaks to the bot in a group by replying to it', async () => {
    const page = await open()
    await goTo(page, '示例同学乙', '示例1班毕业群')
    await say(page, '@离校小助手 怎么退宿')
    await page.getByRole('button', { name: /^回复小助手/ }).click()
    expect(await textOf(page.locator('#quoted'))).toContain('回复 离校小助手')
    await page.keyboard.type('档案去哪了')
    await page.keyboard.press('Enter')
    await answers(page).nth(1).waitFor()
    expect(await page.locator('#quote').isHidden()).toBe(true)
  })

  // What is taught anew may make one of them clear.
  const knowledge = loadKnowledge('knowledge', { zone: 'Asia/Shanghai' })
  const ambiguous = ['报名', '怎么补', '转移', '证明', '关系', '照片', '系统'].find(word => {
    const { outcome, candidates } = understand(knowledge, word)
    return outcome === 'clarify' && candidates.length > 1
  })!

  it('offers choices as buttons, each good for one click', async () => {
    const page = await open()
    await say(page, ambiguous)
    const button = page.locator('.bot .choices button').first()
    await button.click()
    await answers(page).nth(1).waitFor()
    expect(await textOf(page.locator('.own .bubble').last())).toBe('1')
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(await button.isDisabled()).toBe(true)
    await button.click({ force: true })
    expect(await page.locator('.own').count()).toBe(2)
  })

  it('lets one rate an answer once, and remembers it over a reload', async () => {
    const page = await open()
    await say(page, '怎么退宿')
    await page.getByRole('button', { name: '有用', exact: true }).click()
    await answers(page).nth(1).waitFor()
    await page.reload()
    await answers(page).nth(1).waitFor()
    expect(await textOf(page.locator('.rating button[aria-pressed="true"]'))).toContain('有用')
    expect(await page.locator('.rating button[aria-disabled="false"]').count()).toBe(0)
  })

  it('answers otherwise when the clock is set past the deadline', async () => {
    const page = await open()
    await setClock(page, '6月29日 20:00')
    await say(page, '退宿什么时候截止')
    expect(await textOf(answers(page).first())).toContain('明天')
    await setClock(page, '7月1日 9:00')
    expect(await textOf(page.locator('#open-clock'))).toContain('7月1日')
    await say(page, '退宿什么时候截止')
    await answers(page).nth(1).waitFor()
    expect(await textOf(answers(page).nth(1))).toContain('已经过了')
  })

  it('shows a picture before and after it is sent', async () => {
    const page = await open()
    await page.setInputFiles('#pick', { name: 'a.png', mimeType: 'image/png', buffer: picture })
    await page.locator('#tray li.kept img').waitFor()
    await page.click('#send')
    await page.locator('.own .picture img').waitFor()
    await answers(page).first().waitFor()
    const width = () => page.evaluate('document.querySelector(".own .picture img").naturalWidth')
    await expect.poll(width).toBe(1)
    await page.locator('.own .picture').click()
    expect(await page.locator('#viewer').isVisible()).toBe(true)
  })

  it('refuses what is no picture, and says so', async () => {
    const page = await open()
    await page.setInputFiles('#pick', { name: 'a.pdf', mimeType: 'application/pdf', buffer: picture })
    await expect.poll(() => textOf(page.locator('#trouble'))).toContain('只能发')
    expect(await page.locator('#tray li').count()).toBe(0)
  })

  it('says why a picture was not kept, and why a line with a picture that is gone was not taken', async () => {
    const page = await open()
    const torn = { name: 'a.png', mimeType: 'image/png', buffer: picture.subarray(0, 40) }
    await page.setInputFiles('#pick', torn)
    await expect.poll(() => textOf(page.locator('#trouble'))).toContain('打不开')
    expect(await page.locator('#tray .again').count()).toBe(0)
    await page.locator('#tray .remove').click()
    await expect.poll(() => textOf(page.locator('#trouble'))).toBe('')
    await page.setInputFiles('#pick', { ...torn, buffer: picture })
    await page.locator('#tray li.kept img').waitFor()
    const database = await openDatabase(data, { shared: true })
    await database.db.deleteFrom('picture').execute()
    await database.close()
    await page.click('#send')
    await expect.poll(() => textOf(page.locator('.own').last())).toContain('有张图片已经不在了')
  })

  it('shows a line once however often it was sent', async () => {
    const page = await open()
    const frame = { id: randomUUID(), chat: 'web:s1:private', person: 'web:s1', text: '怎么退宿' }
    await Promise.all([post(app, frame), post(app, frame), post(app, frame)])
    await answers(page).first().waitFor()
    await say(page, '谢谢')
    await answers(page).nth(1).waitFor()
    expect(await page.locator('.own').count()).toBe(2)
    expect(await answers(page).count()).toBe(2)
  })

  it('shows what is typed as text, never as HTML', async () => {
    const page = await open()
    await say(page, '<img src=x onerror="document.title=1"><b>怎么退宿</b>')
    await answers(page).first().waitFor()
    expect(await textOf(page.locator('.own .bubble'))).toContain('<b>怎么退宿</b>')
    expect(await page.locator('.bubble b, .bubble img').count()).toBe(0)
  })

  it('does not send while an input method is composing', async () => {
    const page = await open()
    await page.fill('#box', 'tuisu')
    await page.locator('#box').dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    await page.press('#box', 'Shift+Enter')
    expect(await page.inputValue('#box')).toBe('tuisu\n')
    expect(await page.locator('.own').count()).toBe(0)
  })

  it.each([320, 360, 390, 430])('never scrolls sideways on a phone %i wide', async width => {
    const page = await open({ ...phone, viewport: { width, height: 700 } })
    await goTo(page, '示例同学甲', '示例1班毕业群')
    await say(page, `@离校小助手 怎么退宿 ${'很长的网址https://example.org/'.repeat(4)}${'x'.repeat(200)}`)
    await answers(page).first().waitFor()
    await page.click('#open-clock')
    const widthOf = (place: string) => page.evaluate<number>(`document.querySelector('${place}').scrollWidth`)
    expect(await widthOf('html')).toBe(width)
    expect(await widthOf('#scroll')).toBeLessThanOrEqual(width)
  })

  it('can be used with the keyboard alone', async () => {
    const page = await open(desk)
    await tabTo(page, 'input[name=person]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '.chats li:nth-child(2) button')
    await page.keyboard.press('Enter')
    expect(await textOf(page.locator('#title'))).toContain('示例1班毕业群')
    await tabTo(page, '#box')
    await page.keyboard.type('@离校小助手 怎么退宿')
    await page.keyboard.press('Enter')
    await answers(page).first().waitFor()
    expect(await textOf(answers(page).locator('.to'))).toBe('@示例同学乙')
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, '.rating button', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('.rating button[aria-pressed="true"]').waitFor()
  })

  it('closes drawer and dialog with Escape and gives the focus back', async () => {
    const page = await open()
    for (const [opener, opened] of [
      ['#open-side', '#side'],
      ['#open-clock', '#clock'],
    ] as const) {
      await page.focus(opener)
      await page.keyboard.press('Enter')
      await page.locator(opened).waitFor()
      await page.keyboard.press('Escape')
      await page.locator(opened).waitFor({ state: 'hidden' })
      await page.locator(`${opener}:focus`).waitFor()
    }
  })

  it('marks a chat in which something new was said', async () => {
    const page = await open(desk)
    await post(app, { id: randomUUID(), chat: 'web:g1', person: 'web:s2', text: '大家好' })
    await page.locator('.chats .dot').waitFor()
    await page.locator('.chats button', { hasText: '示例1班毕业群' }).click()
    expect(await textOf(page.locator('.bubble'))).toBe('大家好')
    expect(await page.locator('.chats .dot').count()).toBe(0)
  })

  it('keeps a line written while the server is gone, and sends it once when it is back', async () => {
    const page = await open()
    await say(page, '怎么退宿')
    await answers(page).first().waitFor()
    await app.stop()
    await expect.poll(() => textOf(page.locator('#status'))).toContain('正在重连')
    await say(page, '档案去哪了')
    await page.locator('.own .fate', { hasText: '重发' }).waitFor()
    app = await start({ FAREWELL_PORT: new URL(app.url).port })
    await answers(page).nth(1).waitFor({ timeout: 20_000 })
    await expect.poll(() => textOf(page.locator('#status'))).toBe('')
    expect(await page.locator('.own').count()).toBe(2)
    expect(await textOf(page.locator('.own .fate').last())).toBe('')
    const { messages } = (await (await fetch(`${app.url}/api/messages?chat=web:s1:private`)).json()) as {
      messages: WireMessage[]
    }
    expect(messages.map(m => m.from?.id ?? 'bot')).toEqual(['web:s1', 'bot', 'web:s1', 'bot'])
  })

  it('says that a line did not go out, and sends it on 重试', async () => {
    const page = await open()
    await page.route('**/api/messages', route => route.fulfill({ status: 413, json: { error: 'too-large' } }))
    await say(page, '怎么退宿')
    await page.locator('.own .fate', { hasText: '没有发出去：内容太大了' }).waitFor()
    await page.unroute('**/api/messages')
    await page.getByRole('button', { name: '重试' }).click()
    await answers(page).first().waitFor()
    expect(await page.locator('.own').count()).toBe(1)
  })

  it('reads back to the very first line, without moving what is being read', async () => {
    const database = await openDatabase(data, { shared: true })
    const transcript = makeTranscript(database)
    for (let n = 1; n <= 420; n++)
      await transcript.add({
        id: `old-message-${n}`,
        chat: 'web:s1:private',
        from: { id: 'web:s1', name: '示例同学甲' },
        to: null,
        text: `第 ${n} 句`,
        images: [],
        choices: [],
        rateable: false,
        at: new Date(Date.now() - 600_000 + n * 1000).toISOString(),
      })
    await database.close()
    const page = await open()
    await page.getByText('第 420 句', { exact: true }).waitFor()
    expect(await page.getByText('第 120 句', { exact: true }).count()).toBe(0)
    await page.locator('#scroll').evaluate(scroll => {
      scroll.scrollTop = 0
    })
    await page.getByText('第 120 句', { exact: true }).waitFor({ state: 'attached' })
    // The line that stood on top is still in sight, and the older ones are above it.
    await expect.poll(() => page.getByText('第 121 句', { exact: true }).isVisible()).toBe(true)
    expect(await page.locator('#scroll').evaluate(scroll => scroll.scrollTop)).toBeGreaterThan(500)
    await page.locator('#scroll').evaluate(scroll => {
      scroll.scrollTop = 0
    })
    await page.getByText('第 1 句', { exact: true }).waitFor({ state: 'attached' })
    expect(await page.locator('.own').count()).toBe(420)
  })

  it('shows the holder of a signed link only their own private chat, and a stranger nothing', async () => {
    const secret = 'x'.repeat(40)
    await cp('knowledge', join(data, 'knowledge'), { recursive: true })
    const school = join(data, 'knowledge/school.yaml')
    await writeFile(school, (await readFile(school, 'utf8')).replace(/^sample: true/m, 'sample: false'))
    await app.stop()
    const config = {
      FAREWELL_WEB: 'signed',
      FAREWELL_SECRET: secret,
      FAREWELL_KNOWLEDGE: join(data, 'knowledge'),
      // The sandbox's folder holds its made-up roster.
      FAREWELL_DATA: join(data, 'signed'),
      ...sharingBuilt(),
    }
    app = await start(config)
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(app.url)
    await stranger.getByText('专属链接').waitFor()
    const pass = { person: 'web:p1', name: '张三', until: new Date(Date.now() + 60_000), generation: 0 }
    const page = await open(phone, `/in/${signPersonalLink(pass, readConfig({ ...config }).secret!)}`)
    await page.getByRole('button', { name: '进入' }).click()
    await say(page, '怎么退宿')
    await answers(page).first().waitFor()
    for (const hidden of ['#open-side', '#open-clock', '#sample', '#side'])
      expect(await page.locator(hidden).isVisible()).toBe(false)
  })
})

const post = (app: App, frame: object) =>
  fetch(`${app.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(frame),
  })
