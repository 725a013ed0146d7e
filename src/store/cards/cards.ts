import { type Kysely, sql } from 'kysely'
import {
  type CardEffect,
  type CardReads,
  type CardSent,
  cardsOff,
  lossFlow,
  quietAfterTroubleMs,
} from '../../core/cards/card.ts'
import { numberOfOwner, ownerOfNumber } from '../../core/roster.ts'
import type { CardsSoFar } from '../../office/cards/deal.ts'
import { isWithinAny } from '../people/audience.ts'
import { ownerIn } from '../people/owner.ts'
import { students } from '../progress/counts.ts'
import type { Tables } from '../schema.ts'
import { holds, textAt } from '../sqlite/sql.ts'

/** Reads of the cards of the week. */
export const cardReads = (db: Kysely<Tables>): CardReads => ({
  async last(owner) {
    const row = await db
      .selectFrom('safety_card')
      .selectAll()
      .where('person', '=', owner)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ? sentOf(row) : null
  },
  async inDanger(owner, since) {
    const found = await endangered(db, since).where('person', '=', owner).limit(1).executeTakeFirst()
    return found !== undefined
  },
  async answers(scope) {
    const rows = await students(db)
      .innerJoin('safety_card', 'safety_card.person', ownerIn('roster.number') as never)
      .select(eb => [
        'safety_card.story',
        eb.fn.countAll<number>().as('answers'),
        sql<number>`sum(case when safety_card.is_right = 0 then 1 else 0 end)`.as('wrong'),
      ])
      .where(isWithinAny(scope))
      .where('safety_card.is_right', 'is not', null)
      .groupBy('safety_card.story')
      .execute()
    return rows.map(({ story, answers, wrong }) => ({ story, answers: Number(answers), wrong: Number(wrong) }))
  },
})

const sentOf = ({ story, at, is_right }: Tables['safety_card']): CardSent => {
  return { story, at, isRight: is_right === null ? null : is_right === 1 }
}

/** Who is in danger that nobody has taken, or was since then. */
const endangered = (db: Kysely<Tables>, since: number) =>
  db
    .selectFrom('crisis_case')
    .select('person')
    .where(eb => eb.or([eb('state', '=', 'open'), eb('at', '>', since)]))

/** The cards that everybody was sent so far, the oldest first, and who is to be spared one now: both by roster number. */
export async function cardsSoFar(db: Kysely<Tables>, now: number): Promise<CardsSoFar> {
  const rows = await db.selectFrom('safety_card').selectAll().orderBy('at').execute()
  const sent = Map.groupBy(rows, row => numberOfOwner(row.person) ?? '')
  const owners = await spared(db, now - quietAfterTroubleMs)
  return {
    sent: new Map([...sent].map(([number, theirs]) => [number, theirs.map(sentOf)])),
    spared: new Set(owners.flatMap(owner => numberOfOwner(owner) ?? [])),
  }
}

/** Who is or lately was in danger, is worried about, waits for a teacher, has lost money lately or is in the conversation about that, and who wants no cards. */
async function spared(db: Kysely<Tables>, since: number): Promise<string[]> {
  const lost = db
    .selectFrom('session')
    .innerJoin('binding', 'binding.handle', 'session.person')
    .select('binding.number')
    .where(sql<boolean>`cast(${textAt('session.state', '$.lossAt')} as integer) > ${since}`)
  const [danger, worry, waiting, losing, declining, numbers] = await Promise.all([
    endangered(db, since).execute(),
    db.selectFrom('worry').select('person').execute(),
    db.selectFrom('handoff').select('person').where('state', '=', 'open').execute(),
    db
      .selectFrom('person_memory')
      .select('person')
      .where('at', '>', since)
      .where(holds(sql.ref('state'), sql.lit(`"flow":"${lossFlow}"`)))
      .execute(),
    db.selectFrom('tag').select('person').where('name', '=', cardsOff).where('value', '!=', 'no').execute(),
    lost.execute(),
  ])
  const owners = [...danger, ...worry, ...waiting, ...losing, ...declining].map(row => row.person)
  return [...owners, ...numbers.map(row => ownerOfNumber(row.number))]
}

/** Notes that people (roster numbers) were sent cards; one that they had already stays as it was. */
export async function keepCards(
  db: Kysely<Tables>,
  cards: readonly { number: string; story: string }[],
  at: number,
): Promise<void> {
  const rows = cards.map(({ number, story }) => ({ person: ownerOfNumber(number), story, at, is_right: null }))
  for (let from = 0; from < rows.length; from += 100)
    await db
      .insertInto('safety_card')
      .values(rows.slice(from, from + 100))
      .onConflict(c => c.doNothing())
      .execute()
}

/** Notes whether the question of a card was answered right; the first answer counts. */
export async function saveCardEffect(db: Kysely<Tables>, effect: CardEffect, owner: string): Promise<void> {
  await db
    .updateTable('safety_card')
    .set({ is_right: effect.isRight ? 1 : 0 })
    .where('person', '=', owner)
    .where('story', '=', effect.story)
    .where('is_right', 'is', null)
    .execute()
}
