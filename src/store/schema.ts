import { type ActivitiesTables, activityHoldings } from './tables/activities.ts'
import { type BroadcastsTables, broadcastHoldings } from './tables/broadcasts.ts'
import { type CareTables, careHoldings } from './tables/care.ts'
import { type CasesTables, caseHoldings } from './tables/cases.ts'
import { type ConsoleTables, consoleHoldings } from './tables/console.ts'
import { type ContentTables, contentHoldings } from './tables/content.ts'
import { type FlowsTables, flowHoldings } from './tables/flows.ts'
import type { Holding } from './tables/holding.ts'
import { type JobsTables, jobHoldings } from './tables/jobs.ts'
import { type LedgerTables, ledgerHoldings } from './tables/ledger.ts'
import { type PeopleTables, peopleHoldings } from './tables/people.ts'
import { type RemindersTables, reminderHoldings } from './tables/reminders.ts'
import { type TurnsTables, turnHoldings } from './tables/turns.ts'
import { type WebTables, webHoldings } from './tables/web.ts'

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
    CareTables,
    CasesTables,
    ConsoleTables,
    ContentTables,
    LedgerTables,
    JobsTables,
    WebTables,
    ActivitiesTables {}

/** What every table holds of people: the one list that deletion, binding, people's own files and retention go by. */
export const holdings: { readonly [Name in keyof Tables]: Holding<Tables[Name]> } = {
  ...turnHoldings,
  ...peopleHoldings,
  ...flowHoldings,
  ...reminderHoldings,
  ...broadcastHoldings,
  ...careHoldings,
  ...caseHoldings,
  ...consoleHoldings,
  ...contentHoldings,
  ...ledgerHoldings,
  ...jobHoldings,
  ...webHoldings,
  ...activityHoldings,
}
