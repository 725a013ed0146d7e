import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../src/channels/wechat/client/journal.ts'
import { tempFolder } from '../support/folder.ts'

const raw = (MsgId: string) => ({
  MsgId,
  CreateTime: 1,
  MsgType: 1,
  FromUserName: '@a',
  ToUserName: '@me',
  Content: `text of ${MsgId}`,
})

test('what was kept and not done is there for the next process, in the order in which it came', () => {
  const folder = join(tempFolder(), 'received')
  const journal = openJournal(folder)
  for (const message of [raw('m2'), raw('m1'), raw('m3'), raw('m3')]) expect(journal.keep(message)).toBe(true)
  journal.done('m2')
  journal.done('unknown')
  expect(openJournal(folder).left()).toEqual([raw('m1'), raw('m3')])
  const next = openJournal(folder)
  next.keep(raw('m0'))
  expect(
    openJournal(folder)
      .left()
      .map(m => m.MsgId),
  ).toEqual(['m1', 'm3', 'm0'])
})

test('what is done leaves nothing behind, and an id of the platform never names a file', () => {
  const folder = join(tempFolder(), 'received')
  const journal = openJournal(folder)
  journal.keep(raw('../../farewell.db'))
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^1-[0-9a-f]{32}\.json$/)])
  journal.done('../../farewell.db')
  expect(readdirSync(folder)).toEqual([])
})

test('only the bot’s own user may read it', () => {
  const folder = join(tempFolder(), 'received')
  openJournal(folder).keep(raw('m1'))
  const modes = [folder, join(folder, readdirSync(folder)[0]!)].map(path => statSync(path).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600])
})

test('what a kill left half written is thrown away', () => {
  const folder = join(tempFolder(), 'received')
  openJournal(folder).keep(raw('m1'))
  writeFileSync(join(folder, `2-${'0'.repeat(32)}.json`), '{"MsgId":')
  expect(openJournal(folder).left()).toEqual([raw('m1')])
  expect(readdirSync(folder)).toHaveLength(1)
})

test('where nothing can be written it says so and goes on', () => {
  const file = join(tempFolder(), 'a-file')
  writeFileSync(file, '')
  expect(openJournal(join(file, 'received')).keep(raw('m1'))).toBe(false)
})
