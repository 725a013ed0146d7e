import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'
import { runScript } from '../support/script.ts'

/** How many notices are kept, how many values were set, and how many proposals are noted as taken. */
async function counts(folder: string) {
  const { db, close } = await openDatabase(folder)
  const notices = await db.selectFrom('notice').select('id').execute()
  const proposals = await db.selectFrom('notice_proposal').select('state').execute()
  const versions = await db.selectFrom('content_version').select('version').execute()
  await close()
  const taken = proposals.filter(p => p.state === 'accepted').length
  return { notices: notices.length, isWhole: notices.length === 0 || proposals.length > 2, set: versions.length, taken }
}

test.each([
  ['afterCommit', 1, 'after the notice was kept'],
  ['beforeCommit', 2, 'before a value of it is taken'],
] as const)(
  'killed at %s %i, right %s, a value is set and noted as taken, or neither; and each once in the end',
  async (point, n, _when) => {
    const folder = tempFolder()
    const first = await runScript('notice/taker.ts', folder, point, `${n}`)
    expect(first.signal, first.err).toBe('SIGKILL')
    const between = await counts(folder)
    expect([between.set, between.isWhole]).toEqual([between.taken, true])
    const last = await runScript('notice/taker.ts', folder, 'never', '1')
    expect(last.code, last.err).toBe(0)
    expect(await counts(folder)).toEqual({ notices: 1, isWhole: true, set: 1, taken: 1 })
  },
)
