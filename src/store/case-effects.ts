import type { Kysely } from 'kysely'
import type { Caretaker, CaseEffect } from '../core/case.ts'
import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Chat, Update } from '../core/update.ts'
import { waitingRow } from './outbox.ts'
import type { Tables } from './schema.ts'

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
    case 'mark-scam':
      await db
        .updateTable('scam_case')
        .set({
          state: effect.mark,
          marked_by: saving.owner,
          marked_at: saving.at,
          delete_at: saving.at + effect.keepDays * day,
        })
        .where('number', '=', effect.number)
        .execute()
      return
    case 'open-crisis':
      return openCrisis(db, effect, saving)
    case 'acknowledge-crisis':
      return acknowledge(db, effect, saving)
    case 'mark-crisis':
      return markCrisis(db, effect, saving)
  }
}

type Of<D extends CaseEffect['do']> = Extract<CaseEffect, { do: D }>

async function openScam(
  db: Kysely<Tables>,
  { case: found, unit, sketch, keepDays }: Of<'open-scam'>,
  saving: CaseSaving,
): Promise<void> {
  const { signals, at, ...plain } = found
  await useNumber(db, found.number)
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
  await useNumber(db, found.number)
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

/**
 * Tells these people of a crisis case, each over every private chat there is, and records it; someone whom nothing reaches is recorded
 * as such. Telling the same step twice changes nothing.
 */
export async function tellStaff(
  db: Kysely<Tables>,
  {
    number,
    step,
    staff,
    saying,
    at,
    ids,
  }: { number: string; step: number; staff: readonly Caretaker[]; saying: Saying; at: number; ids: Ids },
): Promise<void> {
  for (const one of staff) {
    if (one.homes.length === 0) await note(db, { number, at, step, event: 'unreachable', staff: one.number, key: null })
    for (const { handle, chat } of one.homes) {
      const key = `crisis:${number}:${step}:${handle}`
      await say(db, { key, chat, to: handle, saying, at, ids })
      await note(db, { number, at, step, event: 'told', staff: one.number, key })
    }
  }
}

/** Adds a line to the history of a crisis case. */
export async function note(db: Kysely<Tables>, row: Omit<Tables['crisis_event'], 'seq'>): Promise<void> {
  await db.insertInto('crisis_event').values(row).execute()
}

async function acknowledge(
  db: Kysely<Tables>,
  { number, by }: Of<'acknowledge-crisis'>,
  { owner, at }: CaseSaving,
): Promise<void> {
  const row = await db
    .updateTable('crisis_case')
    .set({ state: 'acknowledged', next_at: null, by })
    .where('number', '=', number)
    .where('state', '=', 'open')
    .returning('step')
    .executeTakeFirst()
  const staff = owner.startsWith('n:') ? owner.slice(2) : owner
  await note(db, { number, at, step: row?.step ?? -1, event: 'acknowledged', staff, key: null })
}

/** Keeps what a crisis was as a label without a person; a false one leaves nothing else behind but a word to those who knew of it. */
async function markCrisis(
  db: Kysely<Tables>,
  { number, mark, keepDays, toStaff, toPerson }: Of<'mark-crisis'>,
  { update, owner, ids, at }: CaseSaving,
): Promise<void> {
  const row = await db.selectFrom('crisis_case').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row) return
  const { type, about, grade, excerpt, home, home_channel } = row
  const label = { type, about, grade, mark, text: excerpt, delete_at: at + keepDays * day }
  await db
    .insertInto('crisis_label')
    .values({ number, ...label })
    .onConflict(c => c.column('number').doUpdateSet(label))
    .execute()
  if (mark === 'confirmed') return acknowledge(db, { do: 'acknowledge-crisis', number, by: row.by || update.person.name }, { update, owner, ids, at })
  const told = await homesTold(db, number)
  await deleteTraces(db, number)
  await db.deleteFrom('crisis_case').where('number', '=', number).execute()
  for (const { to, chat } of told.filter(t => t.to !== update.person.id))
    await say(db, { key: `crisis-false:${number}:${to}`, chat, to, saying: toStaff, at, ids })
  if (home !== null && home_channel !== null) {
    const chat = { id: home, channel: home_channel, kind: 'private' as const, title: '' }
    await say(db, { key: `crisis-false:${number}`, chat, to: null, saying: toPerson, at, ids })
  }
}

/** Where members of staff were told of a crisis. */
async function homesTold(db: Kysely<Tables>, number: string): Promise<{ to: string; chat: Chat }[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(['person as to', 'chat', 'channel'])
    .distinct()
    .where('key', 'like', `crisis:${number}:%`)
    .execute()
  return rows.flatMap(({ to, chat, channel }) =>
    to === null ? [] : [{ to, chat: { id: chat, channel, kind: 'private' as const, title: '' } }],
  )
}

async function say(
  db: Kysely<Tables>,
  { key, chat, to, saying, at, ids }: { key: string; chat: Chat; to: string | null; saying: Saying; at: number; ids: Ids },
): Promise<void> {
  const row = waitingRow({ id: ids.next(), key, chat, purpose: 'safety', to, saying, at: new Date(at) })
  await db
    .insertInto('delivery')
    .values(row)
    .onConflict(c => c.doNothing())
    .execute()
}

async function useNumber(db: Kysely<Tables>, number: string): Promise<void> {
  const letter = number.slice(0, 1) as 'S' | 'C'
  const last = Number(number.slice(1))
  await db
    .insertInto('case_number')
    .values({ letter, last })
    .onConflict(c => c.column('letter').doUpdateSet({ last }))
    .execute()
}

/**
 * What of the cases goes when a person asks to be forgotten: their crises that somebody has acknowledged. One that nobody has seen to
 * yet stays until then, without a word of what was said: it is there to protect them.
 */
export async function forgetCases(db: Kysely<Tables>, person: string): Promise<void> {
  const done = await db
    .deleteFrom('crisis_case')
    .where('person', '=', person)
    .where('state', '=', 'acknowledged')
    .returning('number')
    .execute()
  for (const { number } of done) await deleteTraces(db, number)
  await db.updateTable('crisis_case').set({ excerpt: '' }).where('person', '=', person).execute()
}

/** Deletes what was recorded and sent to staff because of a crisis case. */
export async function deleteTraces(db: Kysely<Tables>, number: string): Promise<void> {
  await db.deleteFrom('crisis_event').where('number', '=', number).execute()
  await db.deleteFrom('delivery').where('key', 'like', `crisis:${number}:%`).where('state', '!=', 'sending').execute()
}
