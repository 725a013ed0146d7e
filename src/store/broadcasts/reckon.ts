import { type Kysely, sql } from 'kysely'
import type { Reckoning } from '../../core/broadcast.ts'
import type { Audience } from '../../core/roster.ts'
import { meansWholeClasses } from '../../office/broadcasts/meant.ts'
import { knownChannels } from '../channels.ts'
import { inAudience } from '../people/audience.ts'
import { rankedHomes } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { audienceGroups } from './groups.ts'

/** What an audience comes to: how many are reached how, and what the platforms take. Counted by the database, so its size costs no memory. */
export async function reckon(db: Kysely<Tables>, audience: Audience, at: number): Promise<Reckoning> {
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
