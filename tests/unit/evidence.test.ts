import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { makePictures } from '../../src/assets/pictures.ts'
import type { Answer } from '../../src/core/memory.ts'
import { deskReads } from '../../src/store/desk.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { png } from '../support/picture.ts'
import { deciding } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

interface Given {
  number: string
  flow: string
  answers: Record<string, Answer>
  state?: 'submitted' | 'late' | 'review' | 'withdrawn'
}

/** A data folder that holds these submissions. */
async function dataWith(...given: Given[]) {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  const at = new Date('2027-06-01T04:00:00Z')
  const turns = makeTurns(database, { clock: { now: () => at }, ids: { next: () => crypto.randomUUID() } })
  for (const { state = 'submitted', ...one } of given) {
    const submission = { ...one, state, version: 1, code: null, at: at.getTime(), revisedAt: null }
    await turns.run(anUpdate({}), deciding([{ do: 'save-submission', submission, keepDays: 30 }]))
  }
  await database.close()
  return folder
}

async function exported(folder: string) {
  const out = join(tempFolder(), 'out')
  const result = await run(['export', '--out', out, '--data', folder])
  const book = read(readFileSync(join(out, '支撑材料.xlsx')))
  const rows = (sheet: string) => utils.sheet_to_json<string[]>(book.Sheets[sheet]!, { header: 1, defval: '' })
  return { ...result, out, rows, sheets: book.SheetNames }
}

const message = { category: 'wishes', body: '=SUM(1,2) 谢谢母校', photo_plan: 'plain', level: 'anonymous' }

test('the export holds a sheet for each kind of record and contribution, and a summary', async () => {
  const { sheets, rows } = await exported(await dataWith({ number: 'M1', flow: 'message', answers: message }))
  expect(sheets).toEqual(expect.arrayContaining(['概况', '走访宿舍', '主题班会', '毕业感言', '图片视频素材']))
  expect(rows('概况')).toContainEqual(['毕业感言', 1, 0, 0])
})

test('a contribution is readable, stays text, and names nobody who did not sign', async () => {
  const { rows } = await exported(await dataWith({ number: 'M1', flow: 'message', answers: message }))
  const [heading, row] = rows('毕业感言')
  const cell = (label: string) => row![heading!.indexOf(label)]
  expect([cell('正文'), cell('公开范围'), cell('署名')]).toEqual(['=SUM(1,2) 谢谢母校', '匿名', ''])
  expect(row!.join()).not.toContain('u1')
})

test('what is withdrawn or waits for a moderator is counted and not shown', async () => {
  const folder = await dataWith(
    { number: 'M1', flow: 'message', answers: message, state: 'review' },
    { number: 'M2', flow: 'message', answers: message, state: 'withdrawn' },
  )
  const { rows } = await exported(folder)
  expect(rows('毕业感言')).toHaveLength(1)
  expect(rows('概况')).toContainEqual(['毕业感言', 0, 1, 1])
})

test('pictures stand beside the table under the number of their contribution', async () => {
  const folder = await dataWith()
  const name = 'abcdefgh.png'
  await makePictures(join(folder, 'pictures')).put(name, png([]))
  const photos = [{ url: `/pictures/${name}`, alt: '', hash: 'h' }]
  const database = await openDatabase(folder)
  const turns = makeTurns(database, { clock: { now: () => new Date(0) }, ids: { next: () => '1' } })
  const submission = {
    number: 'S1',
    flow: 'media',
    version: 1,
    answers: { kind: 'photo', photos },
    state: 'submitted' as const,
    code: null,
    at: 0,
    revisedAt: null,
  }
  await turns.run(anUpdate({}), deciding([{ do: 'save-submission', submission, keepDays: 30 }]))
  await database.close()
  const { out, rows } = await exported(folder)
  expect(existsSync(join(out, '图片', 'S1-1.png'))).toBe(true)
  expect(rows('图片视频素材')[1]).toContain('S1-1.png')
})

test('an export leaves a line in the audit log', async () => {
  const folder = await dataWith()
  await exported(folder)
  const database = await openDatabase(folder)
  expect(await database.db.selectFrom('audit').select(['act', 'detail']).execute()).toEqual([
    { act: 'export', detail: 'evidence' },
  ])
  await database.close()
})

test('the desk is told when two people hand in the same picture', async () => {
  const photos = [{ url: '/pictures/a.png', alt: '', hash: 'same' }]
  const folder = await dataWith(
    { number: 'S1', flow: 'media', answers: { event: '合影', photos } },
    { number: 'S2', flow: 'media', answers: { event: '合影', photos }, state: 'review' },
  )
  const database = await openDatabase(folder)
  expect(await deskReads(database.db, 0).reviews()).toMatchObject([{ number: 'S2', samePictures: ['S1'] }])
  await database.close()
})
