import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { png } from '../support/picture.ts'
import { art, everythingIn, filesFor, openTerm, science } from '../support/term.ts'

const page = '/desk/report'
const archive = `${page}/archive.zip`
const picture = () => new File([png([])], 'a.png', { type: 'image/png' })
const note = { duty: '1', college: art, day: '2026-06-10', text: '参观校史馆，120 人' }

test('the page says what lacks material, what there is of each duty, and by when', async () => {
  const due = (text: string) => text.replace(/(staff\.report\.end:[\s\S]*?value:)/, '$1 2026-06-30')
  const knowledge = fixtureKnowledge({ 'school.yaml': due })
  const x1 = await openDesk(await openTerm({ knowledge })).as('x1')
  const { text, html } = await x1.get(page)
  expect(text).toContain('通知的 43 条里')
  expect(text).toContain('6月30日 周二前报送，还有 14 天')
  expect(text).toContain('主题班会 1 次，参加人数 38')
  expect([...html.matchAll(/<article class="card" id="d(\d+)"/g)]).toHaveLength(43)
  expect(html.indexOf('href="#d1"')).toBeLessThan(html.indexOf('id="d1"'))
})

test('what is downloaded is the report, of the part that is looked at', async () => {
  const office = await openTerm()
  const x1 = await openDesk(office).as('x1')
  const { bytes, headers } = await x1.get(`${archive}?part=${encodeURIComponent(art)}`)
  expect(headers.get('content-disposition')).toContain(encodeURIComponent('文学院离校教育支撑材料.zip'))
  const { inside } = await filesFor(office, 'x1', { of: 'college', college: art })
  expect(Object.keys(unzipSync(bytes)).filter(name => !name.startsWith('图片/'))).toEqual(
    Object.keys(inside).filter(name => !name.startsWith('图片/')),
  )
  expect((await x1.get(`${page}/summary.docx`)).headers.get('content-type')).toContain('wordprocessingml')
})

test('a college sees and takes away its own alone', async () => {
  const k1 = await openDesk(await openTerm()).as('k1')
  const others = `?part=${encodeURIComponent(science)}`
  expect((await k1.get(page)).text).not.toContain('走访宿舍 1 次')
  expect((await k1.get(`${page}${others}`)).text).toContain('这一部分不归你管')
  expect((await k1.get(`${archive}${others}`)).status).toBe(404)
})

test('a note with a picture goes into the archive once it is said that all in it agreed', async () => {
  const office = await openTerm()
  const k1 = await openDesk(office).as('k1')
  const refused = await k1.press(page, 'note', { ...note, picture: picture() })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('参观校史馆')])
  expect(refused.text).toContain('请先勾上')
  const kept = await k1.press(page, 'note', { ...note, picture: picture(), consent: '1' })
  expect(kept.text).toContain('算第 1 条的材料')
  const [, id] = /report\/note\/([\w-]+)"/.exec(kept.html)!
  expect((await k1.get(`${page}/note/${id}`)).headers.get('content-type')).toBe('image/png')
  expect((await (await openDesk(office).as('c2')).get(`${page}/note/${id}`)).status).toBe(404)
  expect(Object.keys(unzipSync((await k1.get(archive)).bytes))).toContain('图片/01-2026-06-10-1.png')
})

test('pictures of records are chosen on a page of their own, and colleges are set side by side', async () => {
  const x1 = await openDesk(await openTerm()).as('x1')
  const chosen = await x1.press(`${page}?of=pictures`, 'choose', {
    number: 'BH1',
    n: '1',
    caption: '班会',
    consent: '1',
  })
  expect(chosen.text).toContain('已选 1 张，共 1 张')
  const archived = unzipSync((await x1.get(archive)).bytes)
  expect(everythingIn(archived)).toContain('BH1-1.png')
  expect((await x1.get(`${page}?of=colleges`)).text).toContain(science)
})

test('taking the report away stands in the audit log, and so does asking for what is not theirs', async () => {
  const office = await openTerm()
  const k1 = await openDesk(office).as('k1')
  await k1.get(archive)
  await k1.get(`${archive}?part=${encodeURIComponent(science)}`)
  const lines = await office.database.db.selectFrom('audit').select(['act', 'detail']).orderBy('seq').execute()
  expect(lines.map(l => `${l.act} ${l.detail}`)).toEqual(
    expect.arrayContaining([`make-report ${art}`, 'refused-ledger report']),
  )
})
