import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RosterPerson } from '../../src/core/roster.ts'
import { rosterWords } from '../support/content.ts'
import { inGbk } from '../support/gbk.ts'
import { planImport } from '../support/plan.ts'
import { type TestCell, workbookOf } from '../support/sheet.ts'

const words = rosterWords
const utf8 = (text: string) => new TextEncoder().encode(text)
const plan = (bytes: Uint8Array | string, existing: readonly RosterPerson[] = [], college = '') =>
  planImport(typeof bytes === 'string' ? utf8(bytes) : bytes, existing, { words, college })
const said = (bytes: Uint8Array | string, existing: readonly RosterPerson[], isBad: boolean) =>
  plan(bytes, existing)
    .faults.filter(f => f.isBad === isBad)
    .flatMap(({ what, rows }) => rows.map(r => ({ ...r, what })))
    .sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
    .map(({ row, what, detail }) => `${row ?? '-'} ${what}${detail && ` ${detail}`}`)
const bad = (bytes: Uint8Array | string, existing: readonly RosterPerson[] = []) => said(bytes, existing, true)
const warnings = (bytes: Uint8Array | string, existing: readonly RosterPerson[] = []) => said(bytes, existing, false)

const head = '学号,姓名,学院,班级,宿舍,辅导员,贷款类型'
const one = '20230001,示例甲,示例学院,一班,1栋101,示例师,生源地'
const first = {
  number: '20230001',
  name: '示例甲',
  role: 'student',
  college: '示例学院',
  className: '一班',
  dorm: '1栋101',
  counselor: '示例师',
  loan: '生源地',
  scope: [],
  tags: [],
  left: '',
}
const rows: TestCell[][] = [head.split(','), one.split(',')]

test.each([
  ['UTF-8', utf8(`${head}\n${one}\n`)],
  ['UTF-8 with a mark', utf8(`\ufeff${head}\r\n${one}\r\n`)],
  ['GBK', inGbk(`${head}\r\n${one}\r\n`)],
  ['UTF-16', new Uint8Array([0xff, 0xfe, ...Buffer.from(`${head}\n${one}`, 'utf16le')])],
  ['semicolons', utf8(`${head}\n${one}`.replaceAll(',', ';'))],
  ['tabs', utf8(`${head}\n${one}`.replaceAll(',', '\t'))],
  ['quotes', utf8(`${head}\n"20230001","示例甲",示例学院,"一班","1栋101",示例师,生源地`)],
  ['xlsx', workbookOf({ 名单: rows })],
  ['xls', workbookOf({ 名单: rows }, { type: 'biff8' })],
  ['a page called xls', workbookOf({ 名单: rows }, { type: 'html' })],
])('a list is read from %s', (_, bytes) => {
  expect(plan(bytes).fresh).toEqual([first])
  expect(bad(bytes)).toEqual([])
})

test('titles above the header, blank rows and repeated headers are passed over, and rows keep their numbers', () => {
  const text = `示例学院2023级名单,,,\n制表：示例,,,\n学 号（必填）,姓名,所在学院,行政班\n\n20230001,示例 甲,示例学院,一班 \n学 号（必填）,姓名,所在学院,行政班\n,示例乙,示例学院,一班`
  expect(plan(text).fresh).toMatchObject([{ number: '20230001', name: '示例甲', className: '一班' }])
  expect(bad(text)).toEqual(['7 没有学号或工号'])
})

test('columns may stand in any order and other columns do not matter', () => {
  expect(plan('班级,性别,姓名,二级学院,学号\n一班,女,示例甲,示例学院,20230001').fresh).toMatchObject([
    { number: '20230001', college: '示例学院', className: '一班' },
  ])
})

test('the value of merged cells holds for all their rows', () => {
  const sheet: TestCell[][] = [
    ['示例学院名单', null, null, null],
    ['学号', '姓名', '学院', '班级'],
    ['20230001', '示例甲', '示例学院', '一班'],
    ['20230002', '示例乙', null, null],
  ]
  const { fresh } = plan(workbookOf({ 名单: sheet }, { merges: ['A1:D1', 'C3:C4', 'D3:D4'] }))
  expect(fresh.map(p => p.className)).toEqual(['一班', '一班'])
})

test('every sheet with a header is read', () => {
  const sheet = (number: string) => [
    ['学号', '姓名', '学院', '班级'],
    [number, '示例', '示例学院', '一班'],
  ]
  expect(plan(workbookOf({ 说明: [['这是说明']], 一: sheet('20230001'), 二: sheet('20230002') })).fresh).toHaveLength(2)
})

