import type { Kysely } from 'kysely'
import { freshMemory, type PersonMemory } from '../core/memory.ts'
import type { RosterEffect } from '../core/roster.ts'
import { ownerOf } from '../core/roster.ts'
import type { Person, Update } from '../core/update.ts'
import { saveProposal } from './groups.ts'
import { adoptReminders } from './reminding.ts'
import type { Tables } from './schema.ts'

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
      return
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
}

/** Moves a person's own matters from one owner to another, joining what both have. */
async function adopt(db: Kysely<Tables>, from: string, to: string): Promise<void> {
  for (const table of ['submission', 'handoff', 'timer', 'crisis_case'] as const)
    await db.updateTable(table).set({ person: to }).where('person', '=', from).execute()
  for (const { name, value, at } of await db.selectFrom('tag').selectAll().where('person', '=', from).execute())
    await db
      .insertInto('tag')
      .values({ person: to, name, value, at })
      .onConflict(c => c.doNothing())
      .execute()
  await db.deleteFrom('tag').where('person', '=', from).execute()
  // A question asked out of worry is answered where it was asked; it is not worth following anyone.
  await db.deleteFrom('worry').where('person', '=', from).execute()
  await adoptReminders(db, from, to)
  const mine = await memoryOf(db, from)
  if (!mine) return
  const theirs = (await memoryOf(db, to)) ?? { ...freshMemory(), at: 0 }
  const state = JSON.stringify({
    frames: [...theirs.frames, ...mine.frames],
    drafts: [...theirs.drafts, ...mine.drafts],
    question: mine.question ?? theirs.question,
    submissions: [...theirs.submissions, ...mine.submissions],
    checkAskedAt: mine.checkAskedAt ?? theirs.checkAskedAt,
  } satisfies Omit<PersonMemory, 'worry'>)
  const at = Math.max(mine.at, theirs.at)
  await db
    .insertInto('person_memory')
    .values({ person: to, state, at })
    .onConflict(c => c.column('person').doUpdateSet({ state, at }))
    .execute()
  await db.deleteFrom('person_memory').where('person', '=', from).execute()
}

async function memoryOf(db: Kysely<Tables>, person: string): Promise<(PersonMemory & { at: number }) | null> {
  const row = await db.selectFrom('person_memory').selectAll().where('person', '=', person).executeTakeFirst()
  return row ? { ...freshMemory(), ...(JSON.parse(row.state) as PersonMemory), at: row.at } : null
}
