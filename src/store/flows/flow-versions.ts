import type { FlowText } from '../../flows/library.ts'
import type { Database } from '../open.ts'

/** The texts of flows that sessions began with, so that a session can end with the version it knows. */
export function makeFlowVersions({ db, transact }: Database) {
  return {
    async all(): Promise<FlowText[]> {
      return db.selectFrom('flow_version').select(['name', 'version', 'text']).execute()
    },
    /** Keeps these; a text of the same version that changed (a reworded sentence) takes the place of the old one. */
    async keep(texts: readonly FlowText[]): Promise<void> {
      await transact(async tx => {
        for (const { name, version, text } of texts)
          await tx
            .insertInto('flow_version')
            .values({ name, version, text })
            .onConflict(c => c.columns(['name', 'version']).doUpdateSet({ text }))
            .execute()
      })
    },
  }
}
