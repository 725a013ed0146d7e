import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Group } from '../../core/group.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import type { QueueEffect, UncertainSend, Waiting } from '../../core/work/queue.ts'
import { isRefused, shown } from '../outcome.ts'
import { type PeopleOutcome, refusal } from '../people/ground.ts'
import { isTheirGroup, listGroups, type ServingGround } from '../people/serving.ts'
import { may } from '../rights.ts'

const right = 'see-channels'

/** The most messages that are shown at once which nobody knows of whether they arrived. */
const mostUncertain = 300

/** What somebody sees of the channels. */
export interface ChannelsSeen {
  /** What waits on all channels: the whole school's, so only for those who look after it; else null. */
  waiting: Waiting[] | null
  uncertain: UncertainSend[]
  groups: Group[]
}

/** What waits, what is held for a person and the groups, as far as they are in the actor's care; what is of no class is the whole school's. */
export async function seeChannels(ground: ServingGround, actor: Identity): Promise<PeopleOutcome<ChannelsSeen>> {
  const { read, rules } = ground
  if (!may(actor, right)) return refusal(rules.phrases.modeRefused, 'list-groups-refused')
  const isSchool = may(actor, right, { of: 'school' })
  return shown({
    waiting: isSchool ? await read.queue.waiting() : null,
    uncertain: await heldFor(ground, actor),
    groups: await groupsOf(ground, actor),
  })
}

/** A group in the actor's care by its id; refused for others and for none alike. */
export async function groupInCare(
  ground: ServingGround,
  actor: Identity,
  { chat }: { chat: string },
): Promise<PeopleOutcome<Group>> {
  const group = await ground.read.groups.one(chat)
  const isSeen = group && may(actor, right) && isTheirGroup(actor, group)
  return isSeen ? shown(group) : refusal(ground.rules.groups.refused, group ? 'list-groups-refused' : null, chat)
}

async function groupsOf(ground: ServingGround, actor: Identity): Promise<Group[]> {
  const came = await listGroups(ground, actor)
  return isRefused(came) ? [] : [...came.done]
}

const isTheirs = (actor: Identity, unit: { college: string; name: string } | null) =>
  may(actor, right, unit ? classUnit(unit) : { of: 'school' })

const classUnit = (unit: { college: string; name: string }): Unit => ({ of: 'class', ...unit })

const heldFor = async ({ read }: ServingGround, actor: Identity): Promise<UncertainSend[]> =>
  (await read.queue.uncertain(mostUncertain)).filter(({ unit }) => isTheirs(actor, unit))

/**
 * Says of messages that are held whether they arrived, or has them sent again. All or none: one that is not in the actor's care, or is not held any more,
 * refuses the rest. What a broadcast said that holds no more is not sent again.
 */
export async function settleUncertain(
  ground: ServingGround,
  actor: Identity,
  { ids, as }: Omit<QueueEffect, 'do'>,
): Promise<PeopleOutcome<{ says: string }>> {
  const { uncertain: words } = ground.rules.channels
  const held = new Map((await heldFor(ground, actor)).map(one => [one.id, one]))
  const meant = ids.flatMap(id => held.get(id) ?? [])
  if (ids.length === 0 || meant.length !== new Set(ids).size) return refusal(words.gone, 'settle-uncertain-refused')
  if (as === 'again' && meant.some(one => !one.isHolding)) return refusal(words.over)
  const says = fill(as === 'arrived' ? words.arrived : words.again, { count: meant.length })
  const broadcasts = [...new Set(meant.map(one => one.broadcast))].join(' ')
  return {
    done: { says },
    effects: [{ do: 'settle-uncertain', ids: meant.map(one => one.id), as }],
    audit: { act: 'settle-uncertain', detail: `${as} ${meant.length} ${broadcasts}`.trim() },
  }
}

/** Sends a message to oneself, to where one is written to first. */
export async function sendTest(ground: ServingGround, actor: Identity): Promise<PeopleOutcome<{ says: string }>> {
  const { read, rules, draw } = ground
  const { test: words } = rules.channels
  const { number } = actor
  if (!may(actor, right) || number === null) return refusal(rules.phrases.modeRefused, 'list-groups-refused')
  const reach = (await read.staff.reach([number])).get(number)
  if (!reach?.hasHome) return refusal(words.nowhere)
  return {
    done: { says: words.sent },
    effects: [{ do: 'write-to', key: `test:${draw()}`, numbers: [number], saying: saying(words.text) }],
    audit: { act: 'test-message', detail: number },
  }
}
