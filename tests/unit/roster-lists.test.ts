import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import type { RosterPerson } from '../../src/core/roster.ts'
import type { FileFacts } from '../../src/office/people/list/listing.ts'
import { rosterWords } from '../support/content.ts'
import { inGbk } from '../support/gbk.ts'
import { aPerson } from '../support/office.ts'
import { planImport } from '../support/plan.ts'
import { type TestCell, workbookOf } from '../support/sheet.ts'

type Facts = FileFacts & { existing?: readonly RosterPerson[] }

const utf8 = (text: string) => new TextEncoder().encode(text)
const plan = (file: string | Uint8Array, { existing = [], ...facts }: Facts = {}) =>
  planImport(typeof file === 'string' ? utf8(file) : file, existing, { words: rosterWords, ...facts })

/** Everyone of a plan as `number name college class`. */
const people = (file: string | Uint8Array, facts?: Facts) =>
  plan(file, facts).fresh.map(p => [p.number, p.name, p.college, p.className].filter(t => t !== '').join(' '))
/** What is wrong, as `kind rows`. */
const faults = (file: string | Uint8Array, facts?: Facts) =>
  plan(file, facts).faults.map(f => `${f.kind} ${f.rows.map(r => r.row ?? '-').join(',')}`)
const notes = (file: string | Uint8Array, facts?: Facts) =>
  plan(file, facts).notes.map(n => `${n.kind} ${n.items.join(';')}`)

const jia = '20230101 示例甲 示例学院 计科1班'
const yi = '20230102 示例乙 示例学院 计科1班'
const bing = '20230201 示例丙 示例学院 计科2班'
const date = (v: number, z: string): TestCell => ({ t: 'n', v, z })

// ── Headers ──

test.each([
  ['教务处导出', '学号,姓名,性别,院系名称,专业名称,行政班名称\n20230101,示例甲,女,示例学院,计科,计科1班'],
  ['pinyin', 'XH,XM,XB,YXMC,BJMC\n20230101,示例甲,女,示例学院,计科1班'],
  ['traditional characters', '學號,姓名,學院,班級\n20230101,示例甲,示例学院,计科1班'],
  ['full-width letters', 'ＸＨ，ＸＭ，ＸＹＭＣ，ＢＪＭＣ\n20230101，示例甲，示例学院，计科1班'],
  ['English', 'Student ID,Name,College,Class\n20230101,示例甲,示例学院,计科1班'],
  ['spaces and stars', '* 学 号,* 姓　名,学 院（必填）,班 级【与教务一致】\n20230101,示例甲,示例学院,计科1班'],
  [
    'a survey with questions',
    '序号,1、请输入您的真实姓名：,2、您的学号是？（12位）,3、您所在的学院：,4.您所在的班级是（如计科2301班）\n1,示例甲,20230101,示例学院,计科1班',
  ],
  ['a survey with other numbering', 'Q1_姓名,Q2_学号,Q3_学院,第4题 班级\n示例甲,20230101,示例学院,计科1班'],
  [
    'words that nobody foresaw around the names',
    '编号,请认真核对你的姓名无误,请认真核对你的学号无误,学院,班级,家长姓名\n7,示例甲,20230101,示例学院,计科1班,示例父',
  ],
  ['真实姓名', '学号,真实姓名,班级名称,学院名称\n20230101,示例甲,计科1班,示例学院'],
  ['a first column that only counts rows', '编号,学号,姓名,学院,班级\n1,20230101,示例甲,示例学院,计科1班'],
])('the header is known: %s', (_, text) => {
  expect(people(text)).toEqual([jia])
  expect(faults(text)).toEqual([])
})

test('a number that only counts rows stands in for nobody’s own', () => {
  expect(faults('编号,学号,姓名,学院,班级\n17,,示例甲,示例学院,计科1班')).toEqual(['noNumber 2'])
})

test('the columns that were used, and those that were not, are listed', () => {
  expect(plan('XH,XM,XYMC,BJMC,手机号,家长姓名\n20230101,示例甲,示例学院,计科1班,1,示例父').columns).toMatchObject([
    {
      used: expect.arrayContaining([{ field: '班级', headers: ['BJMC'] }]),
      unused: ['手机号', '家长姓名'],
    },
  ])
})

