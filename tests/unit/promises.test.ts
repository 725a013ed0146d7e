import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readContent } from '../../src/bot/content.ts'
import { promisesIn } from '../../src/content/promises.ts'
import { copyFixture, zone } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const read: [text: string, least: number, most: number][] = [
  ['保存一年', 360, 366],
  ['留半年', 180, 183],
  ['大约两个月后自动清掉', 60, 62],
  ['保存两年', 720, 732],
  ['默认 30 天后自动清理', 30, 30],
  ['最多留 7 天', 7, 7],
  ['存一个半月', 45, 47],
  ['十天以后删掉', 10, 10],
]
test.each(read)('“%s” promises %i to %i days', (text, least, most) => {
  expect(promisesIn(text)).toMatchObject([{ least, most }])
})

test.each(['你还有三天，记得退宿', '先保存好证书', '一天内到家说一声', '绑定码七天内有效', '删除以后找不回来'])(
  '“%s” promises nothing',
  text => {
    expect(promisesIn(text)).toEqual([])
  },
)

const shipped = resolve(import.meta.dirname, '../../flows')

/** What `farewell check` finds when one shipped flow or a phrase says something else. */
function problemsOf(edit: { flow?: [string, string]; phrases?: [string, string] }) {
  const knowledge = copyFixture(tempFolder())
  const flows = tempFolder()
  const text = readFileSync(join(shipped, 'arrival.yaml'), 'utf8')
  writeFileSync(join(flows, 'arrival.yaml'), edit.flow ? text.replace(...edit.flow) : text)
  if (edit.phrases) {
    const file = join(knowledge, 'phrases.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(...edit.phrases))
  }
  return readContent({ knowledge, flows, zone }).problems.filter(p => p.what.includes('没有哪条规则'))
}

test('a flow that promises another time than its own is a fault with its line', () => {
  expect(problemsOf({})).toEqual([])
  const lines = readFileSync(join(shipped, 'arrival.yaml'), 'utf8').split('\n')
  const line = lines.findIndex(text => text.includes('两个月后自动清掉')) + 1
  expect(problemsOf({ flow: ['两个月后自动清掉', '三个月后自动清掉'] })).toMatchObject([
    { where: 'flows/arrival.yaml', line },
  ])
  expect(problemsOf({ flow: ['keepDays: 60', 'keepDays: 90'] })).toMatchObject([{ where: 'flows/arrival.yaml' }])
})

test('a phrase that promises a time which no rule keeps is a fault', () => {
  const edit = (days: number): [string, string] => ['没有交过任何内容。', `没有交过任何内容，${days} 天后删掉。`]
  expect(problemsOf({ phrases: edit(77) })).toMatchObject([{ where: 'knowledge/phrases.yaml' }])
  expect(problemsOf({ phrases: edit(30) })).toEqual([])
})
