import { type Kysely, sql } from 'kysely'
import type { Clock, Ids } from '../core/clock.ts'
import { saying } from '../core/delivery.ts'
import { freshMemory, type Submission, type Worry } from '../core/memory.ts'
import { modelConsent } from '../core/picking.ts'
import { bindingConsent, ownerOf } from '../core/roster.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import { type CertificateRecord, codeIn, type Decide, type Decision, type Turn, type Turns } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { replyTo, saveEffect } from './effects.ts'
import { takeTimer } from './flows/timers.ts'
import type { Database } from './open.ts'
import { belongingOfGroup } from './people/belonging.ts'
import { bindHandle } from './people/binding.ts'
import { knownBy, type Writer } from './people/reads.ts'
import { putReply } from './post.ts'
import { prepared } from './prepared.ts'
import { readsIn } from './reads.ts'
import type { Tables } from './schema.ts'
import { joinedBySpaces } from './sqlite/sql.ts'
import { keepLine } from './transcript.ts'

/** Called when something must be sent; `points` are places where a test may stop the process. */
export interface TurnHooks {
  onSaved?(): void
  points?: { afterSeen?(): void; afterLine?(): void; beforeCommit?(): void }
}

const markSeen = prepared<{ id: string; at: number }, unknown>((db, slot) =>
  db
    .insertInto('update_seen')
    .values({ id: slot('id'), at: slot('at') })
    .onConflict(c => c.doNothing()),
)

/** What was remembered before the turn, in one look. */
const remembered = prepared<{ person: string; owner: string; chat: string }, Before>((db, slot) =>
  db.selectNoFrom(eb => [
    eb
      .selectFrom('session')
      .select('state')
      .where('person', '=', slot('person'))
      .where('chat', '=', slot('chat'))
      .as('session'),
    eb.selectFrom('chat').select('state').where('id', '=', slot('chat')).as('chat'),
    eb.selectFrom('person_memory').select('state').where('person', '=', slot('owner')).as('memory'),
    eb.selectFrom('worry').select('state').where('person', '=', slot('owner')).as('worry'),
    eb
      .selectFrom('handoff')
      .select(joinedBySpaces('number').as('numbers'))
      .where('person', '=', slot('owner'))
      .where('state', '=', sql.lit('open'))
      .as('requests'),
    eb
      .selectFrom('consent')
      .select(sql<string>`is_given || ' ' || version`.as('said'))
      .where('person', '=', slot('person'))
      .where('to', '=', sql.lit(modelConsent))
      .as('model'),
  ]),
)

const saveSession = prepared<Tables['session'], unknown>((db, slot) =>
  db
    .insertInto('session')
    .values({ person: slot('person'), chat: slot('chat'), state: slot('state'), at: slot('at') })
    .onConflict(c => c.columns(['person', 'chat']).doUpdateSet({ state: slot('state'), at: slot('at') })),
)

const saveChat = prepared<Tables['chat'], unknown>((db, slot) =>
  db
    .insertInto('chat')
    .values({
      id: slot('id'),
      channel: slot('channel'),
      kind: slot('kind'),
      title: slot('title'),
      state: slot('state'),
      at: slot('at'),
    })
    .onConflict(c => c.column('id').doUpdateSet({ title: slot('title'), state: slot('state'), at: slot('at') })),
)

/** One update is one transaction: seen? · its line · load · decide · save all. Updates of one session never overlap. */
export function makeTurns(
  database: Database,
  { clock, ids, hooks = {} }: { clock: Clock; ids: Ids; hooks?: TurnHooks },
): Turns {
  return {
    async run(update, decide) {
      let isContentSaved = false
      const outcome = await database.transact(async db => {
        if (!(await begin(db, update, hooks.points))) return 'seen' as const
        const { decision, before, owner } = await decideOn(db, update, { decide, clock, ids })
        await saveMemory(db, update, { decision, before, owner })
        if (decision.effects.some(e => e.do === 'forget')) database.soil()
        for (const [n, effect] of decision.effects.entries())
          await saveEffect(db, effect, { update, owner, n, ids, clock })
        isContentSaved = decision.effects.some(e => e.do === 'save-content')
        hooks.points?.beforeCommit?.()
        return 'done' as const
      })
      if (outcome === 'done') hooks.onSaved?.()
      if (isContentSaved) await database.contentSaved()
      return outcome
    },
  }
}

/**
 * Marks an update as seen and keeps its line; false when it was seen before, or is a timer that is not set any more. Whatever ends a turn begins
 * with it.
 */
async function begin(db: Kysely<Tables>, update: Update, points: TurnHooks['points'] = {}): Promise<boolean> {
  if (update.timer && !(await takeTimer(db, update.timer.run, update.at))) return false
  const { changes } = await markSeen(db, { id: update.id, at: update.at.getTime() })
  if (changes === 0) return false
  points.afterSeen?.()
  await keepLine(db, update)
  points.afterLine?.()
  return true
}

async function decideOn(
  db: Kysely<Tables>,
  update: Update,
  { decide, clock, ids }: { decide: Decide; clock: Clock; ids: Ids },
): Promise<{ decision: Decision; before: Before; owner: string }> {
  const now = clock.now()
  const writer = await knownAs(db, update, now.getTime())
  const { turn, before, owner } = await turnOf(db, update, { writer, now, ids })
  return { decision: await decide(turn), before, owner }
}

