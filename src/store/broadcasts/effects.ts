import type { Kysely } from 'kysely'
import type { BroadcastEffect } from '../../core/broadcast.ts'
import type { Ids } from '../../core/clock.ts'
import { useNumber } from '../counter.ts'
import { firstHomes } from '../people/homes.ts'
import { post } from '../post.ts'
import type { Tables } from '../schema.ts'
import { claim, saveConfirmation } from './recipients.ts'
import { addRound, saveBroadcast, takeBack } from './record.ts'

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
    case 'unapprove-broadcast':
      return unapprove(db, effect.number)
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
      return saveConfirmation(db, effect, at)
    case 'claim-broadcast':
      return claim(db, effect, at)
    case 'write-to':
      await writeTo(db, effect, { ids, at })
      return
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

/** One that has not begun to leave is a draft again; the round that waited for its time goes. */
async function unapprove(db: Kysely<Tables>, number: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('broadcast')
    .set({ state: 'draft', approved_by: null })
    .where('number', '=', number)
    .where('state', '=', 'approved')
    .where('started_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) === 0) return
  await db.deleteFrom('broadcast_round').where('broadcast', '=', number).execute()
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
  if (!(await takeBack(db, number, { reason, at }))) return
  if (!(await useNumber(db, 'broadcast', notice.number)))
    throw new Error('the number of a notice was given out meanwhile')
  await saveBroadcast(db, notice)
  await addRound(db, notice.number, { round: 0, due: at })
}

/** Writes to people wherever they can be written to; answers the numbers of those who can be. */
export async function writeTo(
  db: Kysely<Tables>,
  { key, numbers, saying }: Omit<EffectOf<'write-to'>, 'do'>,
  { ids, at }: { ids: Ids; at: number },
): Promise<string[]> {
  const homes = await firstHomes(db, { numbers, at })
  for (const [number, { handle, chat }] of homes)
    await post(db, {
      id: ids.next(),
      key: `${key}:${number}`,
      chat,
      purpose: 'reminder',
      to: handle,
      saying,
      at: new Date(at),
    })
  return [...homes.keys()]
}
