import type { Kysely } from 'kysely'
import type { Ids } from '../core/clock.ts'
import { numberOf } from '../core/roster.ts'
import type { Effect } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { firstReached } from '../office/cases/caretakers.ts'
import { caretakersOf } from './caretakers.ts'
import { post } from './post.ts'
import type { Tables } from './schema.ts'

/** Saves a request for a person, and tells the first of those who look after the writer whom anything reaches. */
export async function saveHandoff(
  db: Kysely<Tables>,
  { number, topic, urgency, text, how, mayContact, notice, keepDays }: Extract<Effect, { do: 'hand-off' }>,
  { update, owner, ids, at }: { update: Update; owner: string; ids: Ids; at: number },
): Promise<void> {
  const row = { number, person: owner, name: update.person.name, topic, urgency, text, how, state: 'open' as const, at }
  await db
    .insertInto('handoff')
    .values({ ...row, may_contact: mayContact ? 1 : 0, delete_at: at + keepDays * 86_400_000 })
    .execute()
  const askerNumber = numberOf(owner)
  const asker =
    askerNumber !== null
      ? await db
          .selectFrom('roster')
          .select(['college', 'class_name as name', 'counselor'])
          .where('number', '=', askerNumber)
          .executeTakeFirst()
      : undefined
  // Of someone the roster does not know only the desk hears: nobody is theirs.
  if (!asker) return
  const staff = await caretakersOf(db, asker, { named: asker.counselor, at })
  const home = firstReached(staff)?.homes[0]
  if (!home) return
  await post(db, {
    id: ids.next(),
    key: `handoff:${number}`,
    of: { matter: 'handoff', about: number },
    chat: home.chat,
    purpose: 'reply',
    to: home.handle,
    saying: notice,
    at: new Date(at),
  })
}