test('a header of two rows is read as one', () => {
  const sheet = (third: TestCell[]) => [
    ['示例学院毕业生住宿信息', null, null, null, null, null],
    ['学号', '姓名', '班级信息', null, '住宿信息', null],
    third,
    ['20230101', '示例甲', '示例学院', '计科1班', '1栋', '101'],
  ]
  const empty = workbookOf(
    { 名单: sheet([null, null, '学院', '班级', '楼栋', '房间']) },
    { merges: ['C2:D2', 'E2:F2'] },
  )
  expect(plan(empty).fresh).toMatchObject([{ className: '计科1班', dorm: '1栋101' }])
  const merged = workbookOf(
    { 名单: sheet([null, null, '学院', '班级', '楼栋', '房间']) },
    { merges: ['A1:F1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:F2'] },
  )
  expect(people(merged)).toEqual([jia])
})

// ── Rows ──

test('totals, signatures, remarks and blank rows are nobody, and no fault', () => {
  const text =
    '学号,姓名,学院,班级\n20230101,示例甲,示例学院,计科1班\n,,,\n20230102,示例乙,示例学院,计科1班\n合计,2,,\n制表人：示例师,,审核：示例员,\n,备注：示例,,\n说明,请核对,,'
  expect(people(text)).toEqual([jia, yi])
  expect(faults(text)).toEqual([])
  expect(notes(text)).toEqual(['skipped 第 5–8 行'])
})

test('lists below one another each go by their own header', () => {
  const text =
    '学号,姓名,学院,班级\n20230101,示例甲,示例学院,计科1班\n,,,\n姓名,学号,班级,学院\n示例丙,20230201,计科2班,示例学院'
  expect(people(text)).toEqual([jia, bing])
})

test('lists below one another each have the class of their own title', () => {
  const text =
    '示例学院计科1班毕业生名单,,\n序号,学号,姓名\n1,20230101,示例甲\n2,20230102,示例乙\n示例学院计科2班毕业生名单,,\n序号,学号,姓名\n1,20230201,示例丙'
  expect(people(text)).toEqual([jia, yi, bing])
})

test('a class may stand in a row of its own above its people', () => {
  const text = '学号,姓名\n计科1班,\n20230101,示例甲\n20230102,示例乙\n计科2班（1人）,\n20230201,示例丙'
  expect(people(text, { college: '示例学院' })).toEqual([jia, yi, bing])
})

test('spaces in a name are no part of it', () => {
  expect(plan('学号,姓名,学院,班级\n20230101,示　例 甲,示例学院,计科 1班').fresh).toMatchObject([
    { name: '示例甲', className: '计科1班' },
  ])
})

test('what has no letter is no name: columns have slipped', () => {
  expect(faults('学号,姓名,学院,班级\n20230101,13800000000,示例学院,计科1班')).toEqual(['oddName 2'])
})

test('what many rows lack is told once, with all of them', () => {
  const rows = Array.from({ length: 30 }, (_, n) => `${20230101 + n},示例${n},计科1班`)
  const { faults: groups } = plan(['学号,姓名,班级', ...rows].join('\n'))
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({ kind: 'noCollege', isBad: true, cure: expect.stringContaining('--college') })
  expect(groups[0]!.rows).toHaveLength(30)
})

// ── Classes ──

test.each([
  ['1', '1'],
  ['01班', '(1)班'],
  ['一班', '1班'],
])('the classes %s and %s of two majors are two', (one, other) => {
  const text = `学号,姓名,年级,专业,班级,学院\n20230101,示例甲,2023,计算机,${one},示例学院\n20230201,示例丙,2023级,软件工程,${other},示例学院`
  expect(plan(text).fresh.map(p => p.className)).toEqual(['2023级计算机1班', '2023级软件工程1班'])
})

