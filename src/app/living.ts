import { type Content, withOlderFlows } from '../bot/content.ts'
import { keepFresh, type Living } from '../content/watch.ts'
import { makeFlowVersions } from '../store/flows/flow-versions.ts'
import type { Database } from '../store/open.ts'
import type { Config } from './config.ts'
import { readWhole } from './content.ts'
import type { Log } from './log.ts'

/** The content in force, read anew when its files change; `refresh` looks, and keeps the flows that sessions may begin with. */
export async function keepLiving(
  config: Config,
  read: Content,
  { database, log }: { database: Database; log: Log },
): Promise<Omit<Living<Content>, 'refresh'> & { refresh(): Promise<void> }> {
  const versions = makeFlowVersions(database)
  /** Every version of every flow that a session may still run. */
  let known = await versions.all()
  const first = withOlderFlows(read, known)
  await versions.keep(first.flowTexts)
  const living: Living<Content> = keepFresh([config.knowledge, config.flows], first, {
    read: () => {
      known = [...known, ...living.current().flowTexts]
      return readWhole(config, known)
    },
    report: (event, detail) =>
      event === 'broken'
        ? log.error({ event: 'content-broken', msg: detail })
        : log.info({ event: 'content-reloaded', msg: detail }),
  })
  return {
    ...living,
    async refresh() {
      if (living.refresh() === 'reloaded') await versions.keep(living.current().flowTexts)
    },
  }
}