test('full-width digits, marks and spaces around a number do not make another number', () => {
  const { fresh } = plan(
    `${head}\n２０２３０００１ ,示例甲,示例学院,一班\n'20230002,示例乙,示例学院,一班\n="20230003",示例丙,示例学院,一班`,
  )
  expect(fresh.map(p => p.number)).toEqual(['20230001', '20230002', '20230003'])
})

test('a number stored as a number is taken when nothing is lost', () => {
  const sheet: TestCell[][] = [rows[0]!, [202300000001, '示例甲', '示例学院', '一班']]
  expect(plan(workbookOf({ 名单: sheet })).fresh).toMatchObject([{ number: '202300000001' }])
})

test('zeros that only the format shows are kept', () => {
  const sheet: TestCell[][] = [rows[0]!, [{ t: 'n', v: 1230001, z: '00000000' }, '示例甲', '示例学院', '一班']]
  expect(plan(workbookOf({ 名单: sheet })).fresh).toMatchObject([{ number: '01230001' }])
})

test('a number that lost its zeros is reported', () => {
  const sheet: TestCell[][] = [
    rows[0]!,
    ['01230001', '示例甲', '示例学院', '一班'],
    ['01230002', '示例乙', '示例学院', '一班'],
    [1230003, '示例丙', '示例学院', '一班'],
  ]
  expect(bad(workbookOf({ 名单: sheet }))).toEqual(['4 学号丢了前面的 0 1230003'])
  expect(bad(`${head}\n20001,示例甲,示例学院,一班`, [{ ...first, number: '0020001' } as RosterPerson])).toEqual([
    '2 学号丢了前面的 0 20001',
  ])
})

test.each([
  ['2.02E+11', '学号变成了科学计数法，后面几位已经丢了 2.02E+11'],
  ['11010119900307211X', '学号这一格像是身份证号'],
  ['学生', '不像学号或工号 “学生”'],
  ['', '没有学号或工号'],
])('the number %s is refused', (number, what) => {
  expect(bad(`${head}\n${number},示例甲,示例学院,一班`)).toEqual([`2 ${what}`])
})

test('a number longer than a spreadsheet can count is refused', () => {
  const sheet: TestCell[][] = [rows[0]!, [1.2e19, '示例甲', '示例学院', '一班']]
  expect(bad(workbookOf({ 名单: sheet }))).toEqual(['2 学号存成了数字，超过 15 位的部分已经不准 12000000000000000000'])
})

test('bad rows are told with their number and do not keep the good ones out', () => {
  const text = `${head},身份\n${one},\n20230002,,示例学院,一班\n20230003,示例丙,,一班\n20230004,示例丁,示例学院,\n20230001,示例甲,示例学院,一班\n20230005,示例戊,示例学院,一班,,,,校长`
  expect(bad(text)).toEqual([
    '3 没有姓名',
    '4 没有学院',
    '5 没有班级',
    '6 学号重复 20230001，第 2 行已经有',
    '7 不认识的身份 “校长”',
  ])
  expect(plan(text).fresh.map(p => p.number)).toEqual(['20230001'])
})

test('a file without the columns that matter says what it has', () => {
  expect(bad('编码,称呼\n1,示例')).toEqual(['- 没有找到表头 看到的是：编码、称呼'])
  expect(bad('')).toEqual(['- 文件里没有内容'])
})

test('the college may be given for a file that has no such column', () => {
  expect(plan('学号,姓名,班级\n20230001,示例甲,一班', [], '示例学院').fresh).toMatchObject([{ college: '示例学院' }])
})

test.each([
  ['班长', 'monitor', [{ of: 'class', college: '示例学院', name: '一班' }]],
  ['学院', 'college', [{ of: 'college', college: '示例学院' }]],
  ['学工部', 'school', [{ of: 'school' }]],
  ['', 'student', []],
])('the role %s acts on its part of the tree', (role, meant, scope) => {
  expect(plan(`学号,姓名,学院,班级,身份\n20230001,示例甲,示例学院,一班,${role}`).fresh).toMatchObject([
    { role: meant, scope },
  ])
})

test('a post in the class other than monitor stays a student', () => {
  const text = '学号,姓名,学院,班级,职务\n20230001,示例甲,示例学院,一班,班长\n20230002,示例乙,示例学院,一班,学习委员'
  expect(plan(text).fresh.map(p => p.role)).toEqual(['monitor', 'student'])
})

const staffHead = '学号,姓名,学院,班级,辅导员,身份,负责班级'
const students = ['2023001,示例甲,示例学院,一班', '2023002,示例乙,示例学院,二班', '2023003,示例丙,示例学院,三班']
const scopeOf = (lines: string[], number: string) =>
  plan([staffHead, ...lines].join('\n'))
    .fresh.find(p => p.number === number)
    ?.scope.map(u => ('name' in u ? u.name : u.of))

