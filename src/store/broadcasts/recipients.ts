import type { Kysely } from 'kysely'
import type { BroadcastEffect, ClassGroup, RecipientState } from '../../core/broadcast.ts'
import type { Audience } from '../../core/roster.ts'
import type { Settled } from '../../delivery/retry.ts'
import { givingWayTo, newsOf } from '../../office/broadcasts/states.ts'
import { inAudience } from '../people/audience.ts'
import { classGroups } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'
import { addPending, finishIfDone } from './record.ts'

/** A copy of a broadcast that was settled: to a person (`recipient` is the roster number), or to a group (null). */
export interface Ended {
  about: string
  recipient: string | null
  chat: string
  state: Settled['state']
  reason?: string
}

interface News extends Pick<Ended, 'about' | 'recipient' | 'chat'> {
  state: RecipientState
  reason: string
}

/** Moves recipients on by what became of their deliveries; call it in the transaction that saves the deliveries' states. */
export async function receive(db: Kysely<Tables>, ended: readonly Ended[], now: number): Promise<void> {
  for (const [number, count] of await moveOn(db, ended, now)) {
    await addPending(db, number, -count)
    await finishIfDone(db, number, now)
  }
}

/** Moves recipients on without counting what still waits; answers how many it was of each broadcast. */
export async function moveOn(
  db: Kysely<Tables>,
  ended: readonly Ended[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const news = ended.flatMap(one => {
    const what = newsOf(one)
    return what ? [{ about: one.about, recipient: one.recipient, chat: one.chat, ...what }] : []
  })
  const counts = new Map<string, number>()
  for (const [number, ofOne] of Map.groupBy(news, n => n.about)) {
    const people = ofOne.filter(n => n.recipient !== null)
    for (const alike of Map.groupBy(people, n => `${n.state} ${n.reason}`).values()) await movePeople(db, alike, now)
    for (const one of ofOne.filter(n => n.recipient === null)) await moveGroup(db, one, now)
    counts.set(number, ofOne.length)
  }
  return counts
}

/** People whose news is the same. */
async function movePeople(db: Kysely<Tables>, alike: readonly News[], now: number): Promise<void> {
  const { about, state, reason } = alike[0]!
  const numbers = alike.flatMap(n => n.recipient ?? [])
  await db
    .updateTable('broadcast_recipient')
    .set({ state, reason, ...(state === 'sent' ? { sent_at: now } : {}) })
    .where('broadcast', '=', about)
    .where(isAmong('number', numbers))
    .where('state', 'in', givingWayTo(state))
    .execute()
}

/** A group, and with it everybody of the class who has no copy of their own. */
async function moveGroup(db: Kysely<Tables>, { about: number, chat, state, reason }: News, now: number): Promise<void> {
  const groups = await db
    .updateTable('broadcast_group')
    .set({ state, reason })
    .where('broadcast', '=', number)
    .where('chat', '=', chat)
    .where('state', 'in', givingWayTo(state))
    .returning(['college', 'class_name'])
    .execute()
  for (const { college, class_name } of groups)
    await db
      .updateTable('broadcast_recipient')
      .set({ state, reason, ...(state === 'sent' ? { sent_at: now } : {}) })
      .where('broadcast', '=', number)
      .where('college', '=', college)
      .where('class_name', '=', class_name)
      .where('via', '=', 'group')
      .where('state', 'in', givingWayTo(state))
      .execute()
}

/** Counts a confirmation, in time or late; the class's groups hear of it a little later. */
export async function saveConfirmation(
  db: Kysely<Tables>,
  { number, person, by, progressEvery }: Extract<BroadcastEffect, { do: 'confirm-broadcast' }>,
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

/** Notes that someone claims, over a class's link, to be this person and to have read it. It never counts as a confirmation. */
export async function claim(
  db: Kysely<Tables>,
  { number, person, of: { college, name } }: Extract<BroadcastEffect, { do: 'claim-broadcast' }>,
  at: number,
): Promise<void> {
  await db
    .updateTable('broadcast_recipient')
    .set({ claimed_at: at })
    .where('broadcast', '=', number)
    .where('number', '=', person)
    .where('college', '=', college)
    .where('class_name', '=', name)
    .where('claimed_at', 'is', null)
    .execute()
}

/** The groups of classes, on channels that may write to groups first. */
export const groupsOfClasses = (db: Kysely<Tables>) =>
  classGroups(db).select(['group_class.chat', 'group_class.channel', 'group_class.college', 'group_class.class_name'])

/** The group of a class in the words of the core. */
export const classGroup = (row: {
  chat: string
  channel: string
  college: string
  class_name: string
}): ClassGroup => ({ chat: row.chat, channel: row.channel, of: { college: row.college, name: row.class_name } })

/** The same of the classes in an audience. */
export function audienceGroups(db: Kysely<Tables>, audience: Audience) {
  return groupsOfClasses(db)
    .innerJoin(inAudience(db, audience).select(['college', 'class_name']).distinct().as('meant'), join =>
      join.onRef('meant.college', '=', 'group_class.college').onRef('meant.class_name', '=', 'group_class.class_name'),
    )
    .orderBy('group_class.chat')
}
