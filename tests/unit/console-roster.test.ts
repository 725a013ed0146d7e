import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { uploadMinutes } from '../../src/console/uploads.ts'
import { saying } from '../../src/core/delivery.ts'
import { Secret } from '../../src/core/secret.ts'
import { readBook } from '../support/book.ts'
import { openDesk, undoIn } from '../support/desk.ts'
import { zone } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const college = '示例学院'
const of = (...names: string[]) => names.map(name => ({ of: 'class' as const, college, name }))
const official = (number: string, within: string) =>
  aPerson(number, { role: 'college', college: within, className: '', scope: [{ of: 'college', college: within }] })
const people = [
  aPerson('2001', { name: '示例甲', loan: '生源地', tags: ['党员'] }),
  aPerson('2002', { name: '<script>alert(1)</script>' }),
  aPerson('2003', { className: '二班', name: '示例丙' }),
  aPerson('2009', { className: '九班', name: '示例壬' }),
  aPerson('2900', { college: '另一学院', className: '一班', name: '示例癸' }),
  aCounselor('c1', { scope: of('一班', '二班') }),
  aCounselor('c9', { scope: of('九班') }),
  official('d1', college),
  official('d2', '另一学院'),
]
const project = resolve(import.meta.dirname, '../..')
const shipped = loadContent({ knowledge: resolve(project, 'knowledge'), flows: resolve(project, 'flows'), zone })
const flows = [...shipped.flows.current.values()]
const links = { publicUrl: 'https://bot.example', secret: new Secret('x'.repeat(40)) }
const signed = { FAREWELL_WEB: 'signed', FAREWELL_SECRET: 'x'.repeat(40), FAREWELL_URL: 'https://bot.example' }

async function opened(options: Parameters<typeof openOffice>[0] = {}) {
  const at = await openOffice({ people, links, linkPrefix: 'web:p:', ...options })
  for (const number of ['2001', 'c1']) await at.say(number, '你好')
  const desk = openDesk(at, { env: signed })
  return { at, desk, c1: await desk.as('c1') }
}
const row = (at: Awaited<ReturnType<typeof openOffice>>, number: string) =>
  at.database.db.selectFrom('roster').selectAll().where('number', '=', number).executeTakeFirst()
const acts = async (at: Awaited<ReturnType<typeof openOffice>>) =>
  (await at.database.db.selectFrom('audit').select(['act', 'detail']).orderBy('seq').execute()).map(
    a => `${a.act} ${a.detail}`,
  )
/** The fields of a form that nobody sees. */
const hidden = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(m => [
      m[1]!,
      m[2]!.replaceAll('&quot;', '"'),
    ]),
  )

describe('the list', () => {
  test('holds one’s own part, with counts, and nothing of others', async () => {
    const { c1, desk } = await opened()
    const page = await c1.get('/desk/roster')
    expect(page.text).toContain('找到 3 人')
    for (const name of ['示例甲', '示例丙']) expect(page.text).toContain(name)
    for (const name of ['示例壬', '示例癸']) expect(page.text).not.toContain(name)
    expect(page.text).toContain('没绑定 2')
    expect(page.html).not.toContain('<script>alert')
    expect((await (await desk.as('d2')).get('/desk/roster')).text).not.toContain('示例甲')
    expect((await (await desk.as('d1')).get('/desk/roster')).text).toContain('示例壬')
  })

  test('is narrowed by its address', async () => {
    const { c1 } = await opened()
    const seen = async (query: string) =>
      [...(await c1.get(`/desk/roster?${query}`)).html.matchAll(/href="\/desk\/roster\/(\d+)"/g)].map(m => m[1])
    expect(await seen(`college=${college}&class=二班`)).toEqual(['2003'])
    expect(await seen('bound=yes')).toEqual(['2001'])
    expect(await seen('reach=no&class=一班')).toEqual(['2002'])
    expect(await seen('tag=党员')).toEqual(['2001'])
    expect(await seen('left=yes')).toEqual([])
    expect(await seen('q=示例丙')).toEqual(['2003'])
    expect(await seen('q=2001')).toEqual(['2001'])
    expect(await seen('page=7')).toEqual([])
  })

  test('of a class that is none of theirs says the same as of none', async () => {
    const { c1 } = await opened()
    const theirs = await c1.get('/desk/roster?class=九班')
    const none = await c1.get('/desk/roster?class=八班')
    expect(theirs.text.replaceAll('九班', '八班')).toBe(none.text)
    expect(none.text).toContain('没有找到“八班”')
    expect((await c1.get('/desk/roster?tag=团员')).text).toContain('没有“团员”这个记号')
  })

  test('says what fills it where there is nobody', async () => {
    const { desk } = await opened({ people: [aCounselor('c1', { scope: of('八班') })] })
    expect((await (await desk.as('c1')).get('/desk/roster')).text).toContain('名册里还没有你负责的人')
  })
})

