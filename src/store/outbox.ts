import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import type { Chore } from '../core/chore.ts'
import type { Delivery, Saying } from '../core/delivery.ts'
import type { ClaimOf, Outbox } from '../delivery/outbox.ts'
import type { PacedSend } from '../delivery/pace.ts'
import { backoffMs, mostAttempts, type Settled } from '../delivery/retry.ts'
import { type Ended, receive } from './broadcasts/recipients.ts'
import type { Database } from './open.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './schema.ts'

/** Channels that show a delivery once however often it is sent; only there may one of a broadcast be sent again on a guess. */
type Idempotent = ReadonlySet<string>

/**
 * The outbox over SQL. What was claimed under a lease that ran out is free again, so a killed process loses nothing. `claimer` names who claims
 * through it, unlike anybody else: only the one who holds a lease can settle what was claimed under it.
 */
export function makeOutbox(
  { db, transact }: Database,
  { claimer, idempotent = new Set() }: { claimer: string; idempotent?: Idempotent },
): Outbox {
  const claims = new Map<string, ReturnType<typeof claimQuery>>()
  /** The query for a kind of claim; there are as many kinds as lanes. */
  const claimOf = (of: ClaimOf) => {
    const name = JSON.stringify(of)
    const made = claims.get(name) ?? claimQuery(of)
    claims.set(name, made)
    return made
  }
  return {
    claim: (now, { of = { outside: [] }, limit, leaseUntil, leaseNow = now }) =>
      transact(async tx => {
        const at = now.getTime()
        const upTo = leaseNow.getTime()
        if ((await anyExpired(tx, { upTo })).rows.length > 0) await giveBack(tx, idempotent, { upTo, now: at })
        const { rows } = await claimOf(of)(tx, { now: at, limit, leaseUntil: leaseUntil.getTime(), claimer })
        return [...rows].sort((a, b) => a.priority - b.priority || a.seq - b.seq).map(deliveryOf)
      }),
    settle: (settled, now) => transact(tx => saveAll(tx, settled, { claimer, at: now.getTime() })),
    async nextDue() {
      const row = await db
        .selectFrom('delivery')
        .select(eb => eb.fn.min('not_before').as('at'))
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return row?.at === null || row?.at === undefined ? null : new Date(Number(row.at))
    },
  }
}

/** Claims are made at every wake-up and receipts saved for every message, so their queries are built once. */
const claimQuery = (of: ClaimOf) =>
  prepared<{ now: number; limit: number; leaseUntil: number; claimer: string }, Row>((db, slot) =>
    db
      .updateTable('delivery')
      .set({ state: 'sending', lease_until: slot('leaseUntil'), lease_holder: slot('claimer') })
      .where('seq', 'in', dueSeqs(db, slot('now'), { of, limit: slot('limit') }))
      .returningAll(),
  )

const anyExpired = prepared<{ upTo: number }, { seq: number }>((db, slot) =>
  db
    .selectFrom('delivery')
    .select('seq')
    .where('state', '=', 'sending')
    .where('lease_until', '<=', slot('upTo'))
    .limit(1),
)

const saveDelivered = prepared<{ id: string; nativeId: string; claimer: string; at: number }, Belonging>((db, slot) =>
  db
    .updateTable('delivery')
    .set({ state: 'delivered', native_id: slot('nativeId'), done_at: slot('at') })
    .where('id', '=', slot('id'))
    .where('state', '=', sql.lit('sending'))
    .where('lease_holder', '=', slot('claimer'))
    .returning(belonging),
)

/** Saves what became of deliveries, and of the broadcasts that some of them are copies of; returns those that this claimer does not hold any more. */
async function saveAll(
  db: Kysely<Tables>,
  settled: readonly Settled[],
  { claimer, at }: { claimer: string; at: number },
): Promise<string[]> {
  const copies: Ended[] = []
  const lost: string[] = []
  for (const one of settled) {
    const saved = await save(db, one, { claimer, at })
    if (!saved) lost.push(one.id)
    else copies.push(...copyOf(saved, one))
  }
  await receive(db, copies, at)
  return lost
}

/** Saves what became of a delivery; undefined when this claimer does not hold it any more. */
async function save(db: Kysely<Tables>, one: Settled, { claimer, at }: { claimer: string; at: number }) {
  if (one.state === 'delivered')
    return (await saveDelivered(db, { id: one.id, nativeId: one.nativeId, claimer, at })).rows[0]
  return db
    .updateTable('delivery')
    .set(columns(one, at))
    .where('id', '=', one.id)
    .where('state', '=', 'sending')
    .where('lease_holder', '=', claimer)
    .returning(belonging)
    .executeTakeFirst()
}

type Row = Selectable<Tables['delivery']>

/** What says which copy of a broadcast a delivery is, if it is one. */
const belonging = ['matter', 'about', 'recipient', 'chat'] as const
type Belonging = Pick<Row, (typeof belonging)[number]>

const copyOf = (
  { matter, about, recipient, chat }: Belonging,
  { state, ...rest }: Pick<Ended, 'state' | 'reason'>,
): Ended[] => (matter === 'broadcast' && about !== null ? [{ about, recipient, chat, state, ...rest }] : [])

