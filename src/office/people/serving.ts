import { fill } from '../../content/words.ts'
import { type Group, type GroupMode, type GroupServing, groupModes } from '../../core/group.ts'
import type { Identity } from '../../core/roster.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import type { CaseWords } from '../cases/words.ts'
import { type Done, type Ground, type Refused, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type PeopleOutcome, type PeopleRefusal, refusal } from './ground.ts'
import type { RosterWords } from './words.ts'

/** What the acts on how groups are served go by. */
export interface ServingRules {
  phrases: Phrases
  /** How a group is answered that nobody has set. */
  groupMode: GroupMode
  scam: CaseWords['scam']
  groups: RosterWords['groups']
  channels: RosterWords['channels']
}

/** What such an act stands on. */
export type ServingGround = Ground<ServingRules>

/** Which group is meant, and what was said of how it is to be served; null for as the content has it for every group. */
export interface ServingSaid {
  chat: string
  said: string | null
}

/** Sets when a group is answered, by one of `groupModes`. */
export async function setMode(
  ground: ServingGround,
  actor: Identity,
  { chat, said }: ServingSaid,
): Promise<PeopleOutcome<{ says: string }>> {
  const { modeRefused, modeUnknown, modeSet } = ground.rules.phrases
  const not = await mayNot(ground, actor, { chat, act: 'set-group-mode', says: modeRefused })
  if (not) return not
  const mode = said === null ? null : groupModes.find(m => m === said.replace('＠', '@'))
  if (mode === undefined) return refusal(fill(modeUnknown, { mode: said ?? '' }))
  const says = fill(modeSet, { mode: mode ?? ground.rules.groupMode })
  return served(chat, { mode }, { says, act: 'set-group-mode', detail: mode ?? 'default' })
}

/** Sets whether a group's talk is read for scams. */
export async function setWatch(
  ground: ServingGround,
  actor: Identity,
  { chat, said }: ServingSaid,
): Promise<PeopleOutcome<{ says: string }>> {
  const { switchRefused, switchUnknown, switchSet, switchOn, switchOff, switchWord } = ground.rules.scam
  const not = await mayNot(ground, actor, { chat, act: 'set-group-watch', says: switchRefused })
  if (not) return not
  if (said !== switchOn && said !== switchOff && said !== null)
    return refusal(fill(switchUnknown, { said, word: switchWord, on: switchOn, off: switchOff }))
  const watched = said === null ? null : said === switchOn
  const says = fill(switchSet, { state: watchText(watched ?? ground.rules.scam.groups, ground.rules) })
  const detail = watched === null ? 'default' : watched ? 'on' : 'off'
  return served(chat, { watched }, { says, act: 'set-group-watch', detail })
}

/** Whether a group is in somebody's care: one of no class is the whole school's. */
export const isTheirGroup = (actor: Identity, { unit }: Pick<Group, 'unit'>): boolean =>
  may(actor, 'set-group-mode', unit ? { of: 'class', ...unit } : { of: 'school' })

/** The groups in the actor's care. */
export async function listGroups(
  { read, rules }: ServingGround,
  actor: Identity,
): Promise<PeopleOutcome<readonly Group[]>> {
  if (!may(actor, 'set-group-mode')) return refusal(rules.phrases.modeRefused, 'list-groups-refused')
  const all = await read.groups.all()
  return shown(all.filter(group => isTheirGroup(actor, group)))
}

/** Whether a group's talk is read, in words. */
export const watchText = (isWatched: boolean, { scam }: Pick<ServingRules, 'scam'>): string =>
  isWatched ? scam.switchStates.on : scam.switchStates.off

/** A group is served otherwise from now on. The log says which one: the command line is not in it. */
const served = (
  chat: string,
  as: Partial<GroupServing>,
  { says, act, detail }: { says: string; act: string; detail: string },
): Done<{ says: string }> => ({
  done: { says },
  effects: [{ do: 'serve-group', chat, as }],
  audit: { act, detail: `${detail} ${chat}` },
})

/** Why somebody may not set how a group is served: a group that is bound to a class belongs to those who look after it. */
async function mayNot(
  { read, rules }: ServingGround,
  actor: Identity,
  { chat, act, says }: { chat: string; act: string; says: string },
): Promise<Refused<PeopleRefusal> | null> {
  const refused = `${act}-refused`
  if (!may(actor, 'set-group-mode')) return refusal(says, refused, chat)
  const unit = await read.roster.classOf(chat)
  return unit && !may(actor, 'set-group-mode', { of: 'class', ...unit })
    ? refusal(rules.groups.foreign, refused, chat)
    : null
}