describe('ticked rows', () => {
  test('are marked, and the mark is taken off again by the undo', async () => {
    const { c1, at } = await opened()
    const done = await c1.press('/desk/roster', 'tag', { numbers: ['2001', '2002'], tag: '党员', on: 'yes' })
    expect(done.text).toContain('给 1 人加上了“党员”')
    expect((await row(at, '2002'))!.tags).toBe('["党员"]')
    const { act, values: change } = undoIn(done)!
    await c1.press('/desk/roster', act, change)
    expect([(await row(at, '2001'))!.tags, (await row(at, '2002'))!.tags]).toEqual(['["党员"]', '[]'])
  })

  test('go to another class after a question with their count, and back', async () => {
    const { c1, at } = await opened()
    const values = { numbers: ['2001', '2002'], to: '示例学院二班' }
    expect((await c1.press('/desk/roster', 'move', values)).text).toContain('把 2 人转到“示例学院二班”')
    expect((await row(at, '2001'))!.class_name).toBe('一班')
    const done = await c1.press('/desk/roster', 'move', { ...values, sure: '1' })
    expect((await row(at, '2001'))!.class_name).toBe('二班')
    const { act, values: change } = undoIn(done)!
    expect((await c1.press('/desk/roster', act, change)).text).toContain('改回原样')
    expect((await row(at, '2001'))!.class_name).toBe('一班')
  })

  test('have left after a question, and are back', async () => {
    const { c1, at } = await opened()
    const values = { numbers: ['2003'], as: '休学' }
    expect((await c1.press('/desk/roster', 'left', values)).text).toContain('把 1 人标成“休学”')
    expect((await c1.press('/desk/roster', 'left', { ...values, sure: '1' })).text).toContain('1 人标成了“休学”')
    expect((await row(at, '2003'))!.left_as).toBe('suspended')
    await c1.press('/desk/roster', 'left', { numbers: ['2003'], as: '', sure: '1' })
    expect((await row(at, '2003'))!.left_as).toBe('')
  })

  test.each([
    ['tag', { numbers: ['2001', '2009'], tag: '党员', on: 'no' }, '有 1 个学号没有找到'],
    ['tag', { tag: '党员', on: 'yes' }, '没有写是谁'],
    ['move', { numbers: ['2001'], to: '九班', sure: '1' }, '没有找到班级“九班”'],
    ['left', { numbers: ['2009'], as: '退学', sure: '1' }, '有 1 个学号没有找到'],
    ['codes', { numbers: ['2009'], sure: '1' }, '没有找到“2009”'],
    ['codes', {}, '没有写是谁'],
    ['back', { change: '{"of":"tag","inputs":[{"numbers":["2009"],"tag":"党员","on":true}]}' }, '有 1 个学号没有找到'],
    ['back', { change: '{"a":' }, '放得太久'],
    ['back', { change: '{"of":"move","inputs":[{"numbers":["2001"],"to":7}]}' }, '放得太久'],
  ] as const)('%s of %j is refused, and nothing is changed', async (act, values, says) => {
    const { c1, at } = await opened()
    const refused = await c1.press('/desk/roster', act, values as unknown as Record<string, string[]>)
    expect([refused.status, refused.text.includes(says)]).toEqual([422, true])
    expect(await row(at, '2001')).toMatchObject({ class_name: '一班', tags: '["党员"]', left_as: '' })
  })

  test('stay ticked where something was refused', async () => {
    const { c1 } = await opened()
    const refused = await c1.press('/desk/roster', 'tag', { numbers: ['2001', '2777'], tag: '党员', on: 'yes' })
    expect(/value="2001"[^>]*checked/.test(refused.html)).toBe(true)
    expect(/value="2002"[^>]*checked/.test(refused.html)).toBe(false)
  })

  test('get codes, shown once or as a table', async () => {
    const { c1, at } = await opened()
    const ask = await c1.press('/desk/roster', 'codes', { numbers: ['2001', '2003'] })
    expect(ask.text).toContain('给 2 人发绑定码')
    expect(await at.database.db.selectFrom('bind_code').selectAll().execute()).toEqual([])
    const shown = await c1.press('/desk/roster', 'codes', { numbers: ['2001', '2003'], sure: '1' })
    const code = /绑定 2003 ([A-Z]{8})/.exec(shown.text)![1]!
    expect(await at.database.db.selectFrom('bind_code').selectAll().execute()).toHaveLength(2)
    expect(shown.text).toContain('绑定 2001')
    const file = await c1.press('/desk/roster', 'codes', { numbers: ['2003'], sure: '1', file: 'yes' })
    const book = JSON.stringify(readBook(file.bytes))
    expect([book.includes('示例丙'), book.includes(code)]).toEqual([true, false])
  })
})