test('a class that is called by its number alone has the major in front', () => {
  const text =
    '学号,姓名,专业,班级,学院\n20230101,示例甲,软件工程,2301,示例学院\n20230201,示例丙,计算机,2301班,示例学院'
  expect(plan(text).fresh.map(p => p.className)).toEqual(['软件工程2301班', '计算机2301班'])
})

test('one class under two majors is told', () => {
  const text =
    '学号,姓名,专业,班级,学院\n20230101,示例甲,软件工程,实验班,示例学院\n20230201,示例丙,计算机,实验班,示例学院'
  expect(plan(text).fresh).toHaveLength(2)
  expect(plan(text).faults).toMatchObject([{ kind: 'severalMajors', rows: [{ detail: '实验班：软件工程、计算机' }] }])
})

test.each([
  ['计科2301', '计科2301班'],
  ['计科一班', '计科1班'],
  ['计科（1）班', '计科1班'],
  ['计科 2301 班', '计科2301'],
  ['软工2301团支部', '软工2301班'],
])('%s and %s are one class', (one, other) => {
  const text = `学号,姓名,学院,班级\n20230101,示例甲,示例学院,${one}\n20230102,示例乙,示例学院,${other}\n20230103,示例丁,示例学院,${other}`
  expect(new Set(plan(text).fresh.map(p => p.className)).size).toBe(1)
})

test('a class is written as the roster has it', () => {
  const existing = [aPerson('20230199', { className: '计科2301' })]
  const text = '学号,姓名,学院,班级\n20230101,示例甲,示例学院,计科2301班'
  expect(plan(text, { existing }).fresh).toMatchObject([{ className: '计科2301' }])
  expect(notes(text, { existing })).toEqual(['unified 计科2301班 → 计科2301（1 人）'])
})

test.each<[string, TestCell, string]>([
  ['m月d日', date(46024, 'm"月"d"日"'), 'D2 1月2日，原来大概是 1-2'],
  ['d-mmm', date(46024, 'd-mmm'), 'D2 2-Jan，原来大概是 1-2'],
  ['yyyy/m/d', date(46024, 'yyyy/m/d'), 'D2 2026/1/2，原来大概是 1-2'],
  ['mmm-yy', date(44927, 'mmm-yy'), 'D2 Jan-23，原来大概是 2023-1'],
  ['the number behind it', 46024, 'D2 46024，原来大概是 1-2'],
  ['a text of a csv', '1月2日', 'D2 1月2日，原来大概是 1-2'],
  ['an English text of a csv', '2-Jan', 'D2 2-Jan，原来大概是 1-2'],
  ['a text with a time', '2026/1/2 0:00:00', 'D2 2026/1/2 0:00:00，原来大概是 1-2'],
])('a class that became a date is reported with its cell: %s', (_, cell, detail) => {
  const file = workbookOf({
    名单: [
      ['学号', '姓名', '学院', '班级'],
      ['20230101', '示例甲', '示例学院', cell],
    ],
  })
  expect(plan(file).fresh).toEqual([])
  expect(plan(file).faults).toMatchObject([{ kind: 'dateClass', rows: [{ row: 2, detail }] }])
})

test('a room that became a date is not taken, and its student is', () => {
  const file = workbookOf({
    名单: [
      ['学号', '姓名', '学院', '班级', '宿舍'],
      ['20230101', '示例甲', '示例学院', '计科1班', date(46024, 'm"月"d"日"')],
    ],
  })
  expect(plan(file).fresh).toMatchObject([{ dorm: '' }])
  expect(faults(file)).toEqual(['dateDorm 2'])
})

test('a day of enrolment is a year', () => {
  const file = workbookOf({
    名单: [
      ['学号', '姓名', '学院', '入学年月', '专业', '班级'],
      ['20230101', '示例甲', '示例学院', date(45170, 'yyyy-mm-dd'), '计科', '1'],
    ],
  })
  expect(plan(file).fresh).toMatchObject([{ className: '2023级计科1班' }])
})

