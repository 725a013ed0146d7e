import type { Kysely } from 'kysely'
import type { Broadcast } from '../../core/broadcast.ts'
import { isWithin, type RosterPerson } from '../../core/roster.ts'
import { percentOf } from '../../office/broadcasts/states.ts'
import { homesOf } from '../people/homes.ts'
import { personOf } from '../people/roster.ts'
import type { Tables } from '../schema.ts'
import { writeTo } from './effects.ts'
import type { ClassNames, MindParts } from './parts.ts'
import { broadcastOf } from './record.ts'
import { tallyOf, unconfirmedOf } from './tally.ts'

/** Tells the monitors, and later the counselors, of classes where too few have confirmed: names of their own classes only, in private. */
export async function escalate(db: Kysely<Tables>, at: number, parts: MindParts): Promise<void> {
  const due = await db
    .selectFrom('broadcast')
    .select(['number', 'escalated'])
    .where('state', 'in', ['queued', 'sent'])
    .where('escalate_at', '<=', at)
    .execute()
  for (const { number, escalated } of due) {
    const broadcast = (await broadcastOf(db, number))!
    const rule = parts.ruleOf(broadcast.level)
    const classes = rule === null ? [] : await classesBelow(db, broadcast, rule.below)
    const telling: Telling = { db, at, parts, broadcast }
    const toMonitors = escalated === 0 ? await tellMonitors(telling, classes) : new Set<ClassNames>()
    const toStaff = classes.filter(c => !toMonitors.has(c))
    if (toStaff.length > 0) await tellStaff(telling, toStaff, escalated + 1)
    const again = toMonitors.size > 0 ? parts.awake(broadcast.level, at + rule!.thenMinutes * 60_000) : null
    await db
      .updateTable('broadcast')
      .set({ escalate_at: again, escalated: escalated + 1 })
      .where('number', '=', number)
      .execute()
  }
}

interface Telling {
  db: Kysely<Tables>
  at: number
  parts: MindParts
  broadcast: Broadcast
}

async function classesBelow(db: Kysely<Tables>, { number }: Broadcast, below: number): Promise<ClassNames[]> {
  const classes = (await tallyOf(db, number, [{ of: 'school' }])).filter(c => c.name !== '' && percentOf(c) < below)
  return Promise.all(
    classes.map(async c => ({ ...c, names: (await unconfirmedOf(db, number, c)).map(person => person.name) })),
  )
}

/** Returns the classes whose monitor can be written to. */
async function tellMonitors(
  { db, at, parts, broadcast }: Telling,
  classes: readonly ClassNames[],
): Promise<Set<ClassNames>> {
  const told = new Set<ClassNames>()
  for (const one of classes) {
    const monitors = await db
      .selectFrom('roster')
      .select('number')
      .where('role', '=', 'monitor')
      .where('college', '=', one.college)
      .where('class_name', '=', one.name)
      .execute()
    const numbers = monitors.map(m => m.number)
    if ((await homesOf(db, { numbers, at })).size === 0) continue
    const key = `broadcast:${broadcast.number}:escalate1:${one.college}${one.name}`
    await writeTo(db, { key, numbers, saying: parts.toMonitor(broadcast, one) }, { ids: parts.ids, at })
    told.add(one)
  }
  return told
}

/** Each counselor hears of the classes in their care; classes that nobody cares for are told to the sender. */
async function tellStaff(
  { db, at, parts, broadcast }: Telling,
  classes: readonly ClassNames[],
  stage: number,
): Promise<void> {
  const rows = await db.selectFrom('roster').selectAll().where('role', '=', 'counselor').orderBy('number').execute()
  const inCharge = rows.map(personOf)
  const caredFor = (person: RosterPerson) =>
    classes.filter(({ college, name }) => person.scope.some(part => isWithin({ of: 'class', college, name }, part)))
  const lists = new Map(inCharge.map(p => [p.number, caredFor(p)]))
  const alone = classes.filter(c => ![...lists.values()].some(list => list.includes(c)))
  lists.set(broadcast.sender.number, [...(lists.get(broadcast.sender.number) ?? []), ...alone])
  for (const [number, list] of lists) {
    if (list.length === 0) continue
    const key = `broadcast:${broadcast.number}:escalate${stage}`
    await writeTo(db, { key, numbers: [number], saying: parts.toStaff(broadcast, list) }, { ids: parts.ids, at })
  }
}
