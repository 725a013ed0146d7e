import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { type App, startApp } from '../../src/app/start.ts'
import { signOneTimeLink } from '../../src/channels/web/one-time-link.ts'
import { openDatabase } from '../../src/store/open.ts'
import { sharingBuilt } from '../support/built.ts'
import { answers, findChromium, openBrowser, phone, textOf } from './browser.ts'

const chromium = findChromium()

describe.skipIf(chromium === null)('a one-time link out of a group, in a browser', { timeout: 60_000 }, () => {
  let data: string
  let app: App
  let config: ReturnType<typeof readConfig>

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'farewell-e2e-'))
    const knowledge = join(data, 'knowledge')
    await cp('knowledge', knowledge, { recursive: true })
    const school = join(knowledge, 'school.yaml')
    await writeFile(school, (await readFile(school, 'utf8')).replace(/^sample: true/m, 'sample: false'))
    config = readConfig({
      FAREWELL_PORT: '0',
      FAREWELL_DATA: join(data, 'data'),
      ...sharingBuilt(),
      FAREWELL_KNOWLEDGE: knowledge,
      FAREWELL_LOG: 'silent',
      FAREWELL_WEB: 'signed',
      FAREWELL_SECRET: 'a secret of tests that is long enough',
    })
    app = await startApp(config)
    const database = await openDatabase(config.data, { shared: true })
    const link = { id: 'once1', says: '助学贷款毕业确认', frame: null, until: Date.now() + 900_000 }
    await database.db.insertInto('door').values(link).execute()
    await database.close()
  }, 60_000)
  afterAll(async () => {
    await app?.stop()
    await rm(data, { recursive: true, force: true })
  })

  it('leads into a private chat in which the flow goes on, and then no further', async () => {
    const browser = await openBrowser(chromium!)
    try {
      const url = `${app.url}/go/${signOneTimeLink('once1', config.secret!)}`
      const page = await browser.newPage(phone)
      const faults: unknown[] = []
      page.on('pageerror', error => faults.push(error))
      await page.goto(url)
      await page.getByRole('button', { name: '打开' }).click()
      await answers(page).first().waitFor()
      expect(await textOf(answers(page).first())).toContain('你的国家助学贷款是哪一种')
      expect(faults).toEqual([])
      const other = await browser.newPage(phone)
      await other.goto(url)
      await other.getByRole('button', { name: '打开' }).click()
      await other.getByText('这个链接已经用过').waitFor()
    } finally {
      await browser.close()
    }
  })
})
