import type { Kysely } from 'kysely'
import type { Home, LinkRecord, PeopleEffect, RosterReads } from '../../core/roster.ts'
import type { Database } from '../open.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../schema.ts'
import { noteArrival } from './arrivals.ts'

/** A link that somebody holds: whose it is, which generation it carries, until when, and where they are written to. */
interface Held {
  number: string
  generation: number
  until: Date
  home: Home
}

const generationIn = prepared<{ number: string }, Pick<Tables['link_generation'], 'generation'>>((db, slot) =>
  db.selectFrom('link_generation').select('generation').where('number', '=', slot('number')),
)

const generationOf = async (db: Kysely<Tables>, number: string) =>
  (await generationIn(db, { number })).rows[0]?.generation ?? 0

/** Records a link: whoever holds it can be reached from now on, and is given what they missed. Records of links that have ended go. */
export async function recordLink(
  db: Kysely<Tables>,
  { number, generation, until, home: { handle, chat } }: Omit<Extract<PeopleEffect, { do: 'issue-link' }>, 'do'>,
  at: number,
): Promise<void> {
  await db.deleteFrom('link').where('until', '<=', at).execute()
  await db
    .insertInto('link')
    .values({ number, generation, at, until, handle, channel: chat.channel, chat: chat.id })
    .execute()
  await noteArrival(db, number)
}

/**
 * Takes all of a number's links back, known or not. Links carry their number's generation, and this makes the next one, so that all before it are
 * refused from then on. Generations only grow: a number that lost its row would let its oldest links in again.
 */
export async function endLinks(db: Kysely<Tables>, number: string, at: number): Promise<void> {
  const row = { generation: (await generationOf(db, number)) + 1, at }
  await db
    .insertInto('link_generation')
    .values({ number, ...row })
    .onConflict(c => c.column('number').doUpdateSet(row))
    .execute()
  await db.deleteFrom('link').where('number', '=', number).execute()
}

/** What can be asked about personal links; `at` is now. */
export function linkReads(db: Kysely<Tables>, at: number): Pick<RosterReads, 'links' | 'linkGeneration'> {
  return {
    linkGeneration: number => generationOf(db, number),
    async links(number): Promise<LinkRecord[]> {
      const all = db
        .selectFrom('link')
        .leftJoin('roster', 'roster.number', 'link.number')
        .select(['link.number', 'roster.name', 'link.at', 'link.until'])
        .where('link.until', '>', at)
        .orderBy('link.until')
      const rows = await (number === undefined ? all : all.where('link.number', '=', number)).execute()
      return rows.map(r => ({ number: r.number, name: r.name ?? '', at: new Date(r.at), until: new Date(r.until) }))
    },
  }
}

/** What the web chat asks of personal links, and tells of them. */
export function makeLinks({ db, transact }: Database) {
  return {
    /** How often a number's links have been taken back. */
    generationOf: (number: string): Promise<number> => generationOf(db, number),

    /**
     * Somebody has the page open by a link that was not taken back: they can be written to, also where others who sign with our key handed it out, or
     * its record was deleted with all that is known of them.
     */
    async entered(pass: Held, now: Date): Promise<void> {
      const { number, generation, home } = pass
      const until = pass.until.getTime()
      const known = await db
        .selectFrom('link')
        .select('seq')
        .where('number', '=', number)
        .where('generation', '=', generation)
        .where('until', '>=', until)
        .executeTakeFirst()
      // Ours are recorded: letting somebody in then needs nothing to be saved.
      if (!known) await transact(tx => recordLink(tx, { number, generation, until, home }, now.getTime()))
    },
  }
}