function deliveryOf(row: Row): Delivery {
  return {
    ...(JSON.parse(row.body) as Saying),
    id: row.id,
    purpose: row.purpose,
    key: row.key,
    ...(row.answers === null ? {} : { answers: row.answers }),
    chatId: row.chat,
    channel: row.channel,
    chatKind: row.chat_kind,
    to: row.person,
    at: new Date(row.at),
    attempts: row.attempts,
  }
}

/**
 * Gives back at once what processes that are gone had claimed; call it at start, before anything is claimed. Beside a process that lives it gives
 * nothing back: there leases have to run out.
 */
export async function releaseClaims(
  { transact, isAlone }: Database,
  { now, idempotent = new Set() }: { now: Date; idempotent?: Idempotent },
): Promise<void> {
  if (!isAlone) return
  await transact(tx => giveBack(tx, idempotent, { upTo: Number.MAX_SAFE_INTEGER, now: now.getTime() }))
}

/**
 * No waiting delivery is held longer than its attempts account for. A chore for the sake of `rewind`: what waits because of a time from before the
 * clock was put back would stand still until the clock is there again. A platform that asked for a longer wait asks once more.
 */
export function makeWaits({ transact }: Database): Chore {
  const waits = Array.from({ length: mostAttempts }, (_, attempts) => (attempts === 0 ? 0 : backoffMs(attempts)))
  return {
    name: 'waits',
    nextDue: async () => null,
    run: async () => {},
    rewind: now =>
      transact(async tx => {
        for (const [attempts, waitMs] of waits.entries())
          await tx
            .updateTable('delivery')
            .set({ not_before: now.getTime() + waitMs })
            .where('state', '=', 'waiting')
            .where('attempts', '=', attempts)
            .where('not_before', '>', now.getTime() + waitMs)
            .execute()
      }),
  }
}

/** The sends of the last day, by channel: what a new process must count against the platforms' limits. */
export async function sentLately({ db }: Database, now: Date): Promise<Map<string, PacedSend[]>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['channel', 'chat', 'chat_kind', 'done_at'])
    .where('done_at', '>', now.getTime() - 86_400_000)
    .where('state', '=', 'delivered')
    .orderBy('done_at')
    .execute()
  const sends = rows.map(r => ({
    channel: r.channel,
    chatId: r.chat,
    isGroup: r.chat_kind === 'group',
    at: r.done_at!,
  }))
  return Map.groupBy(sends, s => s.channel)
}

/** Ends leases that ran out by `upTo`: what may arrive twice waits again, the rest is left to a person. */
async function giveBack(
  db: Kysely<Tables>,
  idempotent: Idempotent,
  { upTo, now }: { upTo: number; now: number },
): Promise<void> {
  const expired = (eb: ExpressionBuilder<Tables, 'delivery'>) =>
    eb.and([eb('state', '=', 'sending'), eb('lease_until', '<=', upTo)])
  const doubtful = await db
    .updateTable('delivery')
    .set({ state: 'uncertain', reason: 'uncertain', done_at: now })
    .where(expired)
    .where('purpose', '=', 'broadcast')
    .$if(idempotent.size > 0, q => q.where('channel', 'not in', [...idempotent]))
    .returning(belonging)
    .execute()
  const ended = doubtful.flatMap(row => copyOf(row, { state: 'uncertain', reason: 'uncertain' }))
  await receive(db, ended, now)
  await db
    .updateTable('delivery')
    .set({ state: 'waiting', lease_until: 0, lease_holder: null })
    .where(expired)
    .execute()
}

/**
 * Due deliveries, urgent and then oldest first, leaving out those behind one of the same chat that is being sent, or that is as
 * urgent and not due yet.
 */
function dueSeqs(db: Kysely<Tables>, now: number, { of, limit }: { of: ClaimOf; limit: number }) {
  const free = sql<boolean>`not exists (
    select 1 from delivery as before
    where before.chat = delivery.chat
      and (before.state = 'sending'
        or (before.state = 'waiting' and before.seq < delivery.seq and before.priority <= delivery.priority and before.not_before > ${now})))`
  return db
    .selectFrom('delivery')
    .select('seq')
    .where('state', '=', 'waiting')
    .where('not_before', '<=', now)
    .$if('channel' in of, q => q.where('channel', '=', (of as { channel: string }).channel))
    .$if('outside' in of && of.outside.length > 0, q =>
      q.where('channel', 'not in', (of as { outside: string[] }).outside),
    )
    .where(free)
    .orderBy('priority')
    .orderBy('seq')
    .limit(limit)
}

function columns(settled: Settled, now: number) {
  switch (settled.state) {
    case 'delivered':
      return { state: settled.state, native_id: settled.nativeId, done_at: now }
    case 'refused':
    case 'failed':
    case 'uncertain':
      return { state: settled.state, reason: settled.reason, done_at: now }
    case 'waiting':
      return {
        state: settled.state,
        not_before: settled.notBefore.getTime(),
        attempts: settled.attempts,
        reason: settled.reason,
      }
    case 'released':
      return { state: 'waiting' as const, ...(settled.notBefore ? { not_before: settled.notBefore.getTime() } : {}) }
  }
}