test.each([
  ['示例学院计科1班学生名单', jia],
  ['示例大学示例学院2026届毕业生计科1班名单（45人）', jia],
  ['班级：计科1班  学院：示例学院  辅导员：示例师', jia],
  ['示例大学示例学院2023级计科1班毕业生信息表', '20230101 示例甲 示例学院 2023级计科1班'],
  ['示例学院计科2301毕业生名单', '20230101 示例甲 示例学院 计科2301'],
])('the class stands in the title: %s', (title, person) => {
  expect(people(`${title},,\n序号,学号,姓名\n1,20230101,示例甲`)).toEqual([person])
})

test('a class and a college may stand in cells beside their names', () => {
  expect(people('学院,示例学院,,\n班级,计科1班,人数,2\n学号,姓名\n20230101,示例甲')).toEqual([jia])
})

test('each sheet may be a class, also one whose header was left out', () => {
  const head = ['学号', '姓名']
  const file = workbookOf({
    计科1班: [head, ['20230101', '示例甲'], ['20230102', '示例乙']],
    计科2班: [['20230201', '示例丙']],
    说明: [['请各班核对']],
  })
  expect(people(file, { college: '示例学院' })).toEqual([jia, yi, bing])
  expect(notes(file, { college: '示例学院' })).toEqual([
    'noList 说明',
    'headless 计科2班',
    'placed 示例学院计科1班（工作表“计科1班”）;示例学院计科2班（工作表“计科2班”）',
  ])
})

test('a sheet with people whose columns nobody knows is a fault', () => {
  const file = workbookOf({
    计科1班: [
      ['学号', '姓名'],
      ['20230101', '示例甲'],
    ],
    计科2班: [['示例丙', '女', '20230201']],
  })
  expect(faults(file, { college: '示例学院' })).toEqual(['noSheetHeader -'])
})

test('the class may be given for a file that has none, or stand in its name', () => {
  const text = '学号,姓名,学院\n20230101,示例甲,示例学院'
  expect(people(text, { className: '计科1班' })).toEqual([jia])
  expect(people(text, { file: '计科1班.csv' })).toEqual([jia])
  expect(faults(text, { file: '名单2026.csv' })).toEqual(['noClass 2'])
})

test('a class that stands only in the first of several rows holds for all of them', () => {
  const text =
    '学院,班级,学号,姓名\n示例学院,计科1班,20230101,示例甲\n,,20230102,示例乙\n,,20230103,示例丁\n,计科2班,20230201,示例丙\n,,20230202,示例戊'
  expect(plan(text).fresh.map(p => p.className)).toEqual(['计科1班', '计科1班', '计科1班', '计科2班', '计科2班'])
  expect(notes(text)).toEqual(['filled 学院、班级'])
})

test('one who has no class among those who have is missing theirs', () => {
  const text =
    '学号,姓名,学院,班级\n20230101,示例甲,示例学院,计科1班\n20230102,示例乙,示例学院,计科1班\n20230103,示例丁,示例学院,\n20230104,示例戊,示例学院,'
  expect(faults(text)).toEqual(['noClass 4,5'])
})

// ── Side by side ──

const two = ['学号', '姓名', '学院', '班级']
test('lists that stand beside one another are all read', () => {
  const [a, b, c] = [jia, yi, bing].map(p => p.split(' '))
  const file = workbookOf({
    名单: [
      [...two, null, ...two, null, ...two],
      [...a!, null, ...b!, null, ...c!],
      [null, null, null, null, null, '20230103', '示例丁', '示例学院', '计科1班'],
    ],
  })
  expect(people(file).toSorted()).toEqual([jia, yi, '20230103 示例丁 示例学院 计科1班', bing])
  expect(notes(file)).toEqual(['sideBySide 3 份'])
})

test('lists beside one another may have their classes above them, and count their rows', () => {
  const half = ['序号', '学号', '姓名']
  const file = workbookOf(
    {
      名单: [
        ['计科1班', null, null, '计科2班', null, null],
        [...half, ...half],
        [1, '20230101', '示例甲', 1, '20230201', '示例丙'],
        [2, '20230102', '示例乙', null, null, null],
      ],
    },
    { merges: ['A1:C1', 'D1:F1'] },
  )
  expect(people(file, { college: '示例学院' }).toSorted()).toEqual([jia, yi, bing])
})

