import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { type App, startApp } from '../../src/app/start.ts'
import { Secret } from '../../src/core/secret.ts'
import { type BroadcastLink, signBroadcastLink } from '../../src/office/broadcasts/link.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { fillSchool, releaseBroadcast, studentNumber } from '../support/school.ts'
import { settingsIn } from '../support/web.ts'
import { findChromium, openBrowser, openPage, phone, textOf } from './browser.ts'

const chromium = findChromium()
const secret = 'a-secret-of-the-sample-school-0001'
const until = Date.now() + 86_400_000

describe.skipIf(chromium === null)('confirming by a link on a phone', { timeout: 90_000 }, () => {
  let browser: Browser
  let folder: string
  let app: App
  let database: Database

  beforeAll(async () => {
    browser = await openBrowser(chromium!)
  }, 60_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'farewell-confirm-'))
    const settings = settingsIn(folder)
    app = await startApp(readConfig({ ...settings, FAREWELL_SECRET: secret, FAREWELL_URL: 'https://bot.example' }))
    database = await openDatabase(settings.FAREWELL_DATA!, { shared: true })
    await fillSchool(database, 60)
    await releaseBroadcast(database, { at: Date.now() })
    // The running bot picks it up.
    await expect.poll(stateOfFirst, { timeout: 20_000 }).toBe('unreachable')
  }, 60_000)
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await database.close()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const row = async (number: string) =>
    database.db
      .selectFrom('broadcast_recipient')
      .select(['state', 'claimed_at'])
      .where('number', '=', number)
      .executeTakeFirst()
  const stateOfFirst = async () => (await row(studentNumber(0)))?.state
  const link = (pass: BroadcastLink) => `${app.url}/c/${signBroadcastLink(pass, new Secret(secret))}`
  const fits = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth'

  it('confirms with one press, and only then', async () => {
    const { page, faults } = await openPage(
      browser,
      link({ for: 'person', broadcast: 'A01', number: studentNumber(0), until }),
      phone,
    )
    expect(await textOf(page.locator('blockquote'))).toContain('有人冒充学校收钱')
    expect(await page.evaluate(fits)).toBe(true)
    expect(await stateOfFirst()).toBe('unreachable')
    await page.locator('button').click()
    expect(await textOf(page.locator('[role=status]'))).toContain('已记下 A01')
    expect(await stateOfFirst()).toBe('confirmed')
    expect(faults).toEqual([])
  })

  it('takes a student number on a class’s page and keeps it apart', async () => {
    const pass: BroadcastLink = { for: 'class', broadcast: 'A01', college: '示例学院', name: '1班', until }
    const { page } = await openPage(browser, link(pass), phone)
    await page.getByLabel('学号').fill(studentNumber(1))
    await page.locator('button').click()
    expect(await textOf(page.locator('[role=status]'))).toContain('已登记学号')
    const { state, claimed_at } = (await row(studentNumber(1)))!
    expect(state).toBe('unreachable')
    expect(claimed_at).not.toBeNull()
  })

  it('says clearly that a link is forged', async () => {
    const { page } = await openPage(browser, `${app.url}/c/forged.link`, phone)
    expect(await textOf(page.locator('[role=status]'))).toContain('这个链接不对')
    expect(await page.locator('button').count()).toBe(0)
  })
})
