import { type Kysely, sql } from 'kysely'
import { type CaseReads, caseNumber, type ScamCase } from '../../core/case.ts'
import { studentRoles } from '../../core/role.ts'
import { type ClassRef, numberOfOwner, ownerOfNumber } from '../../core/roster.ts'
import type { Chat } from '../../core/update.ts'
import { isSame } from '../../safety/sketch.ts'
import { nextNumber } from '../counter.ts'
import { classOf } from '../people/groups.ts'
import { homesOf } from '../people/homes.ts'
import type { Tables } from '../schema.ts'
import { holds, isAmong } from '../sqlite/sql.ts'
import { caretakersOf, caretakersOfEach } from './caretakers.ts'
import { caseCounts } from './counts.ts'
import { classIn, crisesOf, crisisHistoryOf } from './history.ts'

/** Reads of the cases within a turn's transaction; `at` is now. */
export function caseReads(db: Kysely<Tables>, at: number): CaseReads {
  return {
    ...caseCounts(db),
    care: about => careOf(db, about, at),
    scene: seen => sceneOf(db, seen, at),
    async scams() {
      const rows = await db.selectFrom('scam_case').selectAll().orderBy('last_at', 'desc').execute()
      return scamsOf(db, rows)
    },
    async scam(number) {
      const row = await db.selectFrom('scam_case').selectAll().where('number', '=', number).executeTakeFirst()
      return row ? (await scamsOf(db, [row]))[0]! : null
    },
    async crises(of = 'all') {
      const all = db.selectFrom('crisis_case').selectAll().orderBy('at', 'desc')
      return crisesOf(db, await (of === 'all' ? all : all.where('state', '=', 'open')).execute())
    },
    async crisis(number) {
      const row = await db.selectFrom('crisis_case').selectAll().where('number', '=', number).executeTakeFirst()
      return row ? (await crisesOf(db, [row]))[0]! : null
    },
    caretakers: of => caretakersByCase(db, of, at),
    history: number => crisisHistoryOf(db, number),
  }
}

/** Who looks after somebody who is in danger, and what is known of it already. */
async function careOf(
  db: Kysely<Tables>,
  { owner, number, home, chat, since, words }: Parameters<CaseReads['care']>[0],
  at: number,
) {
  const unit = home ?? (chat.kind === 'group' ? await classOf(db, chat.id) : null)
  const earlier = await db
    .selectFrom('crisis_case')
    .select(['number', 'grade'])
    .where('person', '=', owner)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  return {
    unit,
    caretakers: await caretakersOf(db, unit, { named: await counselorOf(db, owner), at }),
    earlier: earlier ?? null,
    next: caseNumber('C', await nextNumber(db, 'crisis')),
    home: chat.kind === 'private' ? chat : await homeOf(db, { number, at }),
    named: await namedIn(db, words, { unit, but: number }),
  }
}

/** Who looks after a group in which a scam was said, and whether it was said before, here or in others. */
async function sceneOf(db: Kysely<Tables>, { chat, sketch, since }: Parameters<CaseReads['scene']>[0], at: number) {
  const unit = await classOf(db, chat)
  const alike = await alikeOf(db, sketch, since)
  const units = alike ? alike.groups.map(g => g.unit) : []
  const theirs = await Promise.all(units.map(of => caretakersOf(db, of, { at })))
  return {
    unit,
    caretakers: await caretakersOf(db, unit, { at }),
    alike: alike ? { case: alike, caretakers: theirs } : null,
    next: caseNumber('S', await nextNumber(db, 'scam')),
  }
}

/** Those who look after the people of some crises, by its number. */
async function caretakersByCase(db: Kysely<Tables>, of: Parameters<CaseReads['caretakers']>[0], at: number) {
  const numbers = of.flatMap(({ person }) => numberOfOwner(person) ?? [])
  const rows = await db.selectFrom('roster').select(['number', 'counselor']).where(isAmong('number', numbers)).execute()
  const counselors = new Map(rows.map(r => [ownerOfNumber(r.number), r.counselor]))
  const several = of.map(({ unit, person }) => ({ unit, named: counselors.get(person) ?? '' }))
  const each = await caretakersOfEach(db, several, at)
  return new Map(of.map(({ number }, n) => [number, each[n]!]))
}

/** What the roster says of somebody's counselor (number or name); empty for people it does not know. */
export async function counselorOf(db: Kysely<Tables>, owner: string): Promise<string> {
  const number = numberOfOwner(owner)
  if (number === null) return ''
  const row = await db.selectFrom('roster').select('counselor').where('number', '=', number).executeTakeFirst()
  return row?.counselor ?? ''
}

/** Whom of a class the words name, with the class where it is another. */
async function namedIn(
  db: Kysely<Tables>,
  words: string,
  of: { unit: ClassRef | null; but: string | null },
): Promise<string[]> {
  const named = (await studentsNamed(db, words, of)).slice(0, 3)
  return named.map(r => (r.class_name === of.unit?.name ? r.name : `${r.name}（${r.class_name}）`))
}

/** Whom of a class the words name, else whom of its college: names of two characters and more, as the roster writes them. `but` is never meant. */
export async function studentsNamed(
  db: Kysely<Tables>,
  words: string,
  { unit, but }: { unit: ClassRef | null; but: string | null },
) {
  if (unit === null || words.length < 2) return []
  const rows = await db
    .selectFrom('roster')
    .select(['number', 'name', 'college', 'class_name', 'counselor'])
    .where('role', 'in', [...studentRoles])
    .where('college', '=', unit.college)
    .where(sql<boolean>`length(name) > 1 and ${holds(sql.val(words), sql.ref('name'))}`)
    .execute()
  const others = rows.filter(r => r.number !== but)
  const near = others.filter(r => r.class_name === unit.name)
  return near.length > 0 ? near : others
}

/** Where someone of the roster can be written to in private, over any channel. */
async function homeOf(db: Kysely<Tables>, { number, at }: { number: string | null; at: number }): Promise<Chat | null> {
  if (number === null) return null
  return (await homesOf(db, { numbers: [number], at })).get(number)?.[0]?.chat ?? null
}

async function alikeOf(db: Kysely<Tables>, sketch: readonly number[], since: number): Promise<ScamCase | null> {
  const rows = await db
    .selectFrom('scam_case')
    .selectAll()
    .where('last_at', '>', since)
    .orderBy('last_at', 'desc')
    .limit(200)
    .execute()
  const row = rows.find(r => isSame(JSON.parse(r.sketch) as number[], sketch))
  return row ? (await scamsOf(db, [row]))[0]! : null
}

/** Rows of the scam cases with their groups. */
async function scamsOf(db: Kysely<Tables>, rows: readonly Tables['scam_case'][]): Promise<ScamCase[]> {
  if (rows.length === 0) return []
  const numbers = rows.map(r => r.number)
  const groups = await db.selectFrom('scam_group').selectAll().where(isAmong('number', numbers)).orderBy('at').execute()
  const groupsOf = Map.groupBy(groups, g => g.number)
  return rows.map(({ number, type, grade, score, signals, text, at, state, draft }) => ({
    number,
    type,
    grade,
    score,
    signals: JSON.parse(signals) as string[],
    text,
    groups: (groupsOf.get(number) ?? []).map(g => ({ chat: g.chat, title: g.title, unit: classIn(g), times: g.times })),
    at,
    state,
    draft,
  }))
}