describe('one person', () => {
  test('is shown to whoever looks after them, and is not there for others', async () => {
    const { c1, desk, at } = await opened()
    const page = await c1.get('/desk/roster/2001')
    for (const text of ['示例甲', '生源地', '党员', '办了什么', '给一个链接']) expect(page.text).toContain(text)
    expect((await c1.get('/desk/roster/2009')).status).toBe(404)
    expect((await c1.get('/desk/roster/2009')).text).toBe((await c1.get('/desk/roster/7777')).text)
    expect((await (await desk.as('d2')).get('/desk/roster/2001')).status).toBe(404)
    expect((await (await desk.as('d1')).get('/desk/roster/c1')).text).toContain('辅导员')
    expect(await acts(at)).toContain('see-person 2001')
  })

  test('has done what it has done, owes loans only with one, and waits for whom it asked', async () => {
    const { c1, desk, at } = await opened({ flows })
    const note = { topic: '<b>宿舍', urgency: '今天', text: '很私下的话', how: '电话', mayContact: false, keepDays: 60 }
    await at.decideWith('2001', [
      { do: 'tag', name: 'loan_done', value: 'yes', keepDays: 60 },
      { do: 'hand-off', number: 'H1', ...note, notice: saying('有人找') },
    ])
    const page = await c1.get('/desk/roster/2001')
    expect(page.text).toMatch(/助学贷款毕业确认\S* 办了/)
    expect(page.text).toMatch(/文明离校承诺 没办/)
    expect(page.text).toContain('H1 <b>宿舍')
    expect(page.text).not.toContain('很私下的话')
    expect((await c1.get('/desk/roster/2003')).text).not.toContain('贷款毕业确认')
    expect((await (await desk.as('d1')).get('/desk/roster/c1')).text).not.toContain('办了什么')
  })

  test('gets a link that is shown once, and is taken back', async () => {
    const { c1, at } = await opened()
    const values = { number: '2002', name: '示例乙' }
    expect((await c1.press('/desk/roster/2002', 'link', values)).text).toContain('给示例乙一个个人链接')
    const shown = await c1.press('/desk/roster/2002', 'link', { ...values, sure: '1' })
    expect(shown.html).toMatch(/value="https:\/\/bot\.example\/in\/[\w.-]+"/)
    expect(shown.html).toContain('<svg class="qr"')
    expect((await c1.get('/desk/roster/2002')).html).not.toContain('/in/')
    expect(await at.database.db.selectFrom('link').select('number').execute()).toEqual([{ number: '2002' }])
    await c1.press('/desk/roster/2002', 'revoke', values)
    expect(await acts(at)).not.toContain('revoke-link 2002')
    expect((await c1.press('/desk/roster/2002', 'revoke', { ...values, sure: '1' })).text).toContain('全部作废了')
    for (const act of ['link', 'revoke']) {
      const refused = await c1.press('/desk/roster', act, { number: '2009', name: '示例壬', sure: '1' })
      expect([refused.status, refused.text.includes('没有找到“2009”')]).toEqual([422, true])
    }
  })

  test('gets no link where none can be signed', async () => {
    const { desk } = await opened({ links: { publicUrl: null, secret: null } })
    const c1 = await desk.as('c1')
    expect((await c1.get('/desk/roster/2001')).text).toContain('还没有设置网址')
    expect((await c1.press('/desk/roster/2001', 'link', { number: '2001', sure: '1' })).status).toBe(422)
    expect((await c1.press('/desk/roster/sheet', 'sheet', { class: '一班', what: 'links' })).status).toBe(422)
  })
})

