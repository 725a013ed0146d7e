import { type Kysely, type Selectable, sql } from 'kysely'
import type { Unit } from '../../core/roster.ts'
import type { ClassCounts, DutyNote, LedgerEffect, LedgerReads } from '../../core/work/ledger.ts'
import { isWithinAny } from '../people/audience.ts'
import { ownerIn } from '../people/owner.ts'
import { students } from '../progress/counts.ts'
import type { Tables } from '../schema.ts'

/** Reads of the ledger of the notice's duties. */
export const ledgerReads = (db: Kysely<Tables>): LedgerReads => ({
  async notes() {
    const rows = noteRows(db).where('is_gone', '=', 0).orderBy('day', 'desc').orderBy('at', 'desc')
    return (await rows.execute()).map(noteOf)
  },
  async note(id) {
    const row = await noteRows(db).where('id', '=', id).executeTakeFirst()
    return row ? { ...noteOf(row), isGone: row.is_gone === 1 } : null
  },
  pictures: () => db.selectFrom('report_picture').selectAll().orderBy('number').orderBy('n').execute(),
  async counts(scope) {
    const [cards, questions] = [await cardRows(db, scope).execute(), await questionRows(db, scope).execute()]
    const [requests, letters] = [await requestRows(db, scope).execute(), await letterRows(db, scope).execute()]
    return merged([...cards, ...questions, ...requests, ...letters])
  },
})

const noteRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('duty_note')
    .leftJoin('roster', 'roster.number', 'duty_note.by')
    .selectAll('duty_note')
    .select('roster.name as by_name')

function noteOf({
  id,
  duty,
  college,
  day,
  text,
  picture,
  by,
  by_name,
  at,
}: Selectable<Tables['duty_note']> & { by_name: string | null }): DutyNote {
  const shown = picture === null ? null : JSON.parse(picture)
  return { id, duty, college, day, text, picture: shown, by, byName: by_name ?? '', at }
}

/** Whether a request is one for a person, and neither a suggestion nor a report. */
const asked = 'handoff.office is null and handoff.report is null'

const sum = (condition: string) => sql<number>`sum(case when ${sql.raw(condition)} then 1 else 0 end)`

/** The cards of the week that students of each class were sent. */
const cardRows = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  students(db)
    .innerJoin('safety_card', 'safety_card.person', ownerIn('roster.number') as never)
    .where(isWithinAny(scope))
    .groupBy(['roster.college', 'roster.class_name'])
    .select(eb => [
      'roster.college',
      'roster.class_name as name',
      eb.fn.countAll<number>().as('cards'),
      sum('safety_card.is_right is not null').as('answers'),
      sum('safety_card.is_right = 1').as('right'),
    ])

/** The requests for a person of the students of each class, what they suggested, and what they reported. */
const requestRows = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  students(db)
    .innerJoin('handoff', 'handoff.person', ownerIn('roster.number') as never)
    .where(isWithinAny(scope))
    .groupBy(['roster.college', 'roster.class_name'])
    .select([
      'roster.college',
      'roster.class_name as name',
      sum(asked).as('requests'),
      sum(`${asked} and handoff.state = 'done'`).as('followed'),
      sum('handoff.office is not null').as('suggestions'),
      sum("handoff.office is not null and handoff.state = 'done'").as('considered'),
      sum('handoff.report is not null').as('reports'),
      sum("handoff.report is not null and handoff.state = 'done'").as('settled'),
    ])

/** What students of each class wrote to a teacher and somebody has looked at. */
const letterRows = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  students(db)
    .innerJoin('submission', 'submission.person', ownerIn('roster.number') as never)
    .where('submission.flow', '=', 'gratitude')
    .where('submission.state', 'in', ['submitted', 'late'])
    .where(isWithinAny(scope))
    .groupBy(['roster.college', 'roster.class_name'])
    .select(eb => ['roster.college', 'roster.class_name as name', eb.fn.countAll<number>().as('letters')])

/** How often questions without an answer came from each class, and how often such as staff have answered since. */
const questionRows = (db: Kysely<Tables>, scope: readonly Unit[]) =>
  db
    .selectFrom('unanswered_class as u')
    .innerJoin('unanswered', 'unanswered.question', 'u.question')
    .where(eb => {
      const within = (unit: Unit) => {
        if (unit.of === 'school') return eb.lit(true)
        const college = eb('u.college', '=', unit.college)
        return unit.of === 'college' ? college : eb.and([college, eb('u.class_name', '=', unit.name)])
      }
      return eb.or(scope.map(within))
    })
    .groupBy(['u.college', 'u.class_name'])
    .select([
      'u.college',
      'u.class_name as name',
      sql<number>`sum(u.times)`.as('asked'),
      sql<number>`sum(case when unanswered.ended_as in ('wording', 'entry') then u.times else 0 end)`.as('ended'),
    ])

const nothing = {
  ...{ cards: 0, answers: 0, right: 0, asked: 0, ended: 0, requests: 0, followed: 0 },
  ...{ suggestions: 0, considered: 0, reports: 0, settled: 0, letters: 0 },
}

/** Rows of the same class as one. */
function merged(rows: readonly ({ college: string; name: string } & Partial<Record<keyof typeof nothing, number>>)[]) {
  const classes = new Map<string, ClassCounts>()
  for (const { college, name, ...counts } of rows) {
    const key = JSON.stringify([college, name])
    const before = classes.get(key) ?? { college, name, ...nothing }
    const numbers = Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, Number(count)]))
    classes.set(key, { ...before, ...numbers })
  }
  return [...classes.values()]
}

/** Saves what staff changed in the ledger. */
export async function saveLedgerEffect(db: Kysely<Tables>, effect: LedgerEffect): Promise<void> {
  switch (effect.do) {
    case 'add-duty-note': {
      const { picture, ...note } = effect.note
      const shown = picture === null ? null : JSON.stringify(picture)
      const row = { ...note, picture: shown, is_gone: 0, delete_at: effect.until }
      await db.insertInto('duty_note').values(row).execute()
      return
    }
    case 'hide-duty-note': {
      const row = { is_gone: effect.isGone ? 1 : 0, delete_at: effect.until }
      await db.updateTable('duty_note').set(row).where('id', '=', effect.id).execute()
      return
    }
    case 'drop-duty-note':
      await db.deleteFrom('duty_note').where('id', '=', effect.id).execute()
      return
    case 'choose-report-picture': {
      const { caption } = effect.picture
      await db
        .insertInto('report_picture')
        .values(effect.picture)
        .onConflict(c => c.columns(['number', 'n']).doUpdateSet({ caption }))
        .execute()
      return
    }
    case 'leave-report-picture':
      await db.deleteFrom('report_picture').where('number', '=', effect.number).where('n', '=', effect.n).execute()
  }
}
