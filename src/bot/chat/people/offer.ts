import { fill } from '../../../content/words.ts'
import type { Effect } from '../../../core/turn.ts'
import { codeFrom } from '../../../office/people/code.ts'
import { rebindGroup } from '../../../office/people/rebind.ts'
import type { Context, Decided } from '../../context.ts'
import { tellOwn } from './command.ts'

/** A bound group that was not heard for this long may be gone, in milliseconds. */
const goneAfter = 2 * 3_600_000

/** What may be said besides what was decided, where ids change from login to login: to a person once a session, about a group once an hour. */
export function withOffers(context: Context, decided: Decided): Decided | Promise<Decided> {
  const { turn, isGroup } = context
  if (turn.update.timer || turn.update.person.isFleeting !== true) return decided
  if (!isGroup) return withPersonOffer(context, decided)
  const heardAt = turn.chat.heardAt
  // A group is looked at from its second hour on: by then it shows which of the old ones are silent.
  if (heardAt === null || turn.now.getTime() - heardAt < 3_600_000 || turn.update.chat.title === '') return decided
  return withGroupOffer(context, decided)
}

/** Someone unknown under an id that does not last may have been bound before; they are asked to bind again, and nothing is guessed. */
function withPersonOffer({ turn, rosterWords }: Context, decided: Decided): Decided {
  const isNew = turn.who.number === null && turn.session.spoken.length === 0
  const says = decided.effects.some(e => e.do === 'say')
  const isOurs = decided.verdict.outcome === 'flow' || decided.verdict.outcome === 'alarm'
  if (!isNew || !says || isOurs) return decided
  return { ...decided, effects: [...decided.effects, ...tellOwn(rosterWords.bind.again).effects] }
}

/** An unbound group with the title of a bound one that fell silent: the class's counselors are asked in private. */
async function withGroupOffer(context: Context, decided: Decided): Promise<Decided> {
  const { turn } = context
  const { roster } = turn.read
  const { id, channel, title } = turn.update.chat
  if (await roster.classOf(id)) return decided
  const bound = await roster.boundGroups(channel)
  const gone = bound.filter(g => turn.now.getTime() - g.heardAt > goneAfter && g.heardAt < (turn.chat.heardAt ?? 0))
  const found = rebindGroup(title, gone)
  const groups = found.is === 'one' ? [found.group] : found.is === 'ask' ? found.groups : []
  const effects: Effect[] = []
  for (const group of groups)
    if (!(await roster.isProposed(id, group.chat))) effects.push(...(await propose(context, group)))
  return effects.length === 0 ? decided : { ...decided, effects: [...decided.effects, ...effects] }
}

async function propose(
  { turn, rosterWords, digest }: Context,
  { chat: before, college, name }: { chat: string; college: string; name: string },
): Promise<Effect[]> {
  const words = rosterWords.groups
  const to = { college, name }
  const id = `G${codeFrom(turn.draw(), digest).slice(0, 7)}`
  const text = fill(words.propose, { title: turn.update.chat.title, place: college + name, id })
  const choices = [words.yes, words.no].map(word => ({ value: `${word} ${id}`, label: word }))
  const homes = await turn.read.roster.counselorsOf(to)
  if (homes.length === 0) return []
  return [
    { do: 'propose-group', id, before, to },
    ...homes.map(
      (home): Effect => ({
        do: 'say',
        toPerson: false,
        chat: home.chat,
        saying: { text, choices, images: [], rateable: false },
      }),
    ),
  ]
}
