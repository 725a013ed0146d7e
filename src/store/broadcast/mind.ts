import type { Kysely } from 'kysely'
import type { Chore } from '../../core/chore.ts'
import type { Database } from '../open.ts'
import { post } from '../post.ts'
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
    rewind: now => transact(tx => rewind(tx, now.getTime(), parts)),
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

/** The clock was put back to `at`: what was closed too early is open again, and nobody waits longer than from a broadcast that leaves now. */
async function rewind(db: Kysely<Tables>, at: number, parts: MindParts): Promise<void> {
  const reopened = await db
    .updateTable('broadcast')
    .set({ is_closed: 0 })
    .where('state', 'in', ['queued', 'sent'])
    .where('is_closed', '=', 1)
    .where('corrected_by', 'is', null)
    .where('closes_at', '>', at)
    .returning('number')
    .execute()
  for (const { number } of reopened)
    await db
      .updateTable('broadcast_recipient')
      .set({ state: 'sent' })
      .where('broadcast', '=', number)
      .where('state', '=', 'unconfirmed')
      .execute()
  const longest = at + parts.progressEvery()
  await db.updateTable('broadcast_group').set({ progress_due: longest }).where('progress_due', '>', longest).execute()
  const ahead = db.selectFrom('broadcast').select(['number', 'escalated', 'escalate_at']).where('escalate_at', '>', at)
  for (const { number, escalated, escalate_at } of await ahead.execute()) {
    const latest = await escalatesBy(db, number, { at, escalated, parts })
    if (latest !== null && latest < escalate_at!)
      await db.updateTable('broadcast').set({ escalate_at: latest }).where('number', '=', number).execute()
  }
}

/** When the next of those in charge would hear, if what they wait for had happened at `at`. */
async function escalatesBy(
  db: Kysely<Tables>,
  number: string,
  { at, escalated, parts }: { at: number; escalated: number; parts: MindParts },
): Promise<number | null> {
  const broadcast = (await broadcastOf(db, number))!
  if (escalated === 0) return parts.escalateAt(broadcast, at)
  const rule = parts.ruleOf(broadcast.level)
  return rule && parts.awake(broadcast.level, at + rule.thenMinutes * 60_000)
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
    await post(db, {
      id: parts.ids.next(),
      key: `broadcast:${number}:progress:${chat}:${line}`,
      chat: { id: chat, channel, kind: 'group' },
      purpose: 'broadcast',
      to: null,
      saying: parts.progressOf(broadcast, ofClass),
      at: new Date(at),
    })
  }
}
