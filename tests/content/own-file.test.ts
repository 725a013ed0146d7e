import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readContent } from '../../src/bot/content.ts'
import { ownFile } from '../../src/bot/own-file/file.ts'
import { openDatabase } from '../../src/store/open.ts'
import { holdings, type Tables } from '../../src/store/schema.ts'
import { tempFolder } from '../support/folder.ts'
import { columnsOf } from '../support/rows.ts'

const root = resolve(import.meta.dirname, '../..')
const { content } = readContent({
  knowledge: resolve(root, 'knowledge'),
  flows: resolve(root, 'flows'),
  zone: 'Asia/Shanghai',
})
const words = content!.ownFileWords
const at = Date.parse('2027-06-16T07:05:00Z')

test('everything that people may take away has a word, or is a number of ours', async () => {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const wordless: string[] = []
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const shows = holdings[table]?.shows ?? []
    const columns = shows === 'all' ? (await columnsOf(database, table)).map(c => c.name) : [...shows]
    const { columns: said = {}, hides = [] } = words.tables[table] ?? {}
    wordless.push(...columns.filter(c => !(c in said) && !hides.includes(c)).map(c => `${table}.${c}`))
  }
  expect(wordless).toEqual([])
})

test('the file tells in words and by the clock of the school, without numbers of ours', () => {
  const text = ownFile(
    {
      person: 'n:1',
      submission: [
        {
          number: 'C270616-AAAAAAA',
          person: 'n:1',
          flow: 'checkout',
          version: content!.flows.current.get('checkout')!.version,
          answers: JSON.stringify({ done_items: ['keys'], check: true }),
          state: 'submitted',
          at,
        },
      ],
      tag: [{ person: 'n:1', name: 'arrived', value: 'yes', at, delete_at: at }],
      delivery: [{ at, chat: 'web:1:private', body: JSON.stringify({ text: '记上了' }), state: 'delivered' }],
    },
    content!,
    new Date(at),
  )
  expect(text).toContain('哪一份：退宿清单；编号：C270616-AAAAAAA；内容：已经办好：钥匙遥控器交还')
  expect(text).toContain('什么事：到家；办好了：是；记下的时间：2027年6月16日 15:05')
  expect(text).toContain('内容：记上了；状态：已送到')
  expect(text).not.toMatch(/n:1|web:|done_items|\d{4}-\d{2}-\d{2}|\d{10,}|[{}[\]"]|true|false/)
})

test('where nothing is kept the file says so', () => {
  expect(ownFile({}, content!, new Date(at))).toContain(words.nothing)
})
