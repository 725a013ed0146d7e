import type { Broadcast, ClassGroup } from '../../core/broadcast.ts'
import type { Channel } from '../../core/channel.ts'
import { priorityOf, type Saying } from '../../core/delivery.ts'
import type { Home } from '../../core/roster.ts'
import { dayMs } from '../../time/days.ts'
import type { BroadcastRules } from './ground.ts'
import { copyOf } from './letter.ts'
import { confirmLink, type LinkGround } from './link.ts'

/** The copies of one broadcast that begin to wait together. */
export interface Copies {
  broadcast: string
  round: number
  priority: number
  /** What everybody is told who is not told anything of their own. */
  common: Saying
  people: readonly { number: string; home: Home; own: Saying | null }[]
  groups: readonly Pick<ClassGroup, 'chat' | 'channel'>[]
}

/** The records that copies are made in, within one transaction and as of one instant. */
export interface CopyRecords {
  /** The best home of each of these people by their number; whoever has none is not in it. */
  homes(numbers: readonly string[]): Promise<ReadonlyMap<string, Home>>
  /** What the channels can do, by name. */
  channels(): Promise<ReadonlyMap<string, Pick<Channel, 'abilities'>>>
  /** Lets copies wait to be sent. One that stands there already (this round, to this person or group) is left alone. */
  addCopies(copies: Copies): Promise<void>
  /** Notes groups as ones that carry a broadcast; answers those that did not yet. */
  addGroups(broadcast: string, groups: readonly ClassGroup[]): Promise<ClassGroup[]>
}

/** What copies are worded by. */
export interface CopyParts {
  rules(): Pick<BroadcastRules, 'words' | 'zone'>
  links: LinkGround
}

/** One round of a broadcast. */
export interface Round {
  broadcast: Broadcast
  round: number
}

/** Sends copies of a broadcast to people at their homes and to groups. */
export async function sendCopies(
  records: CopyRecords,
  { broadcast, round }: Round,
  { homes, groups, parts }: { homes: ReadonlyMap<string, Home>; groups: readonly ClassGroup[]; parts: CopyParts },
): Promise<void> {
  if (homes.size === 0 && groups.length === 0) return
  const { words } = parts.rules()
  const isResend = round > 0
  const channels = await records.channels()
  const until = (broadcast.startedAt ?? broadcast.due) + words.openDays * dayMs
  const linkFor = (number: string, channel: string) => {
    // Where there are buttons, one press confirms; a link would only be one more thing to forward by mistake.
    const hasButtons = channels.get(channel)?.abilities.has('choices') ?? true
    if (hasButtons || broadcast.question !== null) return null
    return confirmLink({ for: 'person', broadcast: broadcast.number, number, until }, parts.links)
  }
  const people = [...homes].map(([number, home]) => {
    const link = linkFor(number, home.chat.channel)
    return { number, home, own: link === null ? null : copyOf(broadcast, words, { isResend, link }) }
  })
  const common = copyOf(broadcast, words, { isResend, link: null })
  const priority = priorityAs(broadcast)
  await records.addCopies({ broadcast: broadcast.number, round, priority, common, people, groups })
}

/** 紧急 goes before other broadcasts, but never before replies. */
const priorityAs = ({ level }: Broadcast) => (level === '紧急' ? priorityOf.reminder : priorityOf.broadcast)
