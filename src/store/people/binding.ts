import type { Kysely } from 'kysely'
import type { RosterEffect } from '../../core/roster.ts'
import { ownerOf } from '../../core/roster.ts'
import type { Person, Update } from '../../core/update.ts'
import type { Tables } from '../schema.ts'
import { adopt } from './adopt.ts'
import { noteArrival } from './arrivals.ts'
import { propose } from './groups.ts'

/** Saves what somebody's own turn changed in who they are. */
export async function saveRosterEffect(
  db: Kysely<Tables>,
  effect: RosterEffect,
  { update, at }: { update: Update; at: number },
): Promise<void> {
  const { person, chat } = update
  switch (effect.do) {
    case 'bind':
      await bindHandle(db, person, { number: effect.number, at, channel: chat.channel })
      await db.deleteFrom('bind_code').where('number', '=', effect.number).execute()
      return
    case 'unbind':
      await db.deleteFrom('binding').where('handle', '=', person.id).execute()
      return
    case 'bind-attempt':
      await db.insertInto('bind_attempt').values({ handle: person.id, at }).execute()
      await db
        .updateTable('bind_code')
        .set(eb => ({ attempts: eb('attempts', '+', 1) }))
        .where('number', '=', effect.number)
        .execute()
      return
    case 'void-code':
      await db.deleteFrom('bind_code').where('number', '=', effect.number).execute()
      return
    case 'propose-group':
      return propose(db, effect, { chat, at })
    case 'consent': {
      const row = { version: effect.version, is_given: effect.isGiven ? 1 : 0, at }
      await db
        .insertInto('consent')
        .values({ person: person.id, to: effect.to, ...row })
        .onConflict(c => c.columns(['person', 'to']).doUpdateSet(row))
        .execute()
      return
    }
  }
}

/** Binds a handle to a number; what was kept under the handle goes on under the number. */
export async function bindHandle(
  db: Kysely<Tables>,
  person: Person,
  { number, channel, at }: { number: string; channel: string; at: number },
): Promise<void> {
  const row = { number, channel, private_chat: person.privateChat?.id ?? null, at }
  await db
    .insertInto('binding')
    .values({ handle: person.id, ...row })
    .onConflict(c => c.column('handle').doUpdateSet(row))
    .execute()
  await adopt(db, person.id, ownerOf(person, { number }))
  await noteArrival(db, number)
}
