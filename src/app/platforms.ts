import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Content } from '../bot/content.ts'
import { readChannelTable } from '../channels/table.ts'
import { fill } from '../content/words.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import type { Inbox, Notice } from '../core/update.ts'
import type { Database } from '../store/open.ts'
import { keepKnownGroups } from '../store/people/configured-groups.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Operator } from './operator.ts'
import type { StorageParts } from './storage.ts'

const startPatienceMs = 10_000

/** Starts all channels; one that cannot, or not soon, against its promise, is logged and does not stop the others. */
export async function startChannels(
  channels: readonly Channel[],
  { inbox, log, database, at }: { inbox: Inbox; log: Log; database: Database; at: Date },
): Promise<void> {
  await keepKnownGroups(
    database,
    channels.flatMap(c => c.groups ?? []),
    at,
  )
  await Promise.all(channels.map(channel => startOne(channel, { inbox, log })))
}

async function startOne(channel: Channel, { inbox, log }: { inbox: Inbox; log: Log }): Promise<void> {
  const failed = (error: unknown) => log.error({ event: 'channel-start-failed', channel: channel.name, err: error })
  const started = channel.start(inbox).catch(failed)
  const slow = new Promise<void>(resolve => setTimeout(resolve, startPatienceMs).unref())
  await Promise.race([started, slow])
}

/** What the inbox says by itself. */
export const inboxWords = (content: () => Content) => ({
  broken: () => content().knowledge.phrases.broken,
  notice: ({ channel, kind, detail, picture }: Notice): Saying => ({
    text: fill(content().knowledge.phrases.channelNotices[kind], { channel, detail }),
    choices: [],
    images: picture ? [picture] : [],
    rateable: false,
  }),
})

/** How the operator hears how the storage is. */
export const storageWords = (
  content: () => Content,
  { operator, clock }: { operator: Operator; clock: Clock },
): Pick<StorageParts, 'shout' | 'tell'> => ({
  shout: reason => operator.shout(fill(content().knowledge.phrases.storage.unsaved, { reason })),
  async tell(news) {
    const { saved, low } = content().knowledge.phrases.storage
    const at = clock.now().toISOString()
    if (news.is === 'saved') await operator.tell(`storage-saved:${at}`, fill(saved, { minutes: news.minutes }))
    else await operator.tell(`disk-low:${at}`, fill(low, { free: news.freeMb }))
  },
})

/** What the platforms are called, as `channels.yaml` has it; a school's own knowledge folder may be older than the file. */
export function channelTitles({ knowledge }: Pick<Config, 'knowledge'>): Readonly<Record<string, string>> {
  const path = join(knowledge, 'channels.yaml')
  if (!existsSync(path)) return {}
  const { channels } = readChannelTable(readFileSync(path, 'utf8'))
  return Object.fromEntries(Object.entries(channels).map(([name, { title }]) => [name, title]))
}

/** What channels say by themselves. */
export const channelWords = (content: () => Content) => () => {
  const { useful, useless, menuCommands } = content().knowledge.phrases
  return { rating: [useful, useless] as [string, string], commands: menuCommands }
}
