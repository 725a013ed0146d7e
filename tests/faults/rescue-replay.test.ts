import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { parseLines, run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'

test('a turn that fails in a replay is rescued as in the bot: the person hears where to turn, once, and the case is opened', async () => {
  const data = join(tempFolder(), 'data')
  const database = await openDatabase(data)
  await sql`create trigger defect before insert on delivery when new.key like 'reply:%' begin select raise(abort, 'a defect'); end`.execute(
    database.db,
  )
  await database.close()
  const file = join(data, 'talk.jsonl')
  writeFileSync(file, `${JSON.stringify({ at: '2026-06-10T12:00:00+08:00', from: 'u1', text: '我真的不想活了' })}\n`)
  const { code, out, err } = await run(['replay', file, '--data', data, '--json'])
  expect(parseLines(out)).toMatchObject([{ to: 'u1', text: expect.stringContaining('12356') }])
  expect([code, err]).toEqual([1, expect.stringContaining('line 1: ')])
  const again = await openDatabase(data)
  expect(await again.db.selectFrom('crisis_case').select('number').execute()).toEqual([{ number: 'C01' }])
  await again.close()
})