describe('sheets of a class', () => {
  test('hold a slip for each student, after a question with their count', async () => {
    const { c1 } = await opened()
    expect((await c1.get('/desk/roster/sheet?class=二班')).html).toMatch(/value="示例学院二班" selected/)
    const values = { class: '示例学院一班', what: 'codes' }
    expect((await c1.press('/desk/roster/sheet', 'sheet', values)).text).toContain('2 位同学发绑定码')
    const codes = await c1.press('/desk/roster/sheet', 'sheet', { ...values, sure: '1' })
    expect(codes.text.match(/绑定 200\d [A-Z]{8}/g)).toHaveLength(2)
    const links = await c1.press('/desk/roster/sheet', 'sheet', { ...values, what: 'links', sure: '1' })
    expect(links.html.match(/<svg class="qr"/g)).toHaveLength(2)
    const file = await c1.press('/desk/roster/sheet', 'sheet', { ...values, what: 'links', sure: '1', file: 'yes' })
    expect(JSON.stringify(readBook(file.bytes))).toContain('https://bot.example/in/')
  })

  test('of others are none', async () => {
    const { c1, at } = await opened()
    for (const what of ['codes', 'links'])
      for (const sure of ['', '1'])
        for (const of of ['九班', '另一学院一班', '', '示例学院'])
          expect((await c1.press('/desk/roster/sheet', 'sheet', { class: of, what, sure })).status).toBe(
            of === '示例学院' && sure === '' ? 200 : 422,
          )
    expect(await at.database.db.selectFrom('link').selectAll().execute()).toEqual([])
  })
})

