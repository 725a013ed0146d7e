import type { Kysely } from 'kysely'
import type { PersonMemory } from '../core/memory.ts'
import { studentRoles } from '../core/role.ts'
import { type Kind, leastAuditDays, type Retention } from '../knowledge/retention.ts'
import { deleteSent, deleteTraces, strayTellings } from './cases/traces.ts'
import { removePeople } from './people/roster.ts'
import type { Tables } from './schema.ts'

/** Now, and how long what is kept. */
export interface When {
  at: number
  days: Retention['days']
}

const day = 86_400_000

/** What has to go with a row goes with it here. Each answers how many rows went. */
export const ownEnds: Partial<Record<keyof Tables, (db: Kysely<Tables>, when: When) => Promise<bigint>>> = {
  roster: endRoster,
  person_memory: endMemory,
  submission: endSubmissions,
  crisis_case: endCrises,
  audit: endAudit,
}

const before = (kind: Kind, { at, days }: When) => at - days[kind]! * day

/** Students whom no list has named for so long, with their bindings and codes. */
async function endRoster(db: Kysely<Tables>, when: When): Promise<bigint> {
  const old = await db
    .selectFrom('roster')
    .select('number')
    .where('role', 'in', [...studentRoles])
    .where('at', '<=', before('roster', when))
    .execute()
  await removePeople(
    db,
    old.map(o => o.number),
  )
  return BigInt(old.length)
}

async function endSubmissions(db: Kysely<Tables>, { at }: { at: number }): Promise<bigint> {
  const gone = await db.deleteFrom('submission').where('delete_at', '<=', at).returning(['number', 'person']).execute()
  for (const { number, person } of gone)
    await changeMemory(db, person, memory => ({
      ...memory,
      submissions: (memory.submissions ?? []).filter(s => s.number !== number),
    }))
  return BigInt(gone.length)
}

/** Runs and drafts that nobody has touched for so long; what remembers nothing any more goes whole. */
async function endMemory(db: Kysely<Tables>, when: When): Promise<bigint> {
  const old = await db.selectFrom('person_memory').select('person').where('at', '<=', before('draft', when)).execute()
  let gone = 0n
  for (const { person } of old)
    gone += await changeMemory(db, person, memory => ({
      ...memory,
      frames: [],
      drafts: [],
      question: null,
      checkAskedAt: null,
    }))
  return gone
}

/** Changes what is remembered of somebody, or deletes it when nothing is left to remember; 1 when anything was changed. */
async function changeMemory(
  db: Kysely<Tables>,
  person: string,
  change: (memory: PersonMemory) => PersonMemory,
): Promise<bigint> {
  const row = await db.selectFrom('person_memory').select('state').where('person', '=', person).executeTakeFirst()
  if (!row) return 0n
  const memory = change(JSON.parse(row.state) as PersonMemory)
  const { frames = [], drafts = [], submissions = [] } = memory
  const state = JSON.stringify(memory)
  if (frames.length + drafts.length + submissions.length === 0)
    await db.deleteFrom('person_memory').where('person', '=', person).execute()
  else if (state === row.state) return 0n
  else await db.updateTable('person_memory').set({ state }).where('person', '=', person).execute()
  return 1n
}

/** Lines of the audit log; the log itself holds on to the three years before its newest line. */
async function endAudit(db: Kysely<Tables>, when: When): Promise<bigint> {
  const newest = await db
    .selectFrom('audit')
    .select(eb => eb.fn.max('at').as('at'))
    .executeTakeFirst()
  const upTo = Math.min(before('audit', when), (newest?.at ?? 0) - leastAuditDays * day)
  return (await db.deleteFrom('audit').where('at', '<=', upTo).executeTakeFirstOrThrow()).numDeletedRows
}

/** Crises, with everything that was recorded and sent to staff because of them. */
async function endCrises(db: Kysely<Tables>, { at }: { at: number }): Promise<bigint> {
  const gone = await db.deleteFrom('crisis_case').where('delete_at', '<=', at).returning('number').execute()
  for (const { number } of gone) await deleteTraces(db, number)
  const stray = await strayTellings(db).execute()
  await deleteSent(db, stray)
  return BigInt(gone.length + stray.length)
}
