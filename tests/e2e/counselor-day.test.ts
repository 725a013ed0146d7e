import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { pages } from '../../src/console/pages.ts'
import { addressOf } from '../../src/console/shell.ts'
import { talkBeside } from '../support/beside.ts'
import { readBook } from '../support/book.ts'
import { fillCollege, studentOf, weekEnd } from '../support/college.ts'
import { serveConsole } from '../support/console-server.ts'
import { findChromium, openBrowser, phone } from './browser.ts'

const chromium = findChromium()
const root = resolve(import.meta.dirname, '../..')

describe.runIf(chromium)('a counselor’s day, on a phone', () => {
  let browser: Browser
  let folder: string
  let served: Awaited<ReturnType<typeof serveConsole>>
  let page: Page
  let bot: Awaited<ReturnType<typeof talkBeside>>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'farewell-day-'))
    await fillCollege(folder, { classes: 10, perClass: 12, counselors: 5 })
    const places = { knowledge: join(root, 'knowledge'), flows: join(root, 'flows'), zone: 'Asia/Shanghai' }
    served = await serveConsole(folder, { content: loadContent(places), now: weekEnd })
    bot = await talkBeside(served)
    browser = await openBrowser(chromium!)
    page = await signedIn(phone)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A phone on which the counselor has signed in by pressing the way in. */
  async function signedIn(device: object): Promise<Page> {
    const opened = await (await browser.newContext(device)).newPage()
    await opened.goto(await served.wayIn('T1'))
    await opened.locator('button').click()
    await opened.locator('h1').waitFor()
    return opened
  }
  const main = () => page.locator('main')
  const open = (path: string) => page.goto(served.url + path)
  const press = async (name: string | RegExp) => {
    await main().getByRole('button', { name }).first().click()
    await page.waitForLoadState('load')
  }
  const says = () => main().getByRole('status').first().innerText()
  const db = () => served.database.db
  /** Where something arrived that says this. */
  const chatsOf = (arrived: readonly { chat: string; text: string }[], says: string) =>
    arrived.flatMap(one => (one.text.includes(says) ? [one.chat] : [])).sort()

  it('begins with what is most urgent, which was a false alarm', async () => {
    expect(await main().innerText()).toMatch(/马上要看[\s\S]*C02 还没有人跟进[\s\S]*等着你的/)
    await main().getByRole('link', { name: /C02/ }).click()
    await press('是误报')
    expect(await main().innerText()).toContain('再确认')
    await press(/误报/)
    expect(await says()).toContain('C02')
    expect(await db().selectFrom('crisis_case').select('number').execute()).toEqual([{ number: 'C01' }])
  })

  it('goes on with a request, answered through the bot after a look', async () => {
    await open('/desk/todo')
    await press('认领')
    await main().getByRole('link', { name: '回复、转给老师' }).first().click()
    await page.getByLabel('回复内容').fill('档案转到户籍地的人才中心就行，单位那边不用管。')
    await press('看一眼再发')
    expect(await main().innerText()).toContain('老师回复')
    await press(/发/)
    const row = await db()
      .selectFrom('handoff')
      .select(['answer', 'taker'])
      .where('taker', '=', 'T1')
      .executeTakeFirst()
    expect(row).toEqual({ taker: 'T1', answer: expect.stringContaining('人才中心') })
    expect(chatsOf(await bot.wait(1), '人才中心')).toEqual([`private/${studentOf(1, 3)}`])
  })

  it('writes to those who have not confirmed their loan, and sees before whom it reaches', async () => {
    await open('/desk/broadcasts/new?template=%E6%99%AE%E9%80%9A%E9%80%9A%E7%9F%A5')
    await page.getByLabel('正文').fill('还没做贷款毕业确认的同学，请这两天办好。')
    await page.getByLabel('用一句话写').fill('我带的班没做贷款确认的同学')
    await press('存下来，看完再发')
    expect(await main().innerText()).toMatch(/还没办《助学贷款毕业确认》|助学贷款/)
    await press(/^发布/)
    await press(/发/)
    const sent = await db()
      .selectFrom('broadcast')
      .select(['number', 'state'])
      .where('state', '=', 'approved')
      .execute()
    expect(sent).toMatchObject([{ number: 'A07' }])
    const chats = chatsOf(await bot.wait(1), '请这两天办好')
    // To those of the counselor's classes 1 and 6 who have a loan, each once, and to no group.
    expect(chats.filter(chat => !/^private\/20230[16](02|06|10)$/.test(chat))).toEqual([])
    expect([chats.length > 0, new Set(chats).size]).toEqual([true, chats.length])
  })

  it('lets what a teacher has read be shown, and takes it back', async () => {
    await open('/desk/contributions')
    await press('可以展示')
    const shown = () =>
      db()
        .selectFrom('submission')
        .select('number')
        .where('flow', '=', 'message')
        .where('state', '=', 'submitted')
        .execute()
    expect(await shown()).toHaveLength(1)
    await press('撤销')
    expect(await shown()).toHaveLength(0)
  })

  it('chooses what goes to 易班 this week, in order and with a line below, and takes it away as a table', async () => {
    await open('/desk/contributions')
    await press('可以展示')
    await press('可以展示')
    await main()
      .getByRole('link', { name: /^可以展示/ })
      .click()
    await press('选进这一周')
    await press('选进这一周')
    await main().getByRole('link', { name: '每周选送' }).click()
    const order = () => main().locator('article blockquote').allInnerTexts()
    const [first, second] = await order()
    await press('上移')
    expect(await order()).toEqual([second, first])
    await main().getByLabel('配文').first().fill('晚风还在')
    await press('存配文')
    expect(await says()).toContain('配文')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      main().getByRole('link', { name: '下载表格' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('每周选送-2027-06-07.xlsx')
    const rows = readBook(readFileSync(await download.path())).每周选送!
    expect(rows.slice(1).map(r => [r[0], r[4], r[5], r[6]])).toEqual([
      ['1', second, '示例同学6-8', '晚风还在'],
      ['2', first, '匿名', ''],
    ])
    // Nobody is in what leaves but by the name that they gave for it.
    expect(JSON.stringify(rows)).not.toMatch(/示例同学1-6|2023\d{4}/)
    await main().getByRole('link', { name: '打印版' }).click()
    expect(await main().innerText()).toMatch(/晚风[\s\S]*—— 示例同学6-8\s*晚风还在[\s\S]*—— 匿名/)
    expect(await main().innerText()).not.toContain('示例同学1-6')
    expect(await bot.wait(1)).toEqual([])
  })

  it('changes a date without JavaScript, and whoever was told the old one hears the new one', async () => {
    const [asked, inGroup, silent] = [studentOf(1, 3), studentOf(1, 4), studentOf(1, 5)]
    const room = '示例1班毕业群'
    const usual = page
    page = await signedIn({ ...phone, javaScriptEnabled: false })
    const change = async (day: string) => {
      await open('/desk/facts')
      await page.getByLabel('名称、内容').fill('退宿截止')
      await press('找')
      await main().getByRole('link', { name: '退宿截止' }).first().click()
      await main().getByLabel('换一处改').selectOption({ label: '班级 1班' })
      await press('改这一处')
      await page.getByLabel(/^值/).fill(day)
      await page.getByLabel('为什么改').fill('宿管通知')
      await press('先看看会带动什么')
      expect(await main().innerText()).toContain('可以保存')
      await press('保存，马上这样说')
    }
    await change('2027-06-22')
    expect((await bot.say(asked, '退宿什么时候截止'))[0]!.text).toContain('6月22日')
    expect((await bot.say(inGroup, '退宿什么时候截止', { room }))[0]).toMatchObject({
      chat: `room/${room}`,
      text: expect.stringContaining('6月22日'),
    })
    await bot.say(silent, '你好')
    await change('2027-06-25')
    await press('私下告诉听过旧的同学')
    expect(await main().innerText()).toMatch(/有 2 位同学听到的还是旧的[\s\S]*现在是 2027年6月25日/)
    expect(await main().innerText()).not.toContain('示例同学')
    await press('私下告诉他们')
    expect(await says()).toContain('2 位')
    const told = await bot.wait(1)
    expect(chatsOf(told, '2027年6月25日')).toEqual([`private/${asked}`, `private/${inGroup}`])
    expect(told.map(one => one.text).join()).toMatch(/退宿截止改了。之前我跟你说的是 2027年6月22日/)
    await press('私下告诉听过旧的同学')
    expect(await says()).toContain('没有要告诉的了')
    expect(chatsOf(await bot.wait(1), '2027年6月25日')).toEqual([])
    await page.context().close()
    page = usual
  })

  it('makes an answer of a question that nobody could answer', async () => {
    await open('/desk/answers/unanswered')
    await main().getByText('写一条新的').click()
    const text = page.locator('textarea[name=text]')
    expect(await text.inputValue()).toContain('玄凤')
    const more = ['还能去看玄凤吗', '毕业了鹦鹉社怎么进', '回来看玄凤要预约吗', '社团的鹦鹉还能看吗']
    const written = (await text.inputValue())
      .replace('asks:\n', `asks:\n${more.map(ask => `  - ${ask}\n`).join('')}`)
      .replace(/一两句话先答要点.*/, '毕业以后可以预约参观，具体问社团。')
      .replace(/写清楚怎么办.*/, '毕业以后可以预约参观；哪天能去、找谁约，问社团的指导老师。')
    await text.fill(written)
    await press('先看看')
    expect(await main().innerText()).toContain('毕业以后可以预约参观')
    await page.getByLabel('为什么改').fill('社团来电')
    await press('保存，马上这样答')
    const saved = db().selectFrom('content_version').select(['kind', 'by', 'why'])
    const kept = await saved.where('kind', '!=', 'field').execute()
    // The question that it was made of is one of its own ways of asking, and needs none beside it.
    expect(kept).toEqual([{ kind: 'entry', by: 'T1', why: '社团来电' }])
    await open('/desk/answers/unanswered')
    expect(await main().innerText()).toMatch(/没答上的\s*0/)
  })

  it('is shown nothing of another class, at whatever address', async () => {
    for (const path of [
      '/desk/care/C01',
      '/desk/broadcasts/A02',
      '/desk/roster/20230201',
      '/desk/staff/T2',
      '/desk/progress/loan?class=2%E7%8F%AD&college=%E7%A4%BA%E4%BE%8B%E5%AD%A6%E9%99%A2',
    ]) {
      const answer = await open(path)
      const text = await page.locator('body').innerText()
      expect([path, answer!.status() === 404 || !/示例同学2-|2班/.test(text)]).toEqual([path, true])
    }
  })

  it('lets nobody in by a way that was made up, has ended or was used, nor by a cookie that is nearly one', async () => {
    const context = await browser.newContext(phone)
    const stranger = await context.newPage()
    const used = await served.wayIn('T2')
    const ended = await served.wayIn('T2')
    await stranger.goto(used)
    await stranger.locator('button').click()
    await stranger.locator('h1').waitFor()
    const [cookie] = await context.cookies()
    await context.clearCookies()
    served.clock.jump(5 * 60_000)
    const forged = `${ended.slice(0, -1)}${ended.endsWith('x') ? 'y' : 'x'}`
    for (const [way, status] of [
      [used, 410],
      [ended, 410],
      [forged, 403],
    ] as const)
      expect([way, (await stranger.goto(way))!.status()]).toEqual([way, status])
    for (const value of [`${cookie!.value}x`, cookie!.value.slice(0, -1), 'T2', '']) {
      await context.clearCookies()
      if (value !== '') await context.addCookies([{ ...cookie!, value }])
      expect([value, (await stranger.goto(`${served.url}/desk/todo`))!.status()]).toEqual([value, 401])
      expect(await stranger.locator('nav').count()).toBe(0)
    }
    await context.close()
  })

  it('does nothing that a page of somebody else asks of a browser that is signed in', async () => {
    const foreign = await page.context().newPage()
    const before = await db().selectFrom('audit').select('seq').execute()
    for (const act of ['/desk/out', '/desk/facts/-/tell', '/desk/contributions/-/many']) {
      await foreign.setContent(
        `<form method="post" action="${served.url}${act}"><input name="key" value="checkout.end"><button>x</button></form>`,
      )
      const [answer] = await Promise.all([
        foreign.waitForResponse(response => response.url().endsWith(act)),
        foreign.locator('button').click(),
      ])
      expect([act, answer.status()]).toEqual([act, 403])
      await foreign.goto('about:blank')
    }
    await foreign.close()
    expect(await db().selectFrom('audit').select('seq').execute()).toEqual(before)
    await open('/desk/todo')
    expect(await page.locator('h1').innerText()).toBe('待办')
  })

  it('shows what people write and are called as text on every page, and nothing of it as markup', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    await db()
      .updateTable('roster')
      .set({ name: `甲${hostile}` })
      .where('role', '=', 'student')
      .execute()
    await db().updateTable('handoff').set({ name: hostile, text: hostile, how: hostile }).execute()
    await db().updateTable('crisis_case').set({ name: hostile, excerpt: hostile }).execute()
    await db().updateTable('scam_case').set({ text: hostile }).execute()
    await db().updateTable('chat').set({ title: hostile }).execute()
    await db()
      .insertInto('unanswered')
      .values({ question: hostile, times: 9, nearest: '', first_at: 0, last_at: 0 })
      .execute()
    let shown = 0
    for (const address of pages.map(p => addressOf(p.name))) {
      await open(address)
      const hrefs = await page.evaluate<string[]>('[...document.querySelectorAll("main a")].map(a => a.pathname)')
      const links = hrefs.filter(to => to.startsWith(address) && !/\.\w+$/.test(to))
      for (const at of new Set([address, ...links.slice(0, 4)])) {
        await open(at)
        expect([at, await page.locator('img[src=x]').count()]).toEqual([at, 0])
        if ((await page.locator('body').innerText()).includes(hostile)) shown += 1
      }
    }
    expect(shown).toBeGreaterThan(5)
  })
})
