import type { Kysely } from 'kysely'
import type { RosterEffect } from '../../core/roster.ts'
import { ownerOf } from '../../core/roster.ts'
import type { Person, Update } from '../../core/update.ts'
import type { Tables } from '../schema.ts'
import { adopt } from './adopt.ts'
import { noteArrival, noteGroup } from './arrivals.ts'
import { saveProposal } from './groups.ts'

/** Saves what a turn changed in the roster. */
export async function saveRosterEffect(
  db: Kysely<Tables>,
  effect: RosterEffect,
  { update, owner, at }: { update: Update; owner: string; at: number },
): Promise<void> {
  const { person, chat } = update
  switch (effect.do) {
    case 'bind':
      await bind(db, person, { number: effect.number, at, channel: chat.channel })
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
    case 'issue-code': {
      const { number, hash, until } = effect
      await db
        .insertInto('bind_code')
        .values({ number, hash, until, attempts: 0 })
        .onConflict(c => c.column('number').doUpdateSet({ hash, until, attempts: 0 }))
        .execute()
      return
    }
    case 'bind-group': {
      await db.deleteFrom('group_class').where('chat', '=', chat.id).execute()
      if (effect.to === null) return
      const { college, name } = effect.to
      const row = { chat: chat.id, channel: chat.channel, college, class_name: name, by: owner, at }
      await db.insertInto('group_class').values(row).execute()
      return noteGroup(db, effect.to)
    }
    case 'void-code':
      await db.deleteFrom('bind_code').where('number', '=', effect.number).execute()
      return
    case 'propose-group':
    case 'settle-group':
      return saveProposal(db, effect, { chat, by: owner, at })
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
export async function bind(
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
