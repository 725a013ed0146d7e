import type { Kysely } from 'kysely'
import { freshMemory, type PersonMemory } from '../../core/memory.ts'
import { adoptReminders } from '../reminders/effects.ts'
import { holdings, type Tables } from '../schema.ts'
import { rename } from '../sqlite/sql.ts'
import { untyped } from './whose.ts'

/** Moves a person's own matters from one owner to another, joining what both have, as `holdings` has it. */
export async function adopt(db: Kysely<Tables>, from: string, to: string): Promise<void> {
  if (from === to) return
  for (const table of Object.keys(holdings) as (keyof Tables)[]) {
    const holding = holdings[table]
    if (holding?.moves !== 'renamed') continue
    const { column } = holding.whose.find(w => w.by === 'owner')!
    // What both have stays as the number has it.
    await rename(db, table, { column, from, to })
    await untyped(db).deleteFrom(table).where(column, '=', from).execute()
  }
  await db.deleteFrom('worry').where('person', '=', from).execute()
  await adoptReminders(db, from, to)
  await adoptMemory(db, from, to)
}

async function adoptMemory(db: Kysely<Tables>, from: string, to: string): Promise<void> {
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
