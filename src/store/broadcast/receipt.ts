import type { Kysely } from 'kysely'
import type { RecipientState } from '../../core/broadcast.ts'
import type { Settled } from '../../delivery/retry.ts'
import { givingWayTo, newsOf } from '../../office/broadcasts/states.ts'
import type { Tables } from '../schema.ts'
import { isAmong } from '../sqlite/sql.ts'

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
  const news = ended.flatMap(one => {
    const what = newsOf(one)
    return what ? [{ about: one.about, recipient: one.recipient, chat: one.chat, ...what }] : []
  })
  for (const [number, ofOne] of Map.groupBy(news, n => n.about)) {
    const people = ofOne.filter(n => n.recipient !== null)
    for (const alike of Map.groupBy(people, n => `${n.state} ${n.reason}`).values()) await movePeople(db, alike, now)
    for (const one of ofOne.filter(n => n.recipient === null)) await moveGroup(db, one, now)
    await db
      .updateTable('broadcast')
      .set(eb => ({ pending: eb('pending', '-', ofOne.length) }))
      .where('number', '=', number)
      .execute()
    await finishIfDone(db, number, now)
  }
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

/** A broadcast is sent when everything is planned and nothing waits. */
export async function finishIfDone(db: Kysely<Tables>, number: string, now: number): Promise<void> {
  await db
    .updateTable('broadcast')
    .set({ state: 'sent', sent_at: now })
    .where('number', '=', number)
    .where('state', '=', 'queued')
    .where('pending', '<=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('broadcast_round')
            .select('round')
            .whereRef('broadcast_round.broadcast', '=', 'broadcast.number')
            .where('round', '=', 0)
            .where('planned_at', 'is', null),
        ),
      ),
    )
    .execute()
}
