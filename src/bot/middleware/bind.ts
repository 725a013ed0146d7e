import { answerRosterQuestion } from '../chat/people/answer.ts'
import { bindSelf, exposed, unbind } from '../chat/people/bind.ts'
import { handOutCodes } from '../chat/people/codes.ts'
import { asked, type Ordered } from '../chat/people/command.ts'
import { releaseGroup, settleProposal, showGroup, takeGroupNamed } from '../chat/people/groups.ts'
import { markPeople } from '../chat/people/marks.ts'
import { whoAmI } from '../chat/people/who.ts'
import type { Middleware } from '../context.ts'
import { limit } from './limit.ts'

/**
 * Who is who: binding oneself, codes for others, groups and classes. Told apart by the text alone, so that all other messages
 * pass by at once.
 */
export const bind: Middleware = context => {
  if (context.turn.update.timer) return null
  const { rosterWords: words, isGroup, addressed } = context
  const heard = (starts: readonly string[]) => asked(context, starts)
  const self = heard(words.bind.start)
  // A code in a group is everyone's, whether the bot was called or not.
  if (isGroup && self?.code) return limit({ ...context, addressed: true }) ?? exposed(context, self)
  if (!addressed) return answerRosterQuestion(context)
  const act = actFor(context, self, heard)
  return act ? (limit(context) ?? act()) : answerRosterQuestion(context)
}

function actFor(
  context: Parameters<Middleware>[0],
  self: Ordered | null,
  heard: (starts: readonly string[]) => Ordered | null,
): (() => ReturnType<Middleware>) | null {
  const { bind: own, codes, groups, marks } = context.rosterWords
  const on = (starts: readonly string[], act: (asked: Ordered) => ReturnType<Middleware>) => {
    const found = heard(starts)
    return found && (() => act(found))
  }
  return (
    on(groups.start, a => takeGroupNamed(context, a)) ??
    on(groups.undo, () => releaseGroup(context)) ??
    on(groups.show, () => showGroup(context)) ??
    on(codes.start, a => handOutCodes(context, a)) ??
    on(marks.start, a => markPeople(context, a, true)) ??
    on(marks.undo, a => markPeople(context, a, false)) ??
    on(own.undo, () => unbind(context)) ??
    on(own.who, () => whoAmI(context)) ??
    (self && (self.rest === '' || self.number) ? () => bindSelf(context, self) : null) ??
    settleProposal(context)
  )
}
