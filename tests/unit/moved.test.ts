import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { moveChat } from '../../src/store/people/moved-group.ts'
import { tempFolder } from '../support/folder.ts'

const to = { id: 'telegram:-100', channel: 'telegram', kind: 'group', title: '示例1班' } as const

async function openGroup() {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const row = {
    id: 'telegram:-5',
    channel: 'telegram',
    kind: 'group',
    title: '示例1班',
    state: '{"mode":"静默"}',
    at: 1,
  }
  await database.db.insertInto('chat').values(row).execute()
  return { database, chats: () => database.db.selectFrom('chat').select(['id', 'title', 'state']).execute() }
}

test('a group keeps its state under its new id', async () => {
  const { database, chats } = await openGroup()
  await moveChat(database, 'telegram:-5', to)
  expect(await chats()).toEqual([{ id: to.id, title: '示例1班', state: '{"mode":"静默"}' }])
})

test('told a second time, as after a kill, the group keeps it still', async () => {
  const { database, chats } = await openGroup()
  await moveChat(database, 'telegram:-5', to)
  await moveChat(database, 'telegram:-5', to)
  expect(await chats()).toHaveLength(1)
})

test('a move without a title leaves the old one', async () => {
  const { database, chats } = await openGroup()
  await moveChat(database, 'telegram:-5', { ...to, title: '' })
  expect(await chats()).toMatchObject([{ title: '示例1班' }])
})
