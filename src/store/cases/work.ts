import { type Kysely, sql } from 'kysely'
import type { CaseWorkEffect } from '../../core/case.ts'
import type { Ids } from '../../core/clock.ts'
import { ownerOfNumber } from '../../core/roster.ts'
import { masked, nameless } from '../../safety/mask.ts'
import { homesOf } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { holds } from '../sqlite/sql.ts'
import { note, postUrgently, tellStaff } from './telling.ts'
import { deleteAnswers, deleteTraces } from './traces.ts'

/** What makes ids, and when it happens (epoch milliseconds): what staff do to a case belongs to no message. */
interface WorkSaving {
  ids: Ids
  at: number
}

const day = 86_400_000

type Of<D extends CaseWorkEffect['do']> = Extract<CaseWorkEffect, { do: D }>

/** Saves what staff changed in the cases. */
export async function saveCaseWork(db: Kysely<Tables>, effect: CaseWorkEffect, saving: WorkSaving): Promise<void> {
  switch (effect.do) {
    case 'mark-scam':
      await db
        .updateTable('scam_case')
        .set({
          state: effect.mark,
          marked_by: effect.mark === 'open' ? null : ownerOfNumber(effect.by.number),
          marked_at: effect.mark === 'open' ? null : saving.at,
          delete_at: saving.at + effect.keepDays * day,
        })
        .where('number', '=', effect.number)
        .execute()
      return
    case 'acknowledge-crisis':
      return acknowledge(db, effect, saving)
    case 'mark-crisis':
      return markCrisis(db, effect, saving)
    case 'pass-crisis':
      return pass(db, effect, saving)
    case 'take-back-crisis':
      return takeBack(db, effect, saving)
  }
}

async function acknowledge(
  db: Kysely<Tables>,
  { number, by, hasSpoken }: Of<'acknowledge-crisis'>,
  { at }: Pick<WorkSaving, 'at'>,
): Promise<void> {
  const row = await db
    .updateTable('crisis_case')
    .set({ state: 'acknowledged', next_at: null, by: by.name })
    .where('number', '=', number)
    .where('state', '=', 'open')
    .returning('step')
    .executeTakeFirst()
  const step = row?.step ?? -1
  await note(db, { number, at, step, event: 'acknowledged', staff: by.number, key: null })
  if (hasSpoken) await note(db, { number, at, step, event: 'contacted', staff: by.number, key: null })
}

/** Lets a crisis wait for whom it is passed on to, who is told of it once. */
async function pass(
  db: Kysely<Tables>,
  { number, by, to, step, saying, nextAt }: Of<'pass-crisis'>,
  { ids, at }: WorkSaving,
): Promise<void> {
  await note(db, { number, at, step, event: 'passed', staff: by.number, key: null })
  await tellStaff(db, { number, step, staff: [to], saying, at, ids })
  await waitAgain(db, number, nextAt)
}

const waitAgain = (db: Kysely<Tables>, number: string, nextAt: number) =>
  db.updateTable('crisis_case').set({ state: 'open', next_at: nextAt, by: '' }).where('number', '=', number).execute()

async function takeBack(
  db: Kysely<Tables>,
  { number, by, what, nextAt }: Of<'take-back-crisis'>,
  { at }: WorkSaving,
): Promise<void> {
  const noted = { number, at, step: -1, staff: by.number, key: null }
  if (what === 'marked') await db.deleteFrom('crisis_label').where('number', '=', number).execute()
  if (what === 'contacted') await note(db, { ...noted, event: 'uncontacted' })
  if (nextAt === null) return
  await note(db, { ...noted, event: 'reopened' })
  await waitAgain(db, number, nextAt)
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
  if (mark === 'confirmed') return acknowledge(db, { do: 'acknowledge-crisis', number, by, hasSpoken: false }, saving)
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
    await postUrgently(db, { key: `crisis-false:${number}:${handle}`, chat, to: handle, saying: toStaff, at, ids })
  if (home === null || home_channel === null) return
  const chat = { id: home, channel: home_channel, kind: 'private' as const, title: '' }
  await postUrgently(db, { key: `crisis-false:${number}`, chat, to: null, saying: toPerson, at, ids })
}

/** Staff who know of a crisis: those who were told, unless nothing reached them, and those who took it. */
async function knowing(db: Kysely<Tables>, number: string): Promise<string[]> {
  const rows = await db
    .selectFrom('crisis_event')
    .leftJoin('delivery', 'delivery.key', 'crisis_event.key')
    .select(['staff', 'delivery.state', 'delivery.attempts'])
    .where('crisis_event.number', '=', number)
    .where('event', 'in', ['told', 'acknowledged', 'passed'])
    .execute()
  const hasLeft = ({ state, attempts }: (typeof rows)[number]) =>
    state === 'waiting' ? attempts !== 0 : state !== 'refused' && state !== 'failed'
  return [...new Set(rows.filter(hasLeft).flatMap(({ staff }) => (staff === null ? [] : [staff])))]
}
