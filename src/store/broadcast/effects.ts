import type { Kysely } from 'kysely'
import type { BroadcastEffect } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import { givingWayTo } from '../../office/broadcasts/states.ts'
import { useNumber } from '../counter.ts'
import { firstHomes } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { claim } from './claim.ts'
import { saveBroadcast } from './record.ts'
import { stopWaiting } from './start.ts'

/** Saves what a turn (or a command) changed in the broadcasts, within its transaction. `at` is epoch milliseconds. */
export async function saveBroadcastEffect(
  db: Kysely<Tables>,
  effect: BroadcastEffect,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  switch (effect.do) {
    case 'save-broadcast':
      return saveBroadcast(db, effect.broadcast)
    case 'approve-broadcast':
      return approve(db, effect, at)
    case 'end-broadcast':
      await db
        .updateTable('broadcast')
        .set({ state: effect.as, reason: effect.reason })
        .where('number', '=', effect.number)
        .where('state', 'in', ['draft', 'waiting', 'approved'])
        .execute()
      return
    case 'recall-broadcast':
      return recall(db, effect, at)
    case 'resend-broadcast':
      return resend(db, effect)
    case 'confirm-broadcast':
      return confirm(db, effect, at)
    case 'claim-broadcast':
      return claim(db, effect, at)
    case 'write-to':
      return writeTo(db, effect, { ids, at })
  }
}

type EffectOf<K extends BroadcastEffect['do']> = Extract<BroadcastEffect, { do: K }>

async function approve(db: Kysely<Tables>, { number, by }: EffectOf<'approve-broadcast'>, at: number): Promise<void> {
  const approved = await db
    .updateTable('broadcast')
    .set({ state: 'approved', approved_by: by })
    .where('number', '=', number)
    .where('state', 'in', ['draft', 'waiting'])
    .returning('due')
    .executeTakeFirst()
  if (approved) await addRound(db, number, { round: 0, due: Math.max(approved.due, at) })
}

async function addRound(
  db: Kysely<Tables>,
  broadcast: string,
  { round, due }: { round: number; due: number },
): Promise<void> {
  await db
    .insertInto('broadcast_round')
    .values({ broadcast, round, due, started_at: null, cursor: '', planned_at: null })
    .onConflict(c => c.doNothing())
    .execute()
}

async function resend(db: Kysely<Tables>, { number, due }: EffectOf<'resend-broadcast'>): Promise<void> {
  const { last } = await db
    .selectFrom('broadcast_round')
    .select(eb => eb.fn.max('round').as('last'))
    .where('broadcast', '=', number)
    .executeTakeFirstOrThrow()
  await addRound(db, number, { round: Number(last) + 1, due })
}

/** Everything of the recall at once: what waits stops, and the notice follows what had left. */
async function recall(
  db: Kysely<Tables>,
  { number, reason, notice }: EffectOf<'recall-broadcast'>,
  at: number,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ state: 'recalled', reason, is_closed: 1, escalate_at: null })
    .where('number', '=', number)
    .where('state', 'in', ['queued', 'sent'])
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) === 0) return
  await stopWaiting(db, number, { now: at, reason: 'recalled' })
  if (!(await useNumber(db, 'broadcast', notice.number)))
    throw new Error('the number of a notice was given out meanwhile')
  await saveBroadcast(db, notice)
  await addRound(db, notice.number, { round: 0, due: at })
}

/** Counts a confirmation, in time or late; the class's groups hear of it a little later. */
async function confirm(
  db: Kysely<Tables>,
  { number, person, by, progressEvery }: EffectOf<'confirm-broadcast'>,
  at: number,
): Promise<void> {
  const moved = await db
    .updateTable('broadcast_recipient')
    .set(eb => ({
      state: eb
        .case()
        .when(
          eb.exists(
            eb.selectFrom('broadcast').select('number').where('number', '=', number).where('closes_at', '<', at),
          ),
        )
        .then('late' as const)
        .else('confirmed' as const)
        .end(),
      confirmed_at: at,
      confirmed_by: by,
      reason: '',
    }))
    .where('broadcast', '=', number)
    .where('number', '=', person)
    .where('state', 'in', givingWayTo('confirmed'))
    .returning(['college', 'class_name'])
    .executeTakeFirst()
  if (!moved) return
  await db
    .updateTable('broadcast_group')
    .set({ progress_due: at + progressEvery })
    .where('broadcast', '=', number)
    .where('college', '=', moved.college)
    .where('class_name', '=', moved.class_name)
    .where('state', '=', 'sent')
    .where('progress_due', 'is', null)
    .execute()
}

/** Writes to people wherever they can be written to. */
export async function writeTo(
  db: Kysely<Tables>,
  { key, numbers, saying }: Omit<EffectOf<'write-to'>, 'do'>,
  { ids, at }: { ids: Ids; at: number },
): Promise<void> {
  for (const [number, { handle, chat }] of await firstHomes(db, { numbers, at }))
    await post(db, {
      id: ids.next(),
      key: `${key}:${number}`,
      chat,
      purpose: 'reminder',
      to: handle,
      saying,
      at: new Date(at),
    })
}
