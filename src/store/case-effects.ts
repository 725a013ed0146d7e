import { type Kysely, sql } from 'kysely'
import type { Caretaker, CaseEffect, CaseWorkEffect } from '../core/case.ts'
import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import { ownerOfNumber } from '../core/roster.ts'
import type { Chat, Update } from '../core/update.ts'
import { masked, nameless } from '../safety/mask.ts'
import { deleteAnswers, deleteTraces } from './case-traces.ts'
import { useNumber } from './counter.ts'
import { homesOf } from './people/homes.ts'
import { type Matter, post } from './post.ts'
import type { Tables } from './schema.ts'
import { holds } from './sqlite/sql.ts'

/** The turn in which a case changes. */
interface CaseSaving {
  update: Update
  owner: string
  ids: Ids
  at: number
}

/** What staff do to a case belongs to no message. */
type WorkSaving = Pick<CaseSaving, 'ids' | 'at'>

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

/** Saves what staff changed in the cases. */
export async function saveCaseWork(db: Kysely<Tables>, effect: CaseWorkEffect, saving: WorkSaving): Promise<void> {
  switch (effect.do) {
    case 'mark-scam':
      await db
        .updateTable('scam_case')
        .set({
          state: effect.mark,
          marked_by: ownerOfNumber(effect.by.number),
          marked_at: saving.at,
          delete_at: saving.at + effect.keepDays * day,
        })
        .where('number', '=', effect.number)
        .execute()
      return
    case 'acknowledge-crisis':
      return acknowledge(db, effect, saving)
    case 'mark-crisis':
      return markCrisis(db, effect, saving)
  }
}

type Of<D extends (CaseEffect | CaseWorkEffect)['do']> = Extract<CaseEffect | CaseWorkEffect, { do: D }>

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
      const of: Matter = { matter: 'crisis', about: number, round: step }
      await say(db, { key, of, chat, to: handle, saying, at, ids })
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
  { at }: Pick<WorkSaving, 'at'>,
): Promise<void> {
  const row = await db
    .updateTable('crisis_case')
    .set({ state: 'acknowledged', next_at: null, by: by.name })
    .where('number', '=', number)
    .where('state', '=', 'open')
    .returning('step')
    .executeTakeFirst()
  await note(db, { number, at, step: row?.step ?? -1, event: 'acknowledged', staff: by.number, key: null })
}

/** Keeps what a crisis was as a label without a person; a false one leaves nothing else behind but a word to those who know of it. */
async function markCrisis(db: Kysely<Tables>, effect: Of<'mark-crisis'>, saving: WorkSaving): Promise<void> {
  const { number, mark, by, keepDays } = effect
  const row = await db.selectFrom('crisis_case').selectAll().where('number', '=', number).executeTakeFirst()
  if (!row) return
  const { type, about, grade } = row
  const label = { type, about, grade, mark, text: await labelText(db, row), delete_at: saving.at + keepDays * day }
  await db
    .insertInto('crisis_label')
    .values({ number, ...label })
    .onConflict(c => c.column('number').doUpdateSet(label))
    .execute()
  if (mark === 'confirmed') return acknowledge(db, { do: 'acknowledge-crisis', number, by }, saving)
  await tellFalse(db, effect, { row, saving })
  await deleteTraces(db, number)
  await deleteAnswers(db, row)
  await db.deleteFrom('crisis_case').where('number', '=', number).execute()
  // What was asked before the case was opened led to it; what was asked since is not answered yet.
  await db.deleteFrom('worry').where('person', '=', row.person).where('at', '<=', row.at).execute()
}

/** The words of a case without a longer number, a name of the roster or the name of whoever wrote them. */
async function labelText(db: Kysely<Tables>, { excerpt, name }: Tables['crisis_case']): Promise<string> {
  const named = await db
    .selectFrom('roster')
    .select('name')
    .distinct()
    .where(holds(sql.val(excerpt), sql.ref('name')))
    .execute()
  const names = [name, ...named.map(n => n.name)].filter(n => n.length > 1)
  return nameless(masked(excerpt), names)
}

/** Tells the person, and all staff who know of a case but whoever called it false, that it was. */
async function tellFalse(
  db: Kysely<Tables>,
  { number, by, toStaff, toPerson }: Of<'mark-crisis'>,
  { row: { home, home_channel }, saving: { ids, at } }: { row: Tables['crisis_case']; saving: WorkSaving },
): Promise<void> {
  const staff = await knowing(db, number)
  const homes = await homesOf(db, { numbers: staff.filter(one => one !== by.number), at })
  for (const { handle, chat } of [...homes.values()].flat())
    await say(db, { key: `crisis-false:${number}:${handle}`, chat, to: handle, saying: toStaff, at, ids })
  if (home === null || home_channel === null) return
  const chat = { id: home, channel: home_channel, kind: 'private' as const, title: '' }
  await say(db, { key: `crisis-false:${number}`, chat, to: null, saying: toPerson, at, ids })
}

/** Staff who know of a crisis: those who were told, unless nothing reached them, and those who took it. */
async function knowing(db: Kysely<Tables>, number: string): Promise<string[]> {
  const rows = await db
    .selectFrom('crisis_event')
    .leftJoin('delivery', 'delivery.key', 'crisis_event.key')
    .select(['staff', 'delivery.state', 'delivery.attempts'])
    .where('crisis_event.number', '=', number)
    .where('event', 'in', ['told', 'acknowledged'])
    .execute()
  const hasLeft = ({ state, attempts }: (typeof rows)[number]) =>
    state === 'waiting' ? attempts !== 0 : state !== 'refused' && state !== 'failed'
  return [...new Set(rows.filter(hasLeft).flatMap(({ staff }) => (staff === null ? [] : [staff])))]
}

async function say(
  db: Kysely<Tables>,
  {
    at,
    ids,
    ...rest
  }: { key: string; of?: Matter; chat: Chat; to: string | null; saying: Saying; at: number; ids: Ids },
): Promise<void> {
  await post(db, { ...rest, id: ids.next(), purpose: 'safety', at: new Date(at) })
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
