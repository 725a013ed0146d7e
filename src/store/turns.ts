import type { Kysely } from 'kysely'
import type { Clock, Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import type { Decide, Decision, Effect, Turns } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import type { Database } from './open.ts'
import type { Tables } from './schema.ts'

/** Called when something must be sent; `points` are places where a test may stop the process. */
export interface TurnHooks {
  onSaved?(): void
  points?: { afterSeen?(): void; beforeCommit?(): void }
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
        const decision = await decideOn(db, update, { decide, clock })
        await saveMemory(db, update, decision)
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
  { decide, clock }: { decide: Decide; clock: Clock },
): Promise<Decision> {
  const session = await db
    .selectFrom('session')
    .select('state')
    .where('person', '=', update.person.id)
    .where('chat', '=', update.chat.id)
    .executeTakeFirst()
  const chat = await db.selectFrom('chat').select('state').where('id', '=', update.chat.id).executeTakeFirst()
  return decide({
    update,
    // What an older version saved may lack what a newer one remembers, so the fresh state stands below it.
    session: { ...freshSession(), ...(session ? JSON.parse(session.state) : {}) },
    chat: { ...freshChatState(), ...(chat ? JSON.parse(chat.state) : {}) },
    now: clock.now(),
  })
}

async function saveMemory(db: Kysely<Tables>, update: Update, { session, chat }: Decision): Promise<void> {
  const at = update.at.getTime()
  const sessionState = JSON.stringify(session)
  await db
    .insertInto('session')
    .values({ person: update.person.id, chat: update.chat.id, state: sessionState, at })
    .onConflict(c => c.columns(['person', 'chat']).doUpdateSet({ state: sessionState, at }))
    .execute()
  const { id, channel, kind, title } = update.chat
  const state = JSON.stringify(chat)
  await db
    .insertInto('chat')
    .values({ id, channel, kind, title, state, at })
    .onConflict(c => c.column('id').doUpdateSet({ title, state, at }))
    .execute()
}

interface Saving {
  update: Update
  /** Which of the turn's effects this is; part of its unique key. */
  n: number
  ids: Ids
  clock: Clock
}

async function saveEffect(db: Kysely<Tables>, effect: Effect, { update, n, ids, clock }: Saving): Promise<void> {
  const at = clock.now().getTime()
  const person = update.person.id
  switch (effect.do) {
    case 'say':
      await db
        .insertInto('delivery')
        .values(
          replyRow(update, {
            saying: effect.saying,
            n,
            to: effect.toPerson ? person : null,
            id: ids.next(),
            at: clock.now(),
          }),
        )
        .execute()
      return
    case 'ask-counselor': {
      const nearest = effect.nearest.join(' ')
      await db
        .insertInto('unanswered')
        .values({ question: effect.question, times: 1, nearest, first_at: at, last_at: at })
        .onConflict(c =>
          c.column('question').doUpdateSet(eb => ({ times: eb('unanswered.times', '+', 1), nearest, last_at: at })),
        )
        .execute()
      return
    }
    case 'rate':
      await db
        .insertInto('rating')
        .values({ update_id: effect.update, person, entry: effect.entry, useful: effect.useful ? 1 : 0, at })
        .onConflict(c => c.doNothing())
        .execute()
      return
    case 'audit':
      await db
        .insertInto('audit')
        .values({ at, person, chat: update.chat.id, act: effect.act, detail: effect.detail })
        .execute()
  }
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
      .values(replyRow(update, { saying, n: 0, to: update.person.id, id: ids.next(), at }))
      .execute()
  })
}

/** A reply as a row of the outbox; its key lets it stand there once. */
function replyRow(
  { id: updateId, chat }: Update,
  { saying, n, to, id, at }: { saying: Saying; n: number; to: string | null; id: string; at: Date },
) {
  return {
    id,
    key: `reply:${updateId}:${n}`,
    chat: chat.id,
    channel: chat.channel,
    person: to,
    body: JSON.stringify(saying),
    at: at.getTime(),
    state: 'waiting' as const,
    not_before: 0,
  }
}
