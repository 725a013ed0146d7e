import { fill } from '../../../content/words.ts'
import type { ClassRef } from '../../../core/roster.ts'
import { makeClassFinder, nearestNames } from '../../../office/people/naming.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Step } from '../../context.ts'
import { type Asked, audited, tell } from './command.ts'

const placeOf = ({ college, name }: ClassRef) => college + name

/** `绑定班级 计科1班` in a group: binds it to a class within the counselor's scope; asks which where several fit. */
export async function bindGroup(context: Context, { rest }: Asked): Promise<Step> {
  const { turn, rosterWords, isGroup } = context
  const words = rosterWords.groups
  if (!isGroup) return tell(words.onlyGroup)
  if (!may(turn.who, 'bind-group')) return audited(tell(words.refused), 'bind-group-refused')
  const classes = await turn.read.roster.classes(turn.who.scope)
  if (rest === '') return classes.length === 1 ? takeGroup(context, classes[0]!) : which(context, words.ask, classes)
  const found = makeClassFinder(classes)(rest)
  if (found.length === 1) return takeGroup(context, found[0]!)
  if (found.length > 1) return which(context, fill(words.which, { said: rest }), found)
  const near = nearestNames(
    rest,
    classes.map(c => c.name),
  )
  const nearest = near.length > 0 ? fill(rosterWords.codes.nearest, { nearest: near.join('、') }) : ''
  return audited(tell(fill(words.unknown, { said: rest, nearest })), 'bind-group-refused')
}

/** Asks which of several classes is meant; at most nine, so that one digit picks one. */
function which({ turn }: Context, ask: string, all: readonly ClassRef[]): Step {
  const classes = all.slice(0, 9).map(({ college, name }) => ({ college, name }))
  const text = [ask, ...classes.map((c, n) => `${n + 1}. ${placeOf(c)}`)].join('\n')
  const choices = classes.map((c, n) => ({ value: String(n + 1), label: placeOf(c) }))
  return {
    ...tell(text),
    effects: [{ do: 'say', toPerson: true, saying: { text, choices, images: [], rateable: false } }],
    session: { rosterQuestion: { about: 'group', at: turn.now.getTime(), classes } },
  }
}

/** Binds the group of the turn, unless it belongs to a class of someone else. */
export async function takeGroup(context: Context, to: ClassRef): Promise<Step> {
  const { turn, rosterWords } = context
  const words = rosterWords.groups
  const session = { rosterQuestion: null }
  const before = await turn.read.roster.classOf(turn.update.chat.id)
  if (!may(turn.who, 'bind-group', { of: 'class', ...to }))
    return { ...audited(tell(words.refused), 'bind-group-refused', placeOf(to)), session }
  if (before && !may(turn.who, 'bind-group', { of: 'class', ...before }))
    return {
      ...audited(tell(fill(words.foreign, { place: placeOf(before) })), 'bind-group-refused', placeOf(to)),
      session,
    }
  const isOther = before !== null && placeOf(before) !== placeOf(to)
  const text = isOther
    ? fill(words.changed, { before: placeOf(before), place: placeOf(to) })
    : fill(words.done, { place: placeOf(to) })
  const step = audited(tell(text), 'bind-group', placeOf(to))
  return { ...step, effects: [...step.effects, { do: 'bind-group', to }], session }
}

/** `解除班级绑定` in a group. */
export async function unbindGroup({ turn, rosterWords, isGroup }: Context): Promise<Step> {
  const words = rosterWords.groups
  if (!isGroup) return tell(words.onlyGroup)
  if (!may(turn.who, 'bind-group')) return audited(tell(words.refused), 'bind-group-refused')
  const before = await turn.read.roster.classOf(turn.update.chat.id)
  if (!before) return tell(words.none)
  if (!may(turn.who, 'bind-group', { of: 'class', ...before }))
    return audited(tell(fill(words.foreign, { place: placeOf(before) })), 'bind-group-refused', placeOf(before))
  const step = audited(tell(words.undone), 'unbind-group', placeOf(before))
  return { ...step, effects: [...step.effects, { do: 'bind-group', to: null }] }
}

/** `本群班级`: which class the group is. */
export async function showGroup({ turn, rosterWords, isGroup }: Context): Promise<Step> {
  const words = rosterWords.groups
  if (!isGroup) return tell(words.onlyGroup)
  const now = await turn.read.roster.classOf(turn.update.chat.id)
  return tell(now ? fill(words.shown, { place: placeOf(now) }) : words.none)
}

/** `是 GABCDEFG`, `否 GABCDEFG` in private: a counselor says whether a group is an old one. Null when the text is no such answer. */
export function settleProposal(context: Context): (() => Promise<Step | null>) | null {
  const { turn, rosterWords, isGroup, text } = context
  const words = rosterWords.groups
  const [, said, id] = /^(\S)\s*(G[A-Z]{7})$/i.exec(text.trim()) ?? []
  const isYes = said === words.yes
  if (isGroup || id === undefined || !(isYes || said === words.no)) return null
  return async () => {
    const proposal = await turn.read.roster.proposal(id.toUpperCase())
    if (!proposal || !may(turn.who, 'bind-group', { of: 'class', ...proposal.to }))
      return audited(tell(words.settled), 'bind-group-refused')
    if (proposal.state !== 'open') return tell(words.settled)
    const text = isYes ? fill(words.confirmed, { title: proposal.title, place: placeOf(proposal.to) }) : words.declined
    const step = audited(tell(text), isYes ? 'rebind-group' : 'rebind-group-declined', placeOf(proposal.to))
    return { ...step, effects: [...step.effects, { do: 'settle-group', proposal, isYes }] }
  }
}