test('a column that stands once holds for all lists beside one another', () => {
  expect(people('学院,班级,学号,姓名,学号,姓名\n示例学院,计科1班,20230101,示例甲,20230102,示例乙')).toEqual([jia, yi])
})

test('half of a pair that is broken is told and not dropped', () => {
  const text = '学号,姓名,学院,班级,学号,姓名,学院,班级\n20230101,示例甲,示例学院,计科1班,,示例乙,示例学院,计科1班'
  expect(people(text)).toEqual([jia])
  expect(faults(text)).toEqual(['noNumber 2'])
})

// ── Where people live ──

test.each([
  ['楼栋,房间,床位', '1栋,101,1号床', '1栋101 1号床'],
  ['楼号,房间号,床号', '1,101,1', '1栋101 1号床'],
  ['园区,楼栋,单元,房间', '西区,3栋,2,301', '西区3栋2单元301'],
  ['宿舍楼,寝室号', '1栋,1栋101', '1栋101'],
  ['宿舍,床位', '1栋101,2', '1栋101 2号床'],
  ['LDMC,FJH,CWH', '1栋,101,1', '1栋101 1号床'],
  ['房间号,层', '1栋101,1', '1栋101'],
])('%s make one room', (head, row, dorm) => {
  expect(plan(`学号,姓名,学院,班级,${head}\n20230101,示例甲,示例学院,计科1班,${row}`).fresh).toMatchObject([{ dorm }])
})

test('宿管分配表: the room stands once for all its beds', () => {
  const text =
    '楼栋,房间,床位,学号,姓名,学院,班级\n1栋,101,1,20230101,示例甲,示例学院,计科1班\n,,2,20230102,示例乙,示例学院,计科1班\n,,3,20230103,示例丁,示例学院,计科1班\n,102,1,20230104,示例戊,示例学院,计科1班\n,,2,20230105,示例己,示例学院,计科1班'
  expect(plan(text).fresh.map(p => p.dorm)).toEqual(
    ['101 1', '101 2', '101 3', '102 1', '102 2'].map(d => `1栋${d}号床`),
  )
})

test('those without a room are given nobody else’s', () => {
  const text =
    '学号,姓名,学院,班级,宿舍\n20230101,示例甲,示例学院,计科1班,1栋101\n20230102,示例乙,示例学院,计科1班,\n20230103,示例丁,示例学院,计科1班,'
  expect(plan(text).fresh.map(p => p.dorm)).toEqual(['1栋101', '', ''])
})

// ── Loans ──

const loans = (head: string, ...values: string[]) =>
  plan(
    ['学号,姓名,学院,班级,', ...values.map((_, n) => `${20230101 + n},示例甲,示例学院,计科1班,`)]
      .map((line, n) => line + (n === 0 ? head : values[n - 1]))
      .join('\n'),
  )

test.each([
  '无',
  '否',
  '×',
  '✗',
  'X',
  '0',
  '0.00',
  '0元',
  'N/A',
  'NA',
  '#N/A',
  '-',
  '——',
  '/',
  '＼',
  '□',
  'FALSE',
  '没有',
  '未办理',
  '未申请贷款',
  '没有办理助学贷款',
  '不需要',
  '非贷款学生',
  '已还清',
  '暂无',
  '',
])('“%s” is no loan', said => {
  const { fresh, faults: wrong } = loans('是否贷款', said)
  expect([fresh[0]!.loan, wrong]).toEqual(['', []])
})

test.each([
  ['是', '有'],
  ['√', '有'],
  ['✔', '有'],
  ['V', '有'],
  ['TRUE', '有'],
  ['1', '有'],
  ['8000', '有'],
  ['"8,000.00"', '有'],
  ['0.8万', '有'],
  ['￥12000元', '有'],
  ['生源地', '生源地'],
  ['生源地信用助学贷款', '生源地信用助学贷款'],
  ['国家开发银行', '国家开发银行'],
  ['校园地贷款', '校园地贷款'],
])('“%s” is a loan', (said, loan) => {
  const { fresh, faults: wrong } = loans('是否贷款', said)
  expect([fresh[0]!.loan, wrong]).toEqual([loan, []])
})

