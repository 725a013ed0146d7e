/**
 * A console that is killed while a notice is put in and a value of it is taken: `node taker.ts FOLDER POINT N`. It kills itself when it passes POINT
 * (`beforeCommit`, `afterCommit`) for the Nth time; what was done in an earlier life is not done again.
 */
import { randomUUID } from 'node:crypto'
import { noticeRulesOf } from '../../../src/bot/editing.ts'
import { stranger } from '../../../src/core/roster.ts'
import { saidIn } from '../../../src/office/notice/ground.ts'
import { keepNotice, readIntake } from '../../../src/office/notice/intake.ts'
import { takeValues } from '../../../src/office/notice/take.ts'
import type { Act } from '../../../src/office/outcome.ts'
import { openDatabase } from '../../../src/store/open.ts'
import { perform } from '../../../src/store/perform.ts'
import { readsIn } from '../../../src/store/reads.ts'
import { contentOf, intakeWords } from '../content.ts'
import { makeDeath } from '../doomed.ts'
import { fixtureKnowledge } from '../fixture.ts'
import { aNotice } from './intake.ts'
import { noticeGroundOf } from './read.ts'

const [folder, point, times] = process.argv.slice(2) as [string, string, string]
const at = makeDeath(point, Number(times))
const database = await openDatabase(folder)
const doomed: typeof database = {
  ...database,
  async transact(go) {
    const came = await database.transact(async db => {
      const came = await go(db)
      at('beforeCommit')()
      return came
    })
    at('afterCommit')()
    return came
  },
}
const rules = noticeRulesOf(contentOf(fixtureKnowledge()))
const actor = { ...stranger, number: 'u1', role: 'school' as const, scope: [{ of: 'school' as const }] }
const deed = { by: 'n:u1', through: 'console', at: Date.parse('2026-06-10') }
const ids = { next: randomUUID }
const done = <Input, What, Why>(act: Act<typeof rules, Input, What, Why>, input: Input) =>
  perform(doomed, { act, rules, actor, input, deed, ids })

const ground = { ...noticeGroundOf(), intake: intakeWords }
const read = await readIntake(new TextEncoder().encode(aNotice), '通知.txt', ground)
if (read.fault !== null) throw new Error(read.fault)
const { id } = read.notice
await done(keepNotice, read)
const { n } = (await readsIn(database.db, new Date(deed.at)).notices.proposals(id)).find(
  proposal => saidIn(proposal).field === 'checkout.end',
)!
await done(takeValues, { id, of: [{ n, basedOn: 0 }] })
await database.close()
