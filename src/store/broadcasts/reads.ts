import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import {
  type BroadcastReads,
  type BroadcastRecipient,
  broadcastNumber,
  type Reckoning,
  type ReportRow,
  type Tally,
} from '../../core/broadcast.ts'
import type { Audience, ClassRef, Unit } from '../../core/roster.ts'
import { meansWholeClasses } from '../../office/broadcasts/meant.ts'
import { givingWayTo, holding, mayHaveSeen, noTally, waitedFor } from '../../office/broadcasts/states.ts'
import { byPlace } from '../../office/people/naming.ts'
import { knownChannels } from '../channels.ts'
import { nextNumber } from '../counter.ts'
import { inAudience } from '../people/audience.ts'
import { homesOf, rankedHomes } from '../people/homes.ts'
import { staffReads } from '../people/staff.ts'
import type { Tables } from '../schema.ts'
import { reachingOf } from './lists.ts'
import { audienceGroups, recipientWithinAny } from './recipients.ts'
import { allBroadcasts, broadcastOf, waitingBroadcasts } from './record.ts'
import { urgentNow } from './urgent.ts'

/** Reads of the broadcasts within a turn's transaction; `at` is now. */
export function broadcastReads(db: Kysely<Tables>, at: number): BroadcastReads {
  return {
    nextNumber: async () => broadcastNumber(await nextNumber(db, 'broadcast')),
    broadcast: number => broadcastOf(db, number),
    all: () => allBroadcasts(db),
    waiting: () => waitingBroadcasts(db),
    urgent: scope => urgentNow(db, scope, at),
    reckon: audience => reckon(db, audience, at),
    recipient: (broadcast, person) => recipientOf(db, broadcast, person),
    openInChat: (chat, since) => {
      const carried = db
        .selectFrom('broadcast_group')
        .where('chat', '=', chat)
        .where('state', 'in', [...mayHaveSeen])
      return openOnes(db, carried.select('broadcast'), since)
    },
    openFor: (person, since) => {
      const theirs = db.selectFrom('broadcast_recipient').where('number', '=', person)
      return openOnes(db, theirs.where('state', 'in', [...waitedFor]).select('broadcast'), since)
    },
    tally: (broadcast, scope) => tallyOf(db, broadcast, scope),
    reaching: (broadcasts, scope) => reachingOf(db, broadcasts, scope),
    rows: (broadcast, scope) => reportRows(db, broadcast, scope),
    unconfirmed: (broadcast, of) => unconfirmedOf(db, broadcast, of),
    staff: except => staffBesides(db, { except, at }),
  }
}

/** Numbers of those among some that hold and began to leave since then, the oldest first. */
async function openOnes(
  db: Kysely<Tables>,
  among: SelectQueryBuilder<Tables, 'broadcast_group' | 'broadcast_recipient', { broadcast: string }>,
  since: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('broadcast')
    .select('number')
    .where('number', 'in', among)
    .where('state', 'in', [...holding])
    .where('corrected_by', 'is', null)
    .where('started_at', '>=', since)
    .orderBy('seq')
    .execute()
  return rows.map(r => r.number)
}

async function recipientOf(db: Kysely<Tables>, broadcast: string, person: string): Promise<BroadcastRecipient | null> {
  const row = await db
    .selectFrom('broadcast_recipient')
    .select(['number', 'state', 'via', 'confirmed_at as confirmedAt', 'claimed_at as claimedAt'])
    .where('broadcast', '=', broadcast)
    .where('number', '=', person)
    .executeTakeFirst()
  return row ?? null
}

/** Staff on the roster besides one, and whether they can be written to. */
async function staffBesides(db: Kysely<Tables>, { except, at }: { except: string; at: number }) {
  const others = (await staffReads(db, at).members()).filter(person => person.number !== except)
  const homes = await homesOf(db, { numbers: others.map(o => o.number), at })
  return others.map(person => ({ ...person, hasHome: homes.has(person.number) }))
}

/** Where the people of a broadcast stand, by class, within these parts of the tree; the denominator is the roster's. */
async function tallyOf(db: Kysely<Tables>, broadcast: string, scope: readonly Unit[]): Promise<(ClassRef & Tally)[]> {
  const rows = await db
    .selectFrom('broadcast_recipient')
    .select(['college', 'class_name', 'state', 'reason'])
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.count<number>('claimed_at').as('claimed')])
    .where('broadcast', '=', broadcast)
    .where(recipientWithinAny(scope))
    .groupBy(['college', 'class_name', 'state', 'reason'])
    .execute()
  const byClass = Map.groupBy(rows, r => JSON.stringify([r.college, r.class_name]))
  const tallies = [...byClass.values()].map(ofClass => {
    const tally = noTally()
    for (const { state, reason, count, claimed } of ofClass) {
      tally.people += Number(count)
      tally[state] += Number(count)
      tally.claimed += Number(claimed)
      if (state === 'unreachable' || state === 'failed')
        tally.reasons[reason] = (tally.reasons[reason] ?? 0) + Number(count)
    }
    return { college: ofClass[0]!.college, name: ofClass[0]!.class_name, ...tally }
  })
  return tallies.sort(byPlace)
}

