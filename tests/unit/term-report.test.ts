import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ledgerRulesOf } from '../../src/bot/office.ts'
import { addNote } from '../../src/office/ledger/notes.ts'
import { choosePicture } from '../../src/office/ledger/pictures.ts'
import { actAs } from '../support/acting.ts'
import { run } from '../support/command.ts'
import { ledgerWords } from '../support/content.ts'
import { tempFolder } from '../support/folder.ts'
import { art, everythingIn, filesFor, openTerm, science, termPeople } from '../support/term.ts'

const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes!).toString('utf8')
const html = async (bytes: Uint8Array) => (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value
const headings = (page: string, level: 1 | 2) =>
  [...page.matchAll(new RegExp(`<h${level}>(.*?)</h${level}>`, 'g'))].map(m => m[1]!.replace(/<[^>]+>/g, ''))

test('the document has the headings of the notice, in its order, between what holds of the whole and what is left', async () => {
  const { word } = await filesFor(await openTerm(), 'x1')
  const page = await html(word.bytes)
  expect(headings(page, 1)).toEqual([
    ...['一、基本情况', '二、教育内容', '三、教育形式', '四、相关要求'],
    ...['五、存在的问题和建议', '六、还要补的材料', '七、统计口径'],
  ])
  expect(headings(page, 2)).toEqual(ledgerWords.chapters.flatMap(c => c.parts.map(p => p.title)))
})

test('the letters of the document are of fonts that Chinese computers have', async () => {
  const { word } = await filesFor(await openTerm(), 'x1')
  const parts = unzipSync(word.bytes)
  for (const font of ['仿宋', '黑体', '楷体', '宋体'])
    expect(utf8(parts['word/styles.xml']) + utf8(parts['word/document.xml'])).toContain(`w:eastAsia="${font}"`)
})

test('the document says what was counted, in sentences and tables, and what a person has to write', async () => {
  const { word } = await filesFor(await openTerm(), 'x1')
  const page = await html(word.bytes)
  const tables = [...page.matchAll(/<table>(.*?)<\/table>/gs)].map(m =>
    m[1]!.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
  )
  expect(page).toContain('诈骗预警 1 条，通知到 4 人次，确认 3 人次（75%）')
  expect(page).toContain('〔写不足和明年的打算〕')
  expect(tables).toHaveLength(6)
  expect(tables.some(t => t.includes('合计 4') && t.includes('2/4'))).toBe(true)
  expect(page.match(/<img/g)).toHaveLength(1)
})

test('nothing in any file names anybody who has not agreed', async () => {
  const office = await openTerm()
  const rules = ledgerRulesOf(office.content)
  const note = {
    duty: 1,
    college: art,
    day: '2026-06-10',
    text: '王院长丙带队，钱若云发言',
    picture: null,
    hasConsent: false,
  }
  await actAs(office, addNote, { number: 'k1', rules, input: note })
  const { inside } = await filesFor(office, 'x1')
  const all = everythingIn(inside)
  expect(termPeople.map(p => p.name).filter(name => all.includes(name))).toEqual([])
  // She chose to sign so.
  expect(all).toContain('晓晴')
  expect(all).not.toContain('只给班里看的话')
  expect(all).not.toContain('只写给老师的话')
  expect(all).not.toContain('还没看过的话')
  expect(all).not.toContain('谈心的内容')
  expect(all).toContain('〔姓名〕带队')
})

test('a picture is in the archive where everybody in it agreed, with why, and else nowhere', async () => {
  const office = await openTerm()
  const pictures = async () =>
    Object.keys((await filesFor(office, 'x1')).inside).filter(name => name.startsWith('图片/'))
  expect(await pictures()).toEqual(['图片/S1-1.png'])
  const rules = ledgerRulesOf(office.content)
  const input = { number: 'BH1', n: 1, caption: '防诈骗班会', hasConsent: true }
  await actAs(office, choosePicture, { number: 'c1', rules, input })
  const picture = { url: '/pictures/of-note.png', alt: '' }
  const note = { duty: 1, college: art, day: '2026-06-10', text: '参观校史馆', picture, hasConsent: true }
  await actAs(office, addNote, { number: 'k1', rules, input: note })
  expect(await pictures()).toEqual(['图片/BH1-1.png', '图片/01-2026-06-10-1.png', '图片/S1-1.png'])
  const { inside } = await filesFor(office, 'x1')
  expect(everythingIn(inside)).not.toContain('of-class')
  const list = read(inside['图片清单.xlsx']!)
  const rows = utils.sheet_to_json<string[]>(list.Sheets.图片清单!, { header: 1, defval: '' })
  expect(rows[1]).toEqual([
    'BH1-1.png',
    '记录 BH1',
    '2026-06-01',
    art,
    '防诈骗班会',
    '老师确认照片里认得出的人都同意展示',
  ])
})

test('people in danger change nothing in any file', async () => {
  const office = await openTerm()
  const before = await filesFor(office, 'x1')
  for (const [who, words] of [
    ['a1', '我真的不想活了'],
    ['b1', '活着好累，不想活了'],
    ['a2', '我室友要跳楼'],
  ] as const)
    await office.say(who, words)
  const cases = await office.database.db.selectFrom('crisis_case').selectAll().execute()
  expect(cases.length).toBeGreaterThan(1)
  const after = await filesFor(office, 'x1')
  expect(Buffer.from(after.archive.bytes).equals(Buffer.from(before.archive.bytes))).toBe(true)
})

test('scams are told by kind, and fewer than five of a kind as few', async () => {
  const office = await openTerm()
  const scam = (n: number, type: string, state: 'open' | 'false' = 'open') => ({
    ...{
      number: `S${n}`,
      type,
      grade: 'high' as const,
      score: 1,
      signals: '[]',
      text: '加我微信领钱',
      sketch: '[]',
      draft: '',
    },
    ...{ at: 1, last_at: 1, state, marked_by: null, marked_at: null, delete_at: 9e15 },
  })
  const cases = [
    ...Array.from({ length: 6 }, (_, n) => scam(n + 10, '刷单')),
    scam(30, '假客服'),
    scam(31, '假客服', 'false'),
  ]
  const { db } = office.database
  await db.insertInto('scam_case').values(cases).execute()
  const group = { chat: 'room/1', title: '一班群', college: art, class_name: '一班', times: 1, at: 1 }
  await db
    .insertInto('scam_group')
    .values(cases.map(({ number }) => ({ number, ...group })))
    .execute()
  const { inside } = await filesFor(office, 'x1')
  expect(await html(inside['工作总结.docx']!)).toContain('反诈线索 刷单 6 件、假客服不到 5 件')
  expect(everythingIn(inside)).not.toContain('加我微信领钱')
})

test('the registers hold college, class and a day with its year, a row for each thing', async () => {
  const { inside } = await filesFor(await openTerm(), 'x1')
  const rowsIn = (file: string, sheet = file) =>
    utils.sheet_to_json<unknown[]>(read(inside[`登记表/${file}.xlsx`]!).Sheets[sheet]!, { header: 1, defval: '' })
  expect(rowsIn('报送台账')).toHaveLength(44)
  expect(rowsIn('通知和预警').map(r => r.slice(3, 4).concat(r.slice(5, 9)))).toContainEqual([
    '2026-06-05',
    art,
    '一班',
    2,
    1,
  ])
  expect(rowsIn('承诺与手续')).toContainEqual([art, '一班', '2026-06-16', 2, 1, 1, 0, 0, 0, 2])
  expect(rowsIn('班会走访座谈', '主题班会')[1]!.slice(0, 4)).toEqual(['BH1', '2026-06-01', art, '一班、二班'])
  expect(rowsIn('感言和素材').map(r => r.slice(0, 4))).toContainEqual(['M2', '毕业感言', art, ''])
})

test('the same data makes the same bytes, and the sums are those of the files', async () => {
  const office = await openTerm()
  const once = await filesFor(office, 'x1')
  vi.setSystemTime(new Date('2031-01-01T00:00:00Z'))
  onTestFinished(() => void vi.useRealTimers())
  const again = await filesFor(office, 'x1')
  expect(Buffer.from(once.archive.bytes).equals(Buffer.from(again.archive.bytes))).toBe(true)
  const { 'SHA256SUMS.txt': sums, ...others } = once.inside
  const lines = Object.entries(others).map(
    ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`,
  )
  expect(utf8(sums)).toBe(lines.join(''))
  expect(utf8(once.inside['说明.txt'])).toContain('2026年6月16日由离校小助手整理')
})

test('a report of a college holds nothing of another', async () => {
  const office = await openTerm()
  const { inside } = await filesFor(office, 'k1', { of: 'college', college: art })
  expect(everythingIn(inside)).not.toContain(science)
})

test('the command writes the same files as the page', async () => {
  const office = await openTerm()
  const out = join(tempFolder(), '报送')
  await office.database.close()
  const { code, out: said } = await run(['report', '--term', '--out', out, '--as', 'k1', '--data', office.folder])
  expect([code, said.trim().split('\n').length]).toEqual([0, 2])
  expect(readdirSync(out).sort()).toEqual(['工作总结.docx', '文学院离校教育支撑材料.zip'].sort())
  const other = ['--college', '没有的学院', '--data', office.folder]
  expect((await run(['report', '--term', '--out', out, ...other])).err).toContain('名册上没有')
})

test.each([
  [['--term'], '没有给目录'],
  [['--term', 'A01', '--out', 'x'], '不写发布的编号'],
])('the command says what is wrong with %j', async (args, says) => {
  const { code, err } = await run(['report', ...args, '--data', tempFolder()])
  expect([code, err]).toEqual([1, expect.stringContaining(says)])
})

test('a document and a workbook in the archive are whole', async () => {
  const { inside } = await filesFor(await openTerm(), 'x1')
  for (const [name, bytes] of Object.entries(inside))
    if (/\.(docx|xlsx)$/.test(name)) expect(Object.keys(unzipSync(bytes)), name).toContain('[Content_Types].xml')
})
