import { fill } from '../../content/words.ts'
import { type ClassRef, type Identity, ownerOfNumber } from '../../core/roster.ts'
import type { Chat } from '../../core/update.ts'
import { type Outcome, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { nearestOf, type PeopleGround, type PeopleOutcome, type PeopleRefusal, placeOf, refusal } from './ground.ts'
import { makeClassFinder } from './naming.ts'

/** Which group is meant, and what was said of its class. */
export interface GroupNaming {
  chat: Chat
  said: string
}

/** Several classes may be meant: the one who acts has to say which. */
export interface WhichClass {
  says: string
  classes: readonly ClassRef[]
}

/** Binds a group to the class that was named, within the actor's care; where several fit (or nothing was named), which of them is for them to say. */
export async function nameGroup(
  ground: PeopleGround,
  actor: Identity,
  { chat, said }: GroupNaming,
): Promise<Outcome<{ says: string } | { which: WhichClass }, PeopleRefusal>> {
  const { read, rules } = ground
  const { groups: words } = rules.words
  if (!may(actor, 'bind-group')) return refusal(words.refused, 'bind-group-refused')
  const classes = await read.roster.classes(actor.scope)
  const found = said === '' ? classes : makeClassFinder(classes)(said)
  const [to, ...more] = found
  if (to && more.length === 0) return bindGroup(ground, actor, { chat, to })
  const says = said === '' ? words.ask : fill(words.which, { said })
  if (to || said === '') return { done: { which: { says, classes: found } }, effects: [], audit: null }
  const nearest = nearestOf(rules, said, classes)
  return refusal(fill(words.unknown, { said, nearest }), 'bind-group-refused')
}

/** Binds a group to a class, unless either belongs to somebody else. */
export async function bindGroup(
  { read, rules }: PeopleGround,
  actor: Identity,
  { chat, to }: { chat: Chat; to: ClassRef },
): Promise<PeopleOutcome<{ says: string }>> {
  const { groups: words } = rules.words
  const [before, place] = [await read.roster.classOf(chat.id), placeOf(to)]
  if (!may(actor, 'bind-group', { of: 'class', ...to })) return refusal(words.refused, 'bind-group-refused', place)
  if (before && !may(actor, 'bind-group', { of: 'class', ...before }))
    return refusal(words.foreign, 'bind-group-refused', place)
  const isOther = before !== null && placeOf(before) !== place
  return {
    done: { says: isOther ? fill(words.changed, { before: placeOf(before), place }) : fill(words.done, { place }) },
    effects: [{ do: 'bind-group', chat, to, by: ownerOfActor(actor) }],
    audit: { act: 'bind-group', detail: `${place} ${chat.id}` },
  }
}

/** A group belongs to no class any more. */
export async function unbindGroup(
  { read, rules }: PeopleGround,
  actor: Identity,
  { chat }: { chat: Chat },
): Promise<PeopleOutcome<{ says: string }>> {
  const { groups: words } = rules.words
  if (!may(actor, 'bind-group')) return refusal(words.refused, 'bind-group-refused')
  const before = await read.roster.classOf(chat.id)
  if (!before) return refusal(words.none)
  const place = placeOf(before)
  if (!may(actor, 'bind-group', { of: 'class', ...before })) return refusal(words.foreign, 'bind-group-refused', place)
  return {
    done: { says: words.undone },
    effects: [{ do: 'bind-group', chat, to: null, by: ownerOfActor(actor) }],
    audit: { act: 'unbind-group', detail: `${place} ${chat.id}` },
  }
}

/** The questions whether a group goes on for an old one that nobody has answered yet, of classes in the care of whoever asks. */
export async function openProposals({ read }: Pick<PeopleGround, 'read'>, actor: Identity) {
  const all = await read.roster.openProposals()
  return shown({ proposals: all.filter(({ to }) => may(actor, 'bind-group', { of: 'class', ...to })) })
}

/** Says whether a group goes on for an old one; with yes it is bound in its place. */
export async function settleGroup(
  { read, rules }: PeopleGround,
  actor: Identity,
  { id, isYes }: { id: string; isYes: boolean },
): Promise<PeopleOutcome<{ says: string }>> {
  const { groups: words } = rules.words
  const proposal = await read.roster.proposal(id)
  if (!proposal || !may(actor, 'bind-group', { of: 'class', ...proposal.to }))
    return refusal(words.settled, 'bind-group-refused')
  if (proposal.state !== 'open') return refusal(words.settled)
  const place = placeOf(proposal.to)
  return {
    done: { says: isYes ? fill(words.confirmed, { title: proposal.title, place }) : words.declined },
    effects: [{ do: 'settle-group', proposal, isYes, by: ownerOfActor(actor) }],
    audit: { act: isYes ? 'rebind-group' : 'rebind-group-declined', detail: place },
  }
}

/** Under whom it is kept that a group was bound. */
const ownerOfActor = ({ number }: Identity) => (number === null ? 'shell' : ownerOfNumber(number))
