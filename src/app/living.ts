import { type Content, withOlderFlows, withOwnContent } from '../bot/content.ts'
import { keepFresh, type Living } from '../content/watch.ts'
import { describeProblem, type Problem } from '../core/errors.ts'
import { lastVersionSaved, layerIn } from '../store/content/versions.ts'
import { makeFlowVersions } from '../store/flows/flow-versions.ts'
import type { Database } from '../store/open.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { readWhole } from './whole.ts'

/** The content in force. */
export interface LivingContent extends Pick<Living<Content>, 'current'> {
  /** What is wrong with the files as they are now, and with what the school itself changed; the rest is in use. */
  problems(): readonly Problem[]
  /** Looks whether files or the school's own content changed, takes what did, and keeps the flows that sessions may begin with. */
  refresh(): Promise<void>
}

/**
 * The content in force: read anew when its files change, and with the school's own content over it as the database has it. What this process saves of
 * that is in force once it is saved, what another one saves with the next look.
 */
export async function keepLiving(
  config: Config,
  read: Content,
  { database, log }: { database: Database; log: Log },
): Promise<LivingContent> {
  const versions = makeFlowVersions(database)
  /** Every version of every flow that a session may still run. */
  let known = await versions.all()
  const first = withOlderFlows(read, known)
  await versions.keep(first.flowTexts)
  let { items: layer } = first.knowledge.laid
  let saved = -1
  const report = (event: 'broken' | 'reloaded', detail: string) =>
    event === 'broken'
      ? log.error({ event: 'content-broken', msg: detail })
      : log.info({ event: 'content-reloaded', msg: detail })
  const living = keepFresh([config.knowledge, config.flows], first, {
    read: () => {
      known = [...known, ...living.current().flowTexts]
      return readWhole({ ...config, layer }, known)
    },
    report,
  })
  const leftOut = () => living.current().knowledge.laid.leftOut

  async function look(): Promise<void> {
    const last = await lastVersionSaved(database.db)
    const isOther = last !== saved
    if (isOther) layer = await layerIn(database.db)
    saved = last
    const outcome = living.refresh()
    if (outcome === 'reloaded') await versions.keep(living.current().flowTexts)
    else if (isOther && !isLaid(layer, living.current())) living.replace(content => withOwnContent(content, layer))
    if ((isOther || outcome === 'reloaded') && leftOut().length > 0)
      report('broken', leftOut().map(describeProblem).join('\n'))
  }
  const refresh = oneByOne(look)
  database.followContent(refresh)
  return { current: living.current, problems: () => [...living.problems(), ...leftOut()], refresh }
}

/** Whether content has this very layer over it, with nothing left out. */
function isLaid(layer: Content['knowledge']['laid']['items'], { knowledge: { laid } }: Content): boolean {
  return laid.leftOut.length === 0 && JSON.stringify(laid.items) === JSON.stringify(layer)
}

/** The same work, never twice at once: who asks for it meanwhile gets what comes after. */
function oneByOne(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.catch(() => undefined).then(work)
    return last
  }
}
