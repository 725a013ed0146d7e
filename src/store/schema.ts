import { type BroadcastsTables, broadcasts } from './tables/broadcasts.ts'
import { type CasesTables, cases } from './tables/cases.ts'
import { type FlowsTables, flows } from './tables/flows.ts'
import type { Holding } from './tables/holding.ts'
import { type PeopleTables, people } from './tables/people.ts'
import { type RemindersTables, reminders } from './tables/reminders.ts'
import { type TurnsTables, turns } from './tables/turns.ts'
import { type WebTables, web } from './tables/web.ts'

/**
 * The tables as the code sees them. Instants are epoch milliseconds (bigint on PostgreSQL), documents are JSON text,
 * yes and no are 1 and 0, so that both databases hold the same values.
 */
export interface Tables
  extends TurnsTables,
    PeopleTables,
    FlowsTables,
    RemindersTables,
    BroadcastsTables,
    CasesTables,
    WebTables {}

export type { DeliveryState } from './tables/turns.ts'

/** What every table holds of people: the one list that deletion, binding, people's own files and retention go by. */
export const holdings: { readonly [Name in keyof Tables]: Holding<Tables[Name]> } = {
  ...turns,
  ...people,
  ...flows,
  ...reminders,
  ...broadcasts,
  ...cases,
  ...web,
}