test.each(['不详', '待核实', '拟贷款', '曾贷款', '申请未获批贷款', '2', '示例', '?'])(
  'nobody is asked for anything because of “%s”, and it is told',
  said => {
    const { fresh, faults: wrong } = loans('是否贷款', said)
    expect(fresh[0]!.loan).toBe('')
    expect(wrong).toMatchObject([{ kind: 'unclearLoan', isBad: false, rows: [{ row: 2, detail: `“${said}”` }] }])
  },
)

test('several columns of a loan are read together', () => {
  expect(loans('是否贷款,贷款类型', '是,生源地', '否,', '是,').fresh.map(p => p.loan)).toEqual(['生源地', '', '有'])
  expect(loans('生源地贷款,校园地贷款', '√,×', '×,√', '×,×').fresh.map(p => p.loan)).toEqual([
    '生源地贷款',
    '校园地贷款',
    '',
  ])
})

test('a loan that one column has and another has not is nobody’s', () => {
  const { fresh, faults: wrong } = loans('是否贷款,贷款金额', '是,0.00')
  expect(fresh[0]!.loan).toBe('')
  expect(wrong).toMatchObject([{ kind: 'unclearLoan' }])
})

// ── Those who have left, and marks ──

const one = (head: string, value: string) =>
  plan(`学号,姓名,学院,班级,${head}\n20230101,示例甲,示例学院,计科1班,${value}`)

test.each([
  ['学籍状态', '退学', 'withdrawn'],
  ['学籍状态', '开除学籍', 'withdrawn'],
  ['学籍状态', '休学', 'suspended'],
  ['学籍状态', '保留学籍（应征入伍）', 'suspended'],
  ['异动类型', '转专业（转出）', 'transferred'],
  ['学生当前状态', '转学', 'transferred'],
  ['是否在校', '否', 'transferred'],
  ['是否在校', '是', ''],
  ['XJZT', '注册学籍', ''],
  ['学籍状态', '在读', ''],
  ['学籍状态', '休学后复学', ''],
  ['学籍状态', '转专业（转入）', ''],
  ['学籍状态', '有', ''],
  ['学籍状态', '', ''],
])('%s %s', (head, value, left) => {
  expect(one(head, value).fresh).toMatchObject([{ left }])
  expect(one(head, value).faults).toEqual([])
})

test('those who have left are listed, and a state that nobody knows is told', () => {
  expect(one('学籍状态', '退学').notes).toMatchObject([{ kind: 'left', items: ['20230101 示例甲（退学，计科1班）'] }])
  expect(one('学籍状态', '延长学制').faults).toMatchObject([{ kind: 'unclearStatus', isBad: false }])
})

test.each([
  ['政治面貌', '中共预备党员', ['党员']],
  ['政治面貌', '共青团员', []],
  ['政治面貌', '群众', []],
  ['是否党员', '√', ['党员']],
  ['ZZMMMC', '中共党员', ['党员']],
  ['班委职务', '学习委员', ['干部']],
  ['职务', '无', []],
  ['是否学生干部', '是', ['干部']],
  ['信息员', '×', []],
  ['安全信息员', '是', ['信息员']],
])('%s %s marks somebody', (head, value, tags) => {
  expect(one(head, value).fresh).toMatchObject([{ tags }])
})

test('团委团员表: what has no column stays, what has one is brought up to date', () => {
  const existing = [aPerson('20230101', { name: '示例甲', className: '计科1班', tags: ['信息员', '党员'] })]
  const text = '所在学院,团支部,学号,姓名,政治面貌\n示例学院,计科1班团支部,20230101,示例甲,共青团员'
  expect(plan(text, { existing }).changed).toMatchObject([{ fields: ['tags'], after: { tags: ['信息员'] } }])
})

// ── Files ──

