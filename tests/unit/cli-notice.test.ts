import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const notice =
  '关于2027届离校的通知\n\n一、毕业生须于6月28日前离校。去年有人到6月30日还没走。\n\n某大学\n\n2027年5月17日\n'

async function read(name: string, text: string | Uint8Array, ...options: string[]) {
  const folder = tempFolder()
  const file = join(folder, name)
  writeFileSync(file, text)
  return run(['notice', file, ...options, '--data', join(folder, 'data')], { FAREWELL_KNOWLEDGE: copyFixture(folder) })
}

test('notice prints what could be taken, whose words it is, and what was left out and why', async () => {
  const { code, out } = await read('通知.txt', notice)
  expect(code).toBe(0)
  expect(out).toContain('2027-06-28')
  expect(out).toContain('一：“一、毕业生须于6月28日前离校”')
  expect(out).toMatch(/没有采用的日期[\s\S]*往年的事/)
})

test('notice --json prints one object', async () => {
  const { code, out } = await read('通知.md', notice, '--json')
  expect(code).toBe(0)
  expect(Object.keys(JSON.parse(out))).toEqual(['proposals', 'left', 'issued', 'year'])
})

test('what cannot be read is refused with a cure', async () => {
  const { code, err } = await read('通知.doc', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))
  expect(code).toBe(1)
  expect(err).toContain('另存为 docx')
})

test('a file that is not there, and none at all, are told', async () => {
  expect((await run(['notice', '/nowhere/a.docx'])).err).toContain('没有这个文件')
  expect((await run(['notice'])).code).toBe(1)
})

test('notice --keep puts it where staff look at it, once', async () => {
  const folder = tempFolder()
  const file = join(folder, '通知.txt')
  writeFileSync(file, notice)
  const data = join(folder, 'data')
  const keep = () => run(['notice', file, '--keep', '--data', data], { FAREWELL_KNOWLEDGE: copyFixture(folder) })
  expect((await keep()).out).toMatch(/有 \d 条建议。什么都还没有改/)
  expect((await keep()).out).toContain('放过了')
  const { db, close } = await openDatabase(data)
  expect(await db.selectFrom('notice').select(['file', 'by']).execute()).toEqual([{ file: '通知.txt', by: null }])
  expect(await db.selectFrom('content_version').selectAll().execute()).toEqual([])
  await close()
})