/**
 * The turn of an update as it would be now, outside of any transaction: nothing is marked, bound or saved. What is decided on it may be looked at and must
 * not be kept.
 */
export async function previewTurn(
  { db }: Database,
  update: Update,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<Turn> {
  const now = clock.now()
  const writer = await knownBy(db, update.person, now.getTime())
  return (await turnOf(db, update, { writer, now, ids })).turn
}

async function turnOf(
  db: Kysely<Tables>,
  update: Update,
  { writer: { who, whose }, now, ids }: { writer: Writer; now: Date; ids: Ids },
): Promise<{ turn: Turn; before: Before; owner: string }> {
  const owner = ownerOf(update.person, who)
  const { rows } = await remembered(db, { person: update.person.id, owner, chat: update.chat.id })
  const before = rows[0]!
  const turn: Turn = {
    update,
    // What an older version saved may lack what a newer one remembers, so the fresh state stands below it.
    session: { ...freshSession(), ...parsed(before.session) },
    chat: { ...freshChatState(), ...parsed(before.chat) },
    memory: {
      ...freshMemory(),
      ...parsed(before.memory),
      worry: before.worry === null ? null : JSON.parse(before.worry),
    },
    now,
    who,
    whose: update.chat.kind === 'group' ? await belongingOfGroup(db, update.chat.id) : whose,
    read: readsIn(db, now),
    requests: before.requests?.split(' ') ?? [],
    modelConsent: before.model === null ? null : consentIn(before.model),
    certificate: await certificateIn(db, update.message.text),
    draw: ids.next,
  }
  return { turn, before, owner }
}

/**
 * Who wrote. A number that the channel vouches for is bound at the first message, until the person has decided anything about being bound
 * themselves: whoever undid it is bound again by a code alone, for a link or an account may have come into other hands.
 */
async function knownAs(db: Kysely<Tables>, { person, chat }: Update, at: number): Promise<Writer> {
  const known = await knownBy(db, person, at)
  if (known.who.number !== null || person.number === undefined) return known
  const onRoster = await db.selectFrom('roster').select('number').where('number', '=', person.number).executeTakeFirst()
  if (!onRoster) return known
  const consent = await db
    .selectFrom('consent')
    .select('person')
    .where('person', '=', person.id)
    .where('to', '=', bindingConsent)
    .executeTakeFirst()
  if (consent) return known
  await bindHandle(db, person, { number: person.number, channel: chat.channel, at })
  return knownBy(db, person, at)
}

/** What was saved before the turn, as JSON; what did not change is not written again. */
interface Before {
  session: string | null
  chat: string | null
  memory: string | null
  worry: string | null
  /** Numbers of open requests, with spaces between them. */
  requests: string | null
  /** What the account last said to the school's model service being asked: 1 or 0, and which version of the words. */
  model: string | null
}

const consentIn = (said: string) => ({ isGiven: said.startsWith('1'), version: said.slice(2) })

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
  {
    decision: {
      session,
      chat,
      memory: { worry, ...memory },
      effects,
    },
    before,
    owner,
  }: { decision: Decision; before: Before; owner: string },
): Promise<void> {
  const at = update.at.getTime()
  const person = update.person.id
  const sessionState = JSON.stringify(session)
  if (sessionState !== before.session) await saveSession(db, { person, chat: update.chat.id, state: sessionState, at })
  const { id, channel, kind, title } = update.chat
  const state = JSON.stringify(chat)
  if (state !== before.chat) await saveChat(db, { id, channel, kind, title, state, at })
  const worryState = worry && JSON.stringify(worry)
  if (worryState !== before.worry) await saveWorry(db, owner, worry)
  // Binding has moved it to where the next turn looks for it.
  if (effects.some(e => e.do === 'bind')) return
  const memoryState = JSON.stringify(memory)
  const { worry: _, ...fresh } = freshMemory()
  const isNew = before.memory === null && memoryState === JSON.stringify(fresh)
  if (memoryState !== before.memory && !isNew && !effects.some(e => e.do === 'forget' && e.scope === 'all'))
    await db
      .insertInto('person_memory')
      .values({ person: owner, state: memoryState, at })
      .onConflict(c => c.column('person').doUpdateSet({ state: memoryState, at }))
      .execute()
}

async function saveWorry(db: Kysely<Tables>, person: string, worry: Worry | null): Promise<void> {
  if (worry === null) {
    await db.deleteFrom('worry').where('person', '=', person).execute()
    return
  }
  const row = { state: JSON.stringify(worry), at: worry.at }
  await db
    .insertInto('worry')
    .values({ person, ...row })
    .onConflict(c => c.column('person').doUpdateSet(row))
    .execute()
}

/**
 * After a defect: marks the update as seen, keeps its line and, in a private chat, says so once. Errors never reach a group.
 */
export async function apologize(
  database: Database,
  update: Update,
  { text, ids, at }: { text: string; ids: Ids; at: Date },
): Promise<void> {
  await database.transact(async db => {
    if (!(await begin(db, update)) || update.chat.kind === 'group') return
    const to = update.person.id
    await putReply(
      db,
      replyTo(update, { saying: saying(text), chat: update.chat, n: 0, to, id: ids.next(), at, purpose: 'reply' }),
    )
  })
}
