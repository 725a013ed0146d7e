import { type Kysely, sql } from 'kysely'
import type { DeliveryState } from '../../core/delivery.ts'
import type { Handoff } from '../../core/desk.ts'
import { numberOfOwner, type Unit } from '../../core/roster.ts'
import { isOwner } from '../people/owner.ts'
import type { Tables } from '../schema.ts'
import { classOfRow } from './unit.ts'

/** Requests with what the roster says of whoever asked and of whoever sees to them, and what became of the last answer. */
export const handoffRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('handoff')
    .leftJoin('roster', j => j.on(isOwner('handoff.person')))
    .leftJoin('roster as hand', 'hand.number', 'handoff.taker')
    .select([
      ...(['handoff.number', 'handoff.name', 'handoff.person', 'roster.college', 'roster.class_name'] as const),
      ...(['topic', 'urgency', 'text', 'how', 'may_contact', 'handoff.at', 'state'] as const),
      ...(['taker', 'taken_at', 'passed_by', 'answer', 'answered_at', 'asked_at', 'done_at'] as const),
      ...(['report', 'is_now', 'is_hidden', 'handoff.college as ofCollege', 'handoff.class_name as ofClass'] as const),
      ...(['handoff.office', 'handoff.is_anonymous', 'roster.name as rosterName', 'hand.name as takerName'] as const),
      eb =>
        eb
          .selectFrom('delivery')
          .select('delivery.state')
          .where('matter', '=', sql.lit('answer'))
          .whereRef('about', '=', 'handoff.number')
          .orderBy('seq', 'desc')
          .limit(1)
          .as('sent'),
    ])

/** A request as `handoffRows` reads it. */
export type HandoffRow = Awaited<ReturnType<ReturnType<typeof handoffRows>['execute']>>[number]

/** A row as a request; whoever wants to stay unknown is. */
export const handoffOf = (row: HandoffRow, isReached: boolean): Handoff => ({
  number: row.number,
  name: row.is_anonymous === 1 ? row.name : (row.rosterName ?? row.name),
  asker: row.is_anonymous === 1 ? null : numberOfOwner(row.person),
  unit: unitOfHandoff(row),
  care: careOfRow(row),
  isSuggestion: row.office !== null,
  report: row.report && { kind: row.report, isNow: row.is_now === 1, isHidden: row.is_hidden === 1 },
  topic: row.topic,
  urgency: row.urgency,
  text: row.text,
  how: row.how,
  mayContact: row.may_contact === 1,
  isDone: row.state === 'done',
  at: row.at,
  taker: row.taker === null ? null : { number: row.taker, name: row.takerName ?? row.taker },
  takenAt: row.taken_at,
  passedBy: row.passed_by,
  answer:
    row.answer === null
      ? null
      : { text: row.answer, at: row.answered_at ?? row.at, sent: row.sent === null ? null : sentAs(row.sent) },
  askedAt: row.asked_at,
  doneAt: row.done_at,
  isReached,
})

/** The class of whoever asked, of a suggestion none; of a report the class whose it is, or null where it is the school's. */
export function unitOfHandoff({ report, office, college, class_name, ofCollege, ofClass }: WhoseRow) {
  if (report !== null) return classOfRow(ofCollege || null, ofClass || null)
  return office === null ? classOfRow(college, class_name) : null
}

type WhoseRow = Pick<HandoffRow, 'report' | 'office' | 'college' | 'class_name' | 'ofCollege' | 'ofClass'>

/** In whose care a request is: that of its class, or of the office that a suggestion is for. */
export function careOfRow(row: WhoseRow): Unit {
  if (row.office === 'college' && row.college) return { of: 'college', college: row.college }
  const unit = unitOfHandoff(row)
  return unit ? { of: 'class', ...unit } : { of: 'school' }
}

function sentAs(state: DeliveryState) {
  if (state === 'waiting' || state === 'sending') return 'waiting'
  return state === 'delivered' ? 'arrived' : state === 'uncertain' ? 'unsure' : 'failed'
}