/** A workbook whose second sheet or third row somebody has hidden. */
function hiding({ type = 'xlsx' as 'xlsx' | 'biff8', sheet = false, row = false, column = false }): Uint8Array {
  const book = utils.book_new()
  const head = ['学号', '姓名', '学院', '班级']
  const first = utils.aoa_to_sheet([head, jia.split(' '), yi.split(' ')])
  if (row) first['!rows'] = [{}, {}, { hidden: true }]
  if (column) first['!cols'] = [{}, {}, {}, { hidden: true }]
  utils.book_append_sheet(book, first, '2026届')
  utils.book_append_sheet(book, utils.aoa_to_sheet([head, bing.split(' ')]), '2025届')
  if (sheet) book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  return new Uint8Array(write(book, { type: 'array', bookType: type }) as ArrayBuffer)
}

test.each(['xlsx', 'biff8'] as const)('hidden sheets are named and left out unless they are asked for: %s', type => {
  const file = hiding({ type, sheet: true })
  expect(people(file)).toEqual([jia, yi])
  expect(notes(file)).toEqual(['hiddenSheets 2025届'])
  expect(people(file, { withHidden: true })).toEqual([jia, yi, bing])
})

test('hidden rows are named and left out unless they are asked for', () => {
  const file = hiding({ row: true })
  expect(people(file)).toEqual([jia, bing])
  expect(notes(file)).toEqual(['hiddenRows “2026届”第 3 行'])
  expect(people(file, { withHidden: true })).toEqual([jia, yi, bing])
})

test('a hidden column that was used is named', () => {
  expect(notes(hiding({ column: true }))).toEqual(['hiddenColumns “2026届”班级'])
})

test('a file of Excel before 97 has the bytes of a Chinese computer', () => {
  // The library writes ASCII alone into such a file: what stands for each text is as long as its bytes, and gives way to them.
  const texts = ['学号', '姓名', '学院', '班级', ...jia.split(' ')]
  const standing = texts.map((text, n) => String(n).padStart(inGbk(text).length, '~'))
  const written = workbookOf({ Sheet1: [standing.slice(0, 4), standing.slice(4)] }, { type: 'biff5' })
  const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  const file = texts.reduce((all, text, n) => all.replace(standing[n]!, latin(inGbk(text))), latin(written))
  expect(people(Buffer.from(file, 'latin1'))).toEqual([jia])
})

test.each([
  ['a PDF', utf8('%PDF-1.7 …'), 'pdf'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'picture'],
  ['an archive', utf8('Rar!…'), 'archive'],
  ['a document', utf8('PK\u0003\u0004…word/document.xml…'), 'document'],
  ['a file with a password', utf16('EncryptedPackage'), 'locked'],
  ['something else', utf16('示例'), 'unreadable'],
])('%s is named for what it is, with a cure', (_, file, kind) => {
  expect(plan(file).faults).toMatchObject([{ kind, isBad: true }])
})

function utf16(text: string): Uint8Array {
  return new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from(text, 'utf16le')])
}

test.each([
  [
    'UTF-16 without a mark',
    new Uint8Array(Buffer.from(`学号\t姓名\t学院\t班级\n${jia.replaceAll(' ', '\t')}`, 'utf16le')),
  ],
  ['vertical bars', utf8(`学号|姓名|学院|班级\n${jia.replaceAll(' ', '|')}`)],
  ['full-width commas', utf8(`学号，姓名，学院，班级\n${jia.replaceAll(' ', '，')}`)],
])('a text in %s is read', (_, file) => {
  expect(people(file)).toEqual([jia])
})

test('a number with a unit in its format is read as it is shown', () => {
  const file = workbookOf({ 名单: [two, ['20230101', '示例甲', '示例学院', { t: 'n', v: 1, z: '"计科"0"班"' }]] })
  expect(people(file)).toEqual([jia])
})

test('only leavers of a list are no reason to tell them again when nothing changed', () => {
  const text = '学号,姓名,学院,班级,学籍状态\n20230101,示例甲,示例学院,计科1班,休学'
  expect(plan(text, { existing: plan(text).fresh })).toMatchObject({
    changed: [],
    fresh: [],
    unchanged: [{ left: 'suspended' }],
  })
})