test('a counselor has the classes that are written down', () => {
  expect(scopeOf([...students, 'T01,示例师,示例学院,,,辅导员,一班、2班'], 'T01')).toEqual(['一班', '二班'])
})

test('a counselor has the classes of the students who name them, by number or by a name that only one has', () => {
  const lines = [`${students[0]},T01`, `${students[1]},示例师`, students[2]!, 'T01,示例师,示例学院,,,辅导员,']
  expect(scopeOf(lines, 'T01')).toEqual(['一班', '二班'])
})

test('a name that two counselors have gives nobody a class', () => {
  const lines = [`${students[0]},示例师`, 'T01,示例师,示例学院,,,辅导员,', 'T02,示例师,示例学院,,,辅导员,']
  expect(scopeOf(lines, 'T01')).toEqual([])
  expect(warnings([staffHead, ...lines].join('\n'))).toContain(
    '- 有几位同名的辅导员，写这个名字的学生没有对上 示例师，1 名学生',
  )
})

test('students may name a counselor who came with an earlier file', () => {
  const before = plan(`${staffHead}\nT01,示例师,示例学院,,,辅导员,`).fresh
  const { fresh, changed } = plan(`${staffHead}\n${students[0]},T01`, before)
  expect(fresh).toHaveLength(1)
  expect(changed).toMatchObject([{ fields: ['scope'], after: { number: 'T01', scope: [{ name: '一班' }] } }])
})

test('classes that were written down stay when a file of students comes later', () => {
  const before = plan([staffHead, ...students, 'T01,示例师,示例学院,,,辅导员,一班、二班'].join('\n')).fresh
  expect(plan(`${staffHead}\n${students[2]},T01`, before).changed.map(c => c.after.number)).toEqual(['2023003'])
})

test('the same file again changes nothing', () => {
  const text = [staffHead, ...students, 'T01,示例师,示例学院,,,辅导员,一班'].join('\n')
  const again = plan(text, plan(text).fresh)
  expect({ ...again, unchanged: again.unchanged.length }).toMatchObject({
    fresh: [],
    changed: [],
    unchanged: 4,
    missing: [],
  })
})

test('a later file brings people up to date, and what it has no column for stays', () => {
  const before = [first as RosterPerson]
  const { changed } = plan('学号,姓名,贷款类型\n20230001,示例甲,无', before)
  expect(changed).toMatchObject([{ fields: ['loan'], after: { ...first, loan: '' } }])
})

test('people of the same college who are missing in a new file are told; others are not its matter', () => {
  const before = [
    first,
    { ...first, number: '20230002' },
    { ...first, number: '20239999', college: '别的学院' },
  ] as RosterPerson[]
  expect(plan(`${head}\n${one}`, before).missing.map(p => p.number)).toEqual(['20230002'])
})

test('any bytes give a report', () => {
  const magic = fc.constantFrom(
    [],
    [0x50, 0x4b, 3, 4],
    [0xd0, 0xcf, 0x11, 0xe0],
    [0xff, 0xfe],
    [0xef, 0xbb, 0xbf],
    [0x3c, 0x68, 0x74, 0x6d, 0x6c],
  )
  fc.assert(
    fc.property(magic, fc.uint8Array({ maxLength: 300 }), (begin, bytes) => {
      const { fresh, faults } = plan(new Uint8Array([...begin, ...bytes]))
      expect(fresh.length + faults.length).toBeGreaterThan(0)
    }),
    { numRuns: 400 },
  )
})

test('a damaged workbook gives a report', () => {
  const whole = [workbookOf({ 名单: rows }), workbookOf({ 名单: rows }, { type: 'biff8' })]
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.nat(),
      (book, at, byte, cut) => {
        const bytes = book.slice(0, Math.max(8, cut % (book.length * 2)))
        bytes[at % bytes.length] = byte
        expect(plan(bytes)).toHaveProperty('faults')
      },
    ),
    { numRuns: 300 },
  )
})

test('any rows give people or problems, each row at most once', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('', '20230001', '一班', '示例学院', '"', '\n', '班长'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 12 }), list => {
      const quoted = list.map(row => row.map(c => `"${c.replaceAll('"', '""')}"`).join(','))
      const { fresh, faults } = plan(['学号,姓名,学院,班级', ...quoted].join('\n'))
      const rows = faults.filter(f => f.isBad).flatMap(f => f.rows.filter(r => r.row !== null))
      const numbers = fresh.map(p => p.number)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(numbers.length + rows.length).toBeLessThanOrEqual(list.length)
    }),
  )
})
