import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ProblemsError } from '../../src/core/errors.ts'
import { openDatabase } from '../../src/store/open.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'

/** What opening this folder is refused with. */
async function refusal(folder: string): Promise<string> {
  const error = await openDatabase(folder).then(
    database => database.close(),
    reason => reason,
  )
  expect(error).toBeInstanceOf(ProblemsError)
  return (error as ProblemsError).message
}

test('a file where the folder should be is named, with what to do', async () => {
  const file = join(tempFolder(), 'data')
  writeFileSync(file, '')
  expect(await refusal(file)).toMatch(new RegExp(`^${file}: 这里要一个文件夹，现在是一个文件.* → `))
  expect(await refusal(join(file, 'deeper'))).toContain('这里要一个文件夹')
})

for (const name of ['farewell.db', 'farewell.lock'])
  test(`a folder in place of ${name} is told as a file that cannot be opened`, async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, name))
    expect(await refusal(folder)).toMatch(new RegExp(`${name}: 打不开.* → `))
  })

for (const name of ['farewell.db', 'farewell.lock'])
  test(`a ${name} that is no database is told as damaged, and the folder is free again`, async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, name), 'no database '.repeat(1000))
    expect(await refusal(folder)).toMatch(new RegExp(`${name}: 数据库文件坏了.* → `))
    expect(await refusal(folder)).toContain('坏了')
  })

test('every command that opens the data says it in one line', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'farewell.db'), 'no database '.repeat(1000))
  for (const command of [
    ['questions'],
    ['desk', 'list'],
    ['cases', 'list'],
    ['roster', 'show'],
    ['broadcast', 'list'],
  ]) {
    const { code, err } = await run([...command, '--data', folder])
    expect([command[0], code, err]).toEqual([command[0], 1, expect.stringContaining('数据库文件坏了')])
    expect(err).not.toContain('    at ')
  }
})

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('only the owner may enter the folder and read what is in it, also what was there before', async () => {
  const folder = join(tempFolder(), 'data')
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  writeFileSync(join(folder, 'pictures', 'a.png'), '')
  for (const path of [folder, join(folder, 'pictures')]) chmodSync(path, 0o755)
  chmodSync(join(folder, 'pictures', 'a.png'), 0o644)
  const database = await openDatabase(folder)
  onTestFinished(() => database.close())
  expect([modeOf(folder), modeOf(join(folder, 'pictures'))]).toEqual(['700', '700'])
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name !== 'pictures')
  expect(files.sort()).toEqual([
    'farewell.db',
    'farewell.db-shm',
    'farewell.db-wal',
    'farewell.lock',
    'farewell.lock-journal',
    'pictures/a.png',
  ])
  expect(files.map(name => modeOf(join(folder, name)))).toEqual(files.map(() => '600'))
})
