import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'
import { settingsIn } from '../support/web.ts'
import { copiesOf, fillFolder, playWeek, rosterOf } from '../support/week.ts'

const size = { classes: 3, perClass: 8, counselors: 3 }

test('a week of a small college with two kills: nobody is forgotten, nothing is said twice', {
  timeout: 180_000,
}, async () => {
  const folder = tempFolder()
  const env = settingsIn(folder)
  const data = join(folder, 'data')
  await fillFolder(data, size)
  const { sent, kills } = await playWeek(data, {
    size,
    env,
    dies: [sofar => copiesOf(sofar, 'A01').length >= 3, sofar => copiesOf(sofar, 'A03').length >= 10],
  })
  expect(kills).toBe(2)
  for (const number of ['A01', 'A02', 'A03', 'A05']) {
    const copies = copiesOf(sent, number)
    expect(copies.length).toBeGreaterThan(0)
    expect(new Set(copies).size).toBe(copies.length)
  }
  const { db, close } = await openDatabase(data)
  const rows = await db.selectFrom('broadcast_recipient').selectAll().where('broadcast', '=', 'A03').execute()
  const meant = rosterOf(size).filter(p => p.className !== '')
  expect(rows.map(r => r.number).sort()).toEqual(meant.map(p => p.number).sort())
  expect(rows.filter(r => r.state === 'queued')).toEqual([])
  const states = await db.selectFrom('broadcast').select(['number', 'state', 'corrected_by']).orderBy('seq').execute()
  expect(states.map(s => `${s.number} ${s.state} ${s.corrected_by ?? ''}`.trim())).toEqual([
    'A01 sent',
    'A02 sent A04',
    'A03 sent',
    'A04 sent',
    'A05 recalled',
    'A06 sent',
  ])
  await close()
  const texts = sent.map(s => s.text).join('\n')
  expect(texts).toContain('不能自己批准自己的')
  expect(texts).toContain('A99 不是本校小助手发出的')
  expect(texts).toContain('不一致')
  expect(texts).toContain('发布预警和通知要由辅导员等老师来做')
})
