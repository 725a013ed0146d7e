import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { type App, startApp } from '../../src/app/start.ts'
import { sharingBuilt } from '../support/built.ts'
import { answers, findChromium, goTo, openBrowser, openPage, phone, say, textOf } from './browser.ts'

const chromium = findChromium()

describe.skipIf(chromium === null)('the pledge on a phone', { timeout: 90_000 }, () => {
  let browser: Browser
  let data: string
  let app: App

  beforeAll(async () => {
    browser = await openBrowser(chromium!)
  }, 60_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'farewell-pledge-'))
    app = await startApp(
      readConfig({ FAREWELL_PORT: '0', FAREWELL_DATA: data, FAREWELL_LOG: 'silent', ...sharingBuilt() }),
    )
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await app.stop()
    await rm(data, { recursive: true, force: true })
  })

  /** Says a line and waits for what the bot makes of it. */
  const talk = async (page: Page, text: string, expected: string) => {
    await say(page, text)
    await answers(page).filter({ hasText: expected }).last().waitFor()
  }

  const sign = async (page: Page) => {
    // Name and class are those of the roster.
    await talk(page, '签承诺', '哪几条')
    await talk(page, '1 3 7', '可以存吗')
    await talk(page, '可以', '提交')
    await talk(page, '提交', '验证码')
    const text = await textOf(answers(page).last())
    return /验证码：([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(text.replace(/\s/g, ''))![1]!
  }

  it('ends with a certificate that shows in the chat', async () => {
    const { page } = await openPage(browser, app.url, phone)
    await sign(page)
    const image = page.locator('.bot .picture img').last()
    await image.waitFor()
    await expect
      .poll(() => page.evaluate('[...document.querySelectorAll(".bot .picture img")].at(-1).naturalWidth'), {
        timeout: 30_000,
      })
      .toBe(1240)
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(wide).toBe(0)
  })

  it('can be verified by anyone who has the code, until it is withdrawn', async () => {
    const { page } = await openPage(browser, app.url, phone)
    const code = await sign(page)
    const checking = await page.context().newPage()
    await checking.goto(`${app.url}/verify/${code}`)
    expect(await textOf(checking.locator('[role=status]'))).toContain('有效')
    await talk(page, '签承诺', '要做什么')
    await talk(page, '撤回', '已撤回')
    await checking.reload()
    expect(await textOf(checking.locator('[role=status]'))).toContain('已经撤回')
  })

  it('moves from the class group to the private chat', async () => {
    const { page } = await openPage(browser, app.url, phone)
    await goTo(page, '示例同学乙', '示例1班毕业群')
    await talk(page, '@离校小助手 签承诺', '私聊')
    await goTo(page, '示例同学乙', '和小助手私聊')
    await answers(page).filter({ hasText: '哪几条' }).last().waitFor()
  })
})
