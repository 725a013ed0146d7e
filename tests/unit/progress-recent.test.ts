import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { readsIn } from '../../src/store/reads.ts'
import { tempFolder } from '../support/folder.ts'
import { aPerson } from '../support/office.ts'

const begin = Date.parse('2026-06-25T12:00:00+08:00')

/** A roster of so many, and how many are counted on it so many seconds later. */
async function aRoster(size: number) {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const people = Array.from({ length: size }, (_, n) => aPerson(`s${n}`, { className: n % 2 ? '一班' : '二班' }))
  await savePeople(database, people, new Date(begin))
  const counted = async (seconds: number, name?: string) => {
    const scope = [name ? { of: 'class' as const, college: '示例学院', name } : { of: 'school' as const }]
    const reads = readsIn(database.db, new Date(begin + seconds * 1000))
    return (await reads.progress.byClass(scope, [])).reduce((sum, c) => sum + c.people, 0)
  }
  const leave = (number: string) => database.db.deleteFrom('roster').where('number', '=', number).execute()
  return { counted, leave }
}

test('very many people are counted anew every ten seconds, and each part of them by itself', async () => {
  const { counted, leave } = await aRoster(5001)
  expect(await counted(0)).toBe(5001)
  await leave('s1')
  expect([await counted(9), await counted(9, '一班'), await counted(10)]).toEqual([5001, 2499, 5000])
  await leave('s3')
  expect(await counted(1)).toBe(4999)
})

test('fewer are counted whenever they are asked for', async () => {
  const { counted, leave } = await aRoster(100)
  expect(await counted(0)).toBe(100)
  await leave('s1')
  expect(await counted(0)).toBe(99)
})
