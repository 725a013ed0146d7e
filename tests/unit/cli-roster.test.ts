import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { allPeople, savePeople } from '../../src/store/people/roster.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { aPerson } from '../support/office.ts'

const head = '学号,姓名,学院,班级,辅导员,身份,负责班级'
const students = [
  '20230001,示例甲,示例学院,一班,T01',
  '20230002,示例乙,示例学院,一班,T01',
  '20230003,示例丙,示例学院,二班,T01',
]
const counselor = 'T01,示例师,示例学院,,,辅导员,'

/** A data folder, and `farewell roster` on it. */
function office() {
  const folder = tempFolder()
  const env = { FAREWELL_DATA: join(folder, 'data') }
  const file = (lines: readonly string[], name = 'list.csv') => {
    writeFileSync(join(folder, name), [head, ...lines].join('\n'))
    return join(folder, name)
  }
  const inside = async <T>(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> => {
    const database = await openDatabase(env.FAREWELL_DATA)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  return { folder, file, inside, roster: (...args: string[]) => run(['roster', ...args], env) }
}

test('an import is tried first and changes nothing', async () => {
  const { file, roster } = office()
  const { code, out } = await roster('import', file([...students, counselor, '20230004,,示例学院,二班']))
  expect(code).toBe(0)
  for (const part of ['新增 4 人', '有问题、没有导入 1 处', '没有姓名（1 处）：第 6 行 → 补上姓名', '只是试算'])
    expect(out).toContain(part)
  expect((await roster('list')).out).toContain('0 人')
})

test('--apply saves the good rows and writes the audit log; the same again changes nothing', async () => {
  const { file, inside, roster } = office()
  const path = file([...students, counselor])
  expect((await roster('import', path, '--apply')).out).toContain('已写入名册')
  expect((await roster('import', path)).out).toContain('不变 4 人')
  expect((await roster('list', '--class', '一班')).out).toContain('2 人')
  expect(await inside(d => d.db.selectFrom('audit').select(['person', 'act', 'detail']).execute())).toEqual([
    { person: 'shell', act: 'roster-import', detail: 'new 4 changed 0 unchanged 0 removed 0 bad 0' },
    { person: 'shell', act: 'see-people', detail: '示例学院一班 2' },
  ])
})

test('a newer file says what changed and who is missing, and removes only when told', async () => {
  const { file, inside, roster } = office()
  await roster('import', file(students), '--apply')
  const newer = file([students[0]!, students[1]!.replace('一班', '二班')], 'newer.csv')
  const { out } = await roster('import', newer, '--apply')
  expect(out).toContain('20230002 示例乙：班级 一班 → 二班')
  expect(out).toContain('名册里有、文件里没有 1 人')
  expect(await inside(allPeople)).toHaveLength(3)
  await roster('import', newer, '--apply', '--remove-missing')
  expect((await inside(allPeople)).map(p => p.number).sort()).toEqual(['20230001', '20230002'])
})

test('JSON has the whole plan', async () => {
  const { file, roster } = office()
  const plan = JSON.parse((await roster('import', file([...students, '1']), '--json')).out)
  expect(plan).toMatchObject({ isApplied: false, unchanged: 0, missing: [] })
  expect(plan.fresh).toHaveLength(3)
  expect(plan.faults).toMatchObject([
    { kind: 'oddNumber', isBad: true, rows: [{ row: 5 }] },
    { kind: 'unknownCounselor', isBad: false, rows: [{ row: null }] },
  ])
  expect(plan.columns).toMatchObject([{ unused: [] }])
})

test('people of the school take the place of the made-up ones', async () => {
  const { file, inside, roster } = office()
  await inside(d => savePeople(d, [aPerson('示例001')], new Date(0)))
  await roster('import', file(students), '--apply')
  expect((await inside(allPeople)).map(p => p.number)).toEqual(['20230001', '20230002', '20230003'])
})

test('codes for a class are printed, and saved as a list to hand out', async () => {
  const { folder, file, inside, roster } = office()
  await roster('import', file(students), '--apply')
  const path = join(folder, 'codes.xlsx')
  const { code, out } = await roster('code', '--class', '一班', '--out', path)
  expect(code).toBe(0)
  const printed = [...out.matchAll(/^(\d+) .* ([A-Z]{8})$/gm)].map(m => [m[1], m[2]])
  expect(printed.map(p => p[0])).toEqual(['20230001', '20230002'])
  const rows = utils.sheet_to_json<string[]>(Object.values(read(readFileSync(path)).Sheets)[0]!, { header: 1 })
  expect(rows.slice(1, 3).map(r => [r[0], r[4]])).toEqual(printed)
  expect(await inside(d => d.db.selectFrom('bind_code').select('number').execute())).toHaveLength(2)
})

test('show tells of one person, the scope of a counselor too', async () => {
  const { file, roster } = office()
  await roster('import', file([...students, counselor]), '--apply')
  expect((await roster('show', 'T01')).out).toContain('负责 示例学院一班、示例学院二班')
  expect(JSON.parse((await roster('show', '20230001', '--json')).out)).toMatchObject({ bindings: [], codeUntil: null })
})

test.each([
  [['import'], '没有写文件'],
  [['import', 'nowhere.xlsx'], '读不到文件'],
  [['list', '--class', '九班'], '没有找到“九班”'],
  [['show', '1'], '没有找到“1”'],
  [['code', '1'], '没有找到“1”'],
  [['code'], '没有写给谁'],
  [['bake'], '没有“bake”这一项'],
])('%s is a clear error', async (args, what) => {
  const { roster } = office()
  const { code, err } = await roster(...args)
  expect([code, err]).toEqual([1, expect.stringContaining(what)])
})

test('a counselor named by --as sees and changes the own classes only', async () => {
  const { file, inside, roster } = office()
  const foreign = '20239999,示例丁,示例学院,九班,T09'
  await roster('import', file([...students, foreign, counselor]), '--apply')
  const as = (...args: string[]) => roster(...args, '--as', 'T01')
  expect((await as('list')).out).not.toContain('20239999')
  expect((await as('show', '20239999')).err).toContain('不在你负责的范围里')
  for (const to of [['20239999'], ['20230001', '20239999'], ['--class', '九班']])
    expect((await as('code', ...to)).err).toContain('不在你负责的范围里')
  const moved = [students[0]!.replace('示例甲', '示例改名'), foreign.replace('示例丁', '示例戊')]
  const refused = await as('import', file(moved), '--apply', '--remove-missing')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('1 人不在你负责的范围里')])
  expect((await as('import', file(moved.slice(0, 1)), '--apply')).out).toContain('名册里有、文件里没有 2 人')
  const names = (await inside(allPeople)).map(p => `${p.number} ${p.name}`)
  expect(names).toContain('20230001 示例改名')
  expect(names).toContain('20239999 示例丁')
  const acts = await inside(d => d.db.selectFrom('audit').select(['person', 'act']).orderBy('seq').execute())
  expect(acts.filter(a => a.person === 'n:T01').map(a => a.act)).toEqual([
    'see-people',
    ...Array(3).fill('issue-code-refused'),
    'roster-import-refused',
    'roster-import',
  ])
})

test('tags, moves and those who have left are set by number, and shown', async () => {
  const { file, roster } = office()
  await roster('import', file([...students, counselor]), '--apply')
  expect((await roster('tag', '党员', '20230001', '20230002')).out).toContain('改了 2 人')
  await roster('tag', '党员', '20230002', '--off')
  await roster('left', '休学', '20230001')
  await roster('move', '二班', '20230002')
  const { out } = await roster('list')
  expect(out).toMatch(/20230001 .* 一班 {2}党员、休学$/m)
  expect(out).toMatch(/20230002 .* 二班$/m)
  expect(out).toContain('这一部分 3 人，绑定 0 人，能找到 0 人；已经离开 1 人')
  expect((await roster('list', '--tag', '党员')).out).toContain('1 人：')
  expect((await roster('left', '毕业', '20230001')).err).toContain('有的是：退学、休学、转出')
})
