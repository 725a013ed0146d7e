import type { Kysely } from 'kysely'
import type { Clock, Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import { freshMemory, type Submission } from '../core/memory.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import { type CertificateRecord, codeIn, type Decide, type Decision, type Turns } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { replyRow, saveEffect } from './effects.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** Called when something must be sent; `points` are places where a test may stop the process. */
export interface TurnHooks {
  onSaved?(): void
  points?: { afterSeen?(): void; beforeCommit?(): void }
}

/** A timer that is due, as the update that it is handled as. */
export interface DueTimer {
  key: string
  update: Update
  due: Date
}

/** Timers due at `now`, earliest first; handle each with `Turns.run` and then `removeTimer`: the update's id lets it happen once. */
export async function dueTimers({ db }: Database, now: Date, limit = 100): Promise<DueTimer[]> {
  const rows = await db
    .selectFrom('timer')
    .selectAll()
    .where('due', '<=', now.getTime())
    .orderBy('due')
    .limit(limit)
    .execute()
  return rows.map(({ key, update, due }) => {
    const saved = JSON.parse(update) as Update
    return { key, due: new Date(due), update: { ...saved, at: new Date(due) } }
  })
}

/** Removes a timer that was handled, unless handling it has set it anew. */
export async function removeTimer({ db }: Database, { key, due }: DueTimer): Promise<void> {
  await db.deleteFrom('timer').where('key', '=', key).where('due', '=', due.getTime()).execute()
}

/** One update is one transaction: seen? · load · decide · save all. Updates of one session never overlap. */
export function makeTurns(
  database: Database,
  { clock, ids, hooks = {} }: { clock: Clock; ids: Ids; hooks?: TurnHooks },
): Turns {
  return {
    async run(update, decide) {
      const outcome = await database.transact(async db => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('update_seen')
          .values({ id: update.id, at: update.at.getTime() })
          .onConflict(c => c.doNothing())
          .executeTakeFirst()
        if (!numInsertedOrUpdatedRows) return 'seen' as const
        hooks.points?.afterSeen?.()
        const { decision, before } = await decideOn(db, update, { decide, clock, ids })
        await saveMemory(db, update, { decision, before })
        for (const [n, effect] of decision.effects.entries()) await saveEffect(db, effect, { update, n, ids, clock })
        hooks.points?.beforeCommit?.()
        return 'done' as const
      })
      if (outcome === 'done') hooks.onSaved?.()
      return outcome
    },
  }
}

async function decideOn(
  db: Kysely<Tables>,
  update: Update,
  { decide, clock, ids }: { decide: Decide; clock: Clock; ids: Ids },
): Promise<{ decision: Decision; before: Before }> {
  const session = await db
    .selectFrom('session')
    .select('state')
    .where('person', '=', update.person.id)
    .where('chat', '=', update.chat.id)
    .executeTakeFirst()
  const chat = await db.selectFrom('chat').select('state').where('id', '=', update.chat.id).executeTakeFirst()
  const memory = await db
    .selectFrom('person_memory')
    .select('state')
    .where('person', '=', update.person.id)
    .executeTakeFirst()
  const before: Before = { session: session?.state ?? null, chat: chat?.state ?? null, memory: memory?.state ?? null }
  const decision = decide({
    update,
    // What an older version saved may lack what a newer one remembers, so the fresh state stands below it.
    session: { ...freshSession(), ...parsed(before.session) },
    chat: { ...freshChatState(), ...parsed(before.chat) },
    memory: { ...freshMemory(), ...parsed(before.memory) },
    now: clock.now(),
    certificate: await certificateIn(db, update.message.text),
    draw: ids.next,
  })
  return { decision, before }
}

/** What was saved before the turn, as JSON; what did not change is not written again. */
interface Before {
  session: string | null
  chat: string | null
  memory: string | null
}

const parsed = (state: string | null) => (state === null ? {} : JSON.parse(state))

/** The record of the certificate whose code a message holds. */
async function certificateIn(db: Kysely<Tables>, text: string): Promise<CertificateRecord | null> {
  const code = codeIn(text.slice(0, 200))
  if (code === null) return null
  const row = await db
    .selectFrom('submission')
    .select(['code', 'number', 'flow', 'state', 'at'])
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.code ? { ...row, code: row.code, state: row.state as Submission['state'] } : null
}

async function saveMemory(
  db: Kysely<Tables>,
  update: Update,
  { decision: { session, chat, memory, effects }, before }: { decision: Decision; before: Before },
): Promise<void> {
  const at = update.at.getTime()
  const person = update.person.id
  const sessionState = JSON.stringify(session)
  if (sessionState !== before.session)
    await db
      .insertInto('session')
      .values({ person, chat: update.chat.id, state: sessionState, at })
      .onConflict(c => c.columns(['person', 'chat']).doUpdateSet({ state: sessionState, at }))
      .execute()
  const { id, channel, kind, title } = update.chat
  const state = JSON.stringify(chat)
  if (state !== before.chat)
    await db
      .insertInto('chat')
      .values({ id, channel, kind, title, state, at })
      .onConflict(c => c.column('id').doUpdateSet({ title, state, at }))
      .execute()
  const memoryState = JSON.stringify(memory)
  const isNew = before.memory === null && memoryState === JSON.stringify(freshMemory())
  if (memoryState !== before.memory && !isNew && !effects.some(e => e.do === 'forget' && e.scope === 'all'))
    await db
      .insertInto('person_memory')
      .values({ person, state: memoryState, at })
      .onConflict(c => c.column('person').doUpdateSet({ state: memoryState, at }))
      .execute()
}

/**
 * After a defect: marks the update as seen and, in a private chat, says so once. Errors never reach a group.
 */
export async function apologize(
  database: Database,
  update: Update,
  { text, ids, at }: { text: string; ids: Ids; at: Date },
): Promise<void> {
  await database.transact(async db => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('update_seen')
      .values({ id: update.id, at: update.at.getTime() })
      .onConflict(c => c.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows || update.chat.kind === 'group') return
    const saying: Saying = { text, choices: [], images: [], rateable: false }
    await db
      .insertInto('delivery')
      .values(replyRow(update, { saying, chat: update.chat, n: 0, to: update.person.id, id: ids.next(), at }))
      .execute()
  })
}
