import type { Content } from '../bot/content.ts'
import type { Reads } from '../core/reads.ts'
import type { Identity, RosterReads } from '../core/roster.ts'
import type { AuditLine } from '../core/turn.ts'
import type { FlowText } from '../flows/library.ts'
import type { Act, Outcome } from '../office/outcome.ts'
import { commandDeed, saveAudit } from '../store/audit.ts'
import { layerIn } from '../store/content/versions.ts'
import { makeFlowVersions } from '../store/flows/flow-versions.ts'
import { makeSubmissions } from '../store/flows/submissions.ts'
import { type Database, hasDatabase, openDatabase } from '../store/open.ts'
import { perform } from '../store/perform.ts'
import { readsIn } from '../store/reads.ts'
import type { Config } from './config.ts'
import { contentWith } from './content.ts'
import { systemClock, systemIds } from './system.ts'

/** What a command works with: the content and the records, beside a bot that may be running on them. */
export interface Shell {
  config: Config
  content: Content
  database: Database
  read: Reads
  submissions: ReturnType<typeof makeSubmissions>
  /** Versions of flows that older submissions and runs were made with. */
  olderFlows(): Promise<FlowText[]>
  now: Date
  /** Does an act of the office for a member of staff, in one transaction with its line of the audit log. */
  perform<Rules, Input, What, Why>(
    act: Act<Rules, Input, What, Why>,
    as: { rules: Rules; actor: Identity; input: Input },
  ): Promise<Outcome<What, Why>>
  /** Puts a line into the audit log about something that came to no act; nothing where there is no line. */
  note(line: AuditLine | null, actor?: Identity): Promise<void>
}

/** Opens what a command works with, and closes it whatever becomes of the command. */
export async function withShell<R>(config: Config, go: (shell: Shell) => Promise<R>): Promise<R> {
  const database = await openDatabase(config.data, { shared: true })
  const now = systemClock.now()
  const layer = await layerIn(database.db)
  /** Read when it is first asked for: not every command says anything. */
  let content: Content | null = null
  try {
    return await go({
      config,
      get content() {
        content ??= contentWith(config, layer)
        return content
      },
      submissions: makeSubmissions(database),
      olderFlows: () => makeFlowVersions(database).all(),
      database,
      now,
      read: readsIn(database.db, now),
      perform: (act, { rules, actor, input }) =>
        perform(database, {
          act,
          rules,
          actor,
          input,
          deed: commandDeed(actor.number ?? undefined, now),
          ids: systemIds,
        }),
      note: async (line, actor) => {
        if (line) await database.transact(db => saveAudit(db, line, commandDeed(actor?.number ?? undefined, now)))
      },
    })
  } finally {
    await database.close()
  }
}

/** What the roster of a data folder says, read beside a bot that may be running on it; `otherwise` where nothing is kept there yet. */
export async function withRoster<R>(data: string, go: (roster: RosterReads) => Promise<R>, otherwise: R): Promise<R> {
  if (!hasDatabase(data)) return otherwise
  const database = await openDatabase(data, { shared: true })
  try {
    return await go(readsIn(database.db, systemClock.now()).roster)
  } finally {
    await database.close()
  }
}