/** Who of a class has not confirmed, by number; those who left the roster are named by their number. */
async function unconfirmedOf(
  db: Kysely<Tables>,
  broadcast: string,
  { college, name }: ClassRef,
): Promise<{ number: string; name: string }[]> {
  return db
    .selectFrom('broadcast_recipient as r')
    .leftJoin('roster', 'roster.number', 'r.number')
    .select('r.number')
    .select(sql<string>`coalesce(roster.name, r.number)`.as('name'))
    .where('r.broadcast', '=', broadcast)
    .where('r.college', '=', college)
    .where('r.class_name', '=', name)
    .where('r.state', 'in', givingWayTo('confirmed'))
    .orderBy('r.number')
    .execute()
}

/** Everybody of a broadcast within these parts of the tree, by class and number; nothing of anything else that is kept of them. */
async function reportRows(db: Kysely<Tables>, broadcast: string, scope: readonly Unit[]): Promise<ReportRow[]> {
  return db
    .selectFrom('broadcast_recipient')
    .leftJoin('roster', 'roster.number', 'broadcast_recipient.number')
    .select([
      'broadcast_recipient.college',
      'broadcast_recipient.class_name as className',
      'broadcast_recipient.number',
      'state',
      'reason',
      'sent_at as sentAt',
      'confirmed_at as confirmedAt',
      'confirmed_by as confirmedBy',
      'claimed_at as claimedAt',
    ])
    .select(eb => eb.fn.coalesce('roster.name', eb.val('')).as('name'))
    .where('broadcast', '=', broadcast)
    .where(recipientWithinAny(scope))
    .orderBy('broadcast_recipient.college')
    .orderBy('broadcast_recipient.class_name')
    .orderBy('broadcast_recipient.number')
    .execute()
}

/** What an audience comes to: how many are reached how, and what the platforms take. Counted by the database, so its size costs no memory. */
async function reckon(db: Kysely<Tables>, audience: Audience, at: number): Promise<Reckoning> {
  const channels = await knownChannels(db)
  const groups = meansWholeClasses(audience) ? await audienceGroups(db, audience).execute() : []
  const groupsByClass = Map.groupBy(groups, g => JSON.stringify([g.college, g.class_name]))
  const rows = await homeCounts(db, audience, at)
  const sum = { people: 0, privately: 0, byGroup: 0, notBound: 0, cannotPush: 0 }
  const copies = new Map<string, number>()
  const addCopies = (channel: string, count: number) => copies.set(channel, (copies.get(channel) ?? 0) + count)
  const classes = new Map<string, Reckoning['classes'][number]>()
  for (const { college, class_name: name, channel, is_bound, count: counted } of rows) {
    const count = Number(counted)
    const key = JSON.stringify([college, name])
    const ofClass = groupsByClass.get(key) ?? []
    const one = classes.get(key) ?? { college, name, people: 0, unreachable: 0, groups: ofClass.length }
    classes.set(key, one)
    one.people += count
    sum.people += count
    if (channel !== null) {
      sum.privately += count
      addCopies(channel, count)
    } else if (ofClass.length > 0) sum.byGroup += count
    else {
      sum[is_bound ? 'cannotPush' : 'notBound'] += count
      one.unreachable += count
    }
  }
  for (const { channel } of groups) addCopies(channel, 1)
  const sends = [...copies].map(([channel, count]) => {
    const limits = channels.get(channel)?.limits
    return { channel, count, perSecond: limits?.perSecond ?? null, perDay: limits?.perDay ?? null }
  })
  return { ...sum, groups: groups.length, sends, classes: [...classes.values()] }
}

/** People by class and by the channel of their best home (null where there is none). */
function homeCounts(db: Kysely<Tables>, audience: Audience, at: number) {
  const isBound = sql<number>`exists (select 1 from binding where binding.number = roster.number)`
  return inAudience(db, audience)
    .leftJoin(rankedHomes(db, { at }).as('home'), join =>
      join.onRef('home.number', '=', 'roster.number').on('home.place', '=', 1),
    )
    .select(['college', 'class_name', 'home.channel'])
    .select(isBound.as('is_bound'))
    .select(eb => eb.fn.countAll<number>().as('count'))
    .groupBy(['college', 'class_name', 'home.channel', isBound])
    .orderBy('college')
    .orderBy('class_name')
    .execute()
}
