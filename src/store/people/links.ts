import type { Kysely } from 'kysely'
import type { Home } from '../../core/roster.ts'
import { auditCommand } from '../audit.ts'
import type { Database } from '../open.ts'
import { ready } from '../ready.ts'
import type { Tables } from '../schema.ts'
import { noteArrival } from './arrivals.ts'

/** A personal link that opens the web chat: for whom, since when and until when. The link itself is kept nowhere. */
export interface LinkRecord {
  number: string
  /** As the roster has it; empty for a number that is not on it. */
  name: string
  at: Date
  until: Date
}

const generationIn = ready<{ number: string }, Pick<Tables['link_generation'], 'generation'>>((db, slot) =>
  db.selectFrom('link_generation').select('generation').where('number', '=', slot('number')),
)

/** A link that somebody holds: whose it is, which generation it carries, until when, and where they are written to. */
interface Held {
  number: string
  generation: number
  until: Date
  home: Home
}

/** A link to be handed out; `by` is the roster number of whoever does, where `--as` gave one. */
interface Issuing extends Pick<Held, 'until' | 'home'> {
  now: Date
  by?: string | undefined
}

/** Whoever holds it can be reached from now on, and is given what they missed. */
async function record(db: Kysely<Tables>, { number, generation, until, home }: Held, now: Date): Promise<void> {
  const { handle, chat } = home
  const where = { handle, channel: chat.channel, chat: chat.id }
  await db
    .insertInto('link')
    .values({ number, generation, at: now.getTime(), until: until.getTime(), ...where })
    .execute()
  await noteArrival(db, number)
}

/**
 * The personal links of the web chat. A number's links carry its generation; taking them back makes the next one, so that all before it are
 * refused from then on. Generations only grow: a number that lost its row would let its oldest links in again.
 */
export function makeLinks({ db, transact }: Database) {
  const generationOf = async (number: string, within = db) =>
    (await generationIn(within, { number })).rows[0]?.generation ?? 0
  return {
    /**
     * Somebody has the page open by a link that was not taken back: they can be written to, also where others who sign with our key handed it out, or
     * its record was deleted with all that is known of them.
     */
    async entered(pass: Held, now: Date): Promise<void> {
      const { number, generation, until } = pass
      const known = await db
        .selectFrom('link')
        .select('seq')
        .where('number', '=', number)
        .where('generation', '=', generation)
        .where('until', '>=', until.getTime())
        .executeTakeFirst()
      // Ours are recorded: letting somebody in then needs nothing to be saved.
      if (!known) await transact(within => record(within, pass, now))
    },

    /** How often a number's links have been taken back. */
    generationOf: (number: string): Promise<number> => generationOf(number),

    /** Records a link that is handed out, with a line in the audit log, and says which generation it must carry. Records of links that have ended go. */
    issue: (number: string, { until, home, now, by }: Issuing): Promise<number> =>
      transact(async within => {
        await within.deleteFrom('link').where('until', '<=', now.getTime()).execute()
        const generation = await generationOf(number, within)
        await record(within, { number, generation, until, home }, now)
        await auditCommand(within, { act: 'issue-link', detail: `${number} ${until.toISOString()}`, by }, now)
        return generation
      }),

    /** Takes all of a number's links back, known or not, with a line in the audit log. Resolves to how many of the recorded ones would have been good still. */
    revoke: (number: string, now: Date, by?: string): Promise<number> =>
      transact(async within => {
        const at = now.getTime()
        const row = { generation: (await generationOf(number, within)) + 1, at }
        await within
          .insertInto('link_generation')
          .values({ number, ...row })
          .onConflict(c => c.column('number').doUpdateSet(row))
          .execute()
        const gone = await within.deleteFrom('link').where('number', '=', number).returning('until').execute()
        await auditCommand(within, { act: 'revoke-link', detail: number, by }, now)
        return gone.filter(link => link.until > at).length
      }),

    /** The links that open something now, of one number or of all; the one that ends first comes first. */
    async valid(now: Date, number?: string): Promise<LinkRecord[]> {
      const all = db
        .selectFrom('link')
        .leftJoin('roster', 'roster.number', 'link.number')
        .select(['link.number', 'roster.name', 'link.at', 'link.until'])
        .where('link.until', '>', now.getTime())
        .orderBy('link.until')
      const rows = await (number === undefined ? all : all.where('link.number', '=', number)).execute()
      return rows.map(r => ({ number: r.number, name: r.name ?? '', at: new Date(r.at), until: new Date(r.until) }))
    },
  }
}
