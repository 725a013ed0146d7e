import type { Kysely } from 'kysely'
import type { CaseEffect } from '../../core/case.ts'
import type { Ids } from '../../core/clock.ts'
import type { Update } from '../../core/update.ts'
import { useNumber } from '../counter.ts'
import type { Tables } from '../schema.ts'
import { tellStaff } from './telling.ts'

/** The turn in which a case changes. */
interface CaseSaving {
  update: Update
  owner: string
  ids: Ids
  at: number
}

const day = 86_400_000

/** Saves what a turn changed in the cases. */
export async function saveCaseEffect(db: Kysely<Tables>, effect: CaseEffect, saving: CaseSaving): Promise<void> {
  switch (effect.do) {
    case 'open-scam':
      return openScam(db, effect, saving)
    case 'join-scam': {
      await seenIn(db, effect, saving)
      await db
        .updateTable('scam_case')
        .set({ last_at: saving.at, ...(effect.draft === '' ? {} : { draft: effect.draft }) })
        .where('number', '=', effect.number)
        .execute()
      return
    }
    case 'open-crisis':
      return openCrisis(db, effect, saving)
  }
}

type Of<D extends CaseEffect['do']> = Extract<CaseEffect, { do: D }>

async function openScam(
  db: Kysely<Tables>,
  { case: found, unit, sketch, keepDays }: Of<'open-scam'>,
  saving: CaseSaving,
): Promise<void> {
  const { signals, at, ...plain } = found
  await useNumber(db, 'scam', found.number)
  await db
    .insertInto('scam_case')
    .values({
      ...plain,
      signals: JSON.stringify(signals),
      sketch: JSON.stringify(sketch),
      at,
      last_at: at,
      state: 'open',
      marked_by: null,
      marked_at: null,
      delete_at: at + keepDays * day,
    })
    .execute()
  await seenIn(db, { number: found.number, unit }, saving)
}

/** Counts a case in the group of the turn. */
async function seenIn(
  db: Kysely<Tables>,
  { number, unit }: Pick<Of<'join-scam'>, 'number' | 'unit'>,
  { update: { chat }, at }: CaseSaving,
): Promise<void> {
  await db
    .insertInto('scam_group')
    .values({
      number,
      chat: chat.id,
      title: chat.title,
      college: unit?.college ?? null,
      class_name: unit?.name ?? null,
      times: 1,
      at,
    })
    .onConflict(c => c.columns(['number', 'chat']).doUpdateSet(eb => ({ times: eb('scam_group.times', '+', 1) })))
    .execute()
}

async function openCrisis(
  db: Kysely<Tables>,
  { case: found, home, tell, nextAt, keepDays }: Of<'open-crisis'>,
  { owner, ids, at }: CaseSaving,
): Promise<void> {
  const { unit, ...plain } = found
  await useNumber(db, 'crisis', found.number)
  await db
    .insertInto('crisis_case')
    .values({
      ...plain,
      person: owner,
      home: home?.id ?? null,
      home_channel: home?.channel ?? null,
      college: unit?.college ?? null,
      class_name: unit?.name ?? null,
      state: 'open',
      step: 0,
      next_at: nextAt,
      by: '',
      delete_at: at + keepDays * day,
    })
    .execute()
  await tellStaff(db, { number: found.number, step: 0, at, ids, ...tell })
}
