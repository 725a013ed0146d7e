import type { Kysely } from 'kysely'
import type { Chore } from '../../core/chore.ts'
import type { Database } from '../open.ts'
import { waitingRow } from '../outbox.ts'
import type { Tables } from '../schema.ts'
import { escalate } from './escalate.ts'
import type { MindParts } from './parts.ts'
import { broadcastOf } from './record.ts'
import { tallyOf } from './tally.ts'

/** What becomes of a broadcast after it was sent: the time to confirm runs out, groups hear how many did, and those in charge who did not. */
export function makeMind({ db, transact }: Database, parts: MindParts): Chore {
  return {
    name: 'broadcasts-after',
    async nextDue() {
      const live = db.selectFrom('broadcast').where('state', 'in', ['queued', 'sent'])
      const { closes } = await live
        .select(eb => eb.fn.min('closes_at').as('closes'))
        .where('is_closed', '=', 0)
        .executeTakeFirstOrThrow()
      const { escalates } = await live.select(eb => eb.fn.min('escalate_at').as('escalates')).executeTakeFirstOrThrow()
      const { progress } = await db
        .selectFrom('broadcast_group')
        .select(eb => eb.fn.min('progress_due').as('progress'))
        .executeTakeFirstOrThrow()
      const times = [closes, escalates, progress].flatMap(at => (at === null ? [] : [Number(at)]))
      return times.length > 0 ? new Date(Math.min(...times)) : null
    },
    run: now =>
      transact(async tx => {
        const at = now.getTime()
        await sayProgress(tx, at, parts)
        await close(tx, at)
        await escalate(tx, at, parts)
      }),
  }
}

/** Whoever has not confirmed in time is noted so; a later confirmation is late. */
async function close(db: Kysely<Tables>, at: number): Promise<void> {
  const over = await db
    .updateTable('broadcast')
    .set({ is_closed: 1 })
    .where('state', 'in', ['queued', 'sent'])
    .where('is_closed', '=', 0)
    .where('closes_at', '<=', at)
    .returning('number')
    .execute()
  for (const { number } of over)
    await db
      .updateTable('broadcast_recipient')
      .set({ state: 'unconfirmed' })
      .where('broadcast', '=', number)
      .where('state', '=', 'sent')
      .execute()
}

async function sayProgress(db: Kysely<Tables>, at: number, parts: MindParts): Promise<void> {
  const due = await db
    .updateTable('broadcast_group')
    .set(eb => ({ progress_due: null, progress_lines: eb('progress_lines', '+', 1) }))
    .where('progress_due', '<=', at)
    .returningAll()
    .execute()
  for (const { broadcast: number, chat, channel, college, class_name: name, progress_lines: line } of due) {
    if (line > parts.progressMost()) continue
    const broadcast = await broadcastOf(db, number)
    const [ofClass] = await tallyOf(db, number, [{ of: 'class', college, name }])
    if (!broadcast || !ofClass) continue
    const row = waitingRow({
      id: parts.ids.next(),
      key: `broadcast:${number}:progress:${chat}:${line}`,
      chat: { id: chat, channel, kind: 'group' },
      purpose: 'broadcast',
      to: null,
      saying: parts.progressOf(broadcast, ofClass),
      at: new Date(at),
    })
    await db
      .insertInto('delivery')
      .values(row)
      .onConflict(c => c.doNothing())
      .execute()
  }
}