describe('a list of the school', () => {
  const listed = (rows: readonly string[], name = '名单.csv') =>
    new File([['学号,姓名,学院,班级,备用', ...rows].join('\n')], name, { type: 'text/csv' })
  const [one, two] = ['2001,示例甲,示例学院,一班,x', '2004,示例丁,示例学院,一班,x']

  test('is tried first, says what it would do, and is imported without being sent again', async () => {
    const { c1, at } = await opened()
    const tried = await c1.press('/desk/roster/import', 'try', {
      list: listed([one, two, '2003,示例丙丙,示例学院,二班,x', ',无名,示例学院,一班,x', ',无名,示例学院,一班,x']),
    })
    for (const text of ['核对“名单.csv”', '新增 1 人', '有变化 1 人', '姓名 示例丙 → 示例丙丙', '第 5–6 行', '备用'])
      expect(tried.text).toContain(text)
    expect(tried.text).toContain('导入这 3 人')
    expect(await row(at, '2004')).toBeUndefined()
    const { kept, mark } = hidden(tried.html)
    const done = await c1.press('/desk/roster/import', 'apply', { kept: kept!, mark: mark! })
    expect(done.text).toContain('导入了 3 人：新增 1，改了 1，没变 1')
    expect(await row(at, '2004')).toMatchObject({ name: '示例丁', class_name: '一班' })
    expect(await acts(at)).toContain('roster-import new 1 changed 1 unchanged 1 removed 0 bad 2')
    const again = await c1.press('/desk/roster/import', 'apply', { kept: kept!, mark: mark! })
    expect([again.status, again.text.includes('请再选一次')]).toEqual([422, true])
  })

  test('takes those off whom it leaves out only where that was ticked, with their count', async () => {
    const { c1, at } = await opened()
    const without = await c1.press('/desk/roster/import', 'try', { list: listed([one, two]) })
    expect(without.text).toContain('2 人（还留在名册里）')
    const { kept } = hidden(without.html)
    const tried = await c1.press('/desk/roster/import', 'try', { kept: kept!, removes: '1' })
    expect(tried.text).toContain('导入这 2 人，移走 2 人')
    const { mark } = hidden(tried.html)
    const values = { kept: kept!, mark: mark! }
    expect((await c1.press('/desk/roster/import', 'apply', values)).text).toContain('名册刚刚变了')
    expect((await c1.press('/desk/roster/import', 'apply', { ...values, removes: '1' })).text).toContain('移走了 2 人')
    expect([await row(at, '2002'), (await row(at, '2009'))?.number]).toEqual([undefined, '2009'])
  })

  test('is looked at anew where the roster changed in between', async () => {
    const { c1, at } = await opened()
    const { kept, mark } = hidden((await c1.press('/desk/roster/import', 'try', { list: listed([one, two]) })).html)
    await c1.press('/desk/roster', 'move', { numbers: ['2001'], to: '二班', sure: '1' })
    const refused = await c1.press('/desk/roster/import', 'apply', { kept: kept!, mark: mark! })
    expect(refused.text).toContain('什么都没有写')
    expect(refused.text).toContain('已经收到“名单.csv”')
    expect(await row(at, '2004')).toBeUndefined()
  })

  test('waits some minutes, for its own session alone', async () => {
    const { c1, at, desk } = await opened()
    const { kept, mark } = hidden((await c1.press('/desk/roster/import', 'try', { list: listed([two]) })).html)
    const values = { kept: kept!, mark: mark! }
    expect((await (await desk.as('d1')).press('/desk/roster/import', 'apply', values)).text).toContain('请再选一次')
    at.clock.jump(uploadMinutes * 60_000)
    expect((await c1.press('/desk/roster/import', 'apply', values)).text).toContain('请再选一次')
    expect((await c1.press('/desk/roster/import', 'try', {})).text).toContain('请先选一个文件')
    expect(await row(at, '2004')).toBeUndefined()
  })

  test('with people of others is refused whole', async () => {
    const { c1, at } = await opened()
    const refused = await c1.press('/desk/roster/import', 'try', { list: listed([two, '2009,示例壬,示例学院,一班,x']) })
    expect([refused.status, refused.text.includes('有 1 人不在你负责的范围里')]).toEqual([422, true])
    expect(await row(at, '2004')).toBeUndefined()
  })

  test('gives nobody more than whoever imports it has', async () => {
    const { desk, at } = await opened()
    const d1 = await desk.as('d1')
    const list = new File(['学号,姓名,学院,身份,负责班级\nc7,示例庚,示例学院,辅导员,另一学院一班'], '老师.csv')
    expect((await d1.press('/desk/roster/import', 'try', { list })).text).toContain('不在你负责的范围里')
    const own = new File(['学号,姓名,学院,身份,负责班级\nC7,示例庚,示例学院,辅导员,二班'], '老师.csv')
    const tried = hidden((await d1.press('/desk/roster/import', 'try', { list: own })).html)
    await d1.press('/desk/roster/import', 'apply', { kept: tried.kept!, mark: tried.mark! })
    expect((await row(at, 'C7'))!.scope).toBe(JSON.stringify(of('二班')))
  })

  test('stays a trial where anybody may pretend to be anybody', async () => {
    const { at } = await opened()
    const c1 = await openDesk(at).as('c1')
    const tried = await c1.press('/desk/roster/import', 'try', { list: listed([two]) })
    expect(tried.text).toContain('现在是演示模式')
    const { kept } = hidden(tried.html)
    expect((await c1.press('/desk/roster/import', 'apply', { kept: kept!, mark: '' })).status).toBe(422)
    expect(await row(at, '2004')).toBeUndefined()
  })

  test('that is none says what is wrong, whatever it is called', async () => {
    const { c1 } = await opened()
    const wrong = await c1.press('/desk/roster/import', 'try', {
      list: new File(['<script>alert(1)</script>'], '"><script>x.xlsx'),
    })
    expect(wrong.status).toBe(200)
    expect(wrong.text).toContain('没有能导入的人')
    expect(wrong.html).not.toContain('<script>x')
    expect(wrong.html).not.toContain('<script>alert')
  })
})
