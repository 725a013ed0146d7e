import { fill } from '../../../content/words.ts'
import type { ClassRef } from '../../../core/roster.ts'
import { placeOf } from '../../../office/people/ground.ts'
import { bindGroup, nameGroup, settleGroup, unbindGroup, type WhichClass } from '../../../office/people/group.ts'
import type { Context, Decided } from '../../context.ts'
import { peopleGroundOf } from '../../office.ts'
import { type Ordered, tellOwn, toldOwn } from './command.ts'

/** `绑定班级 计科1班` in a group: binds it to a class within the counselor's scope; asks which where several fit. */
export async function takeGroupNamed(context: Context, { rest }: Ordered): Promise<Decided> {
  const { turn, rosterWords, isGroup } = context
  if (!isGroup) return tellOwn(rosterWords.groups.onlyGroup)
  const outcome = await nameGroup(peopleGroundOf(context), turn.who, { chat: turn.update.chat, said: rest })
  if ('refused' in outcome) return toldOwn(context, outcome)
  const { done, ...came } = outcome
  if ('which' in done) return which(context, done.which)
  return { ...toldOwn(context, { ...came, done }), session: { rosterQuestion: null } }
}

/** Asks which of several classes is meant; at most nine, so that one digit picks one. */
function which({ turn }: Context, { says, classes: all }: WhichClass): Decided {
  const classes = all.slice(0, 9).map(({ college, name }) => ({ college, name }))
  const text = [says, ...classes.map((c, n) => `${n + 1}. ${placeOf(c)}`)].join('\n')
  const choices = classes.map((c, n) => ({ value: String(n + 1), label: placeOf(c) }))
  return {
    ...tellOwn(text),
    effects: [{ do: 'say', toPerson: true, saying: { text, choices, images: [], rateable: false } }],
    session: { rosterQuestion: { about: 'group', at: turn.now.getTime(), classes } },
  }
}

/** Binds the group of the turn to the class that was picked. */
export async function takeGroup(context: Context, to: ClassRef): Promise<Decided> {
  const { who, update } = context.turn
  const outcome = await bindGroup(peopleGroundOf(context), who, { chat: update.chat, to })
  return { ...toldOwn(context, outcome), session: { rosterQuestion: null } }
}

/** `解除班级绑定` in a group. */
export async function releaseGroup(context: Context): Promise<Decided> {
  const { turn, rosterWords, isGroup } = context
  if (!isGroup) return tellOwn(rosterWords.groups.onlyGroup)
  return toldOwn(context, await unbindGroup(peopleGroundOf(context), turn.who, { chat: turn.update.chat }))
}

/** `本群班级`: which class the group is. */
export async function showGroup({ turn, rosterWords, isGroup }: Context): Promise<Decided> {
  const words = rosterWords.groups
  if (!isGroup) return tellOwn(words.onlyGroup)
  const now = await turn.read.roster.classOf(turn.update.chat.id)
  return tellOwn(now ? fill(words.shown, { place: placeOf(now) }) : words.none)
}

/** `是 GABCDEFG`, `否 GABCDEFG` in private: a counselor says whether a group is an old one. Null when the text is no such answer. */
export function settleProposal(context: Context): (() => Promise<Decided | null>) | null {
  const { turn, rosterWords, isGroup, text } = context
  const words = rosterWords.groups
  const [, said, id] = /^(\S)\s*(G[A-Z]{7})$/i.exec(text.trim()) ?? []
  const isYes = said === words.yes
  if (isGroup || id === undefined || !(isYes || said === words.no)) return null
  return async () =>
    toldOwn(context, await settleGroup(peopleGroundOf(context), turn.who, { id: id.toUpperCase(), isYes }))
}
