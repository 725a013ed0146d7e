import { fill } from '../../content/words.ts'
import { andThen } from '../../core/awaitable.ts'
import type { Care } from '../../core/case.ts'
import { valueText } from '../../knowledge/render.ts'
import type { Danger } from '../../safety/alarm.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { careOf, isKnown, openCase, toldLine, toPerson } from '../safety/care.ts'
import { answersIt, aptIn, isOffered, withMore } from '../safety/entries.ts'
import { isActedOn } from '../safety/worry.ts'

/**
 * Somebody in danger comes before everything else, conversations included, addressed to the bot or not: the one thing to do now, in the private chat. In a
 * group a line without content, and unasked only where two witnesses agree. The counselor is told the least that is needed.
 */
export const alarm: Middleware = context => {
  const { crisis } = context
  if (!crisis || !isActedOn(context, crisis) || isOffered(context)) return null
  return andThen(careOf(context), care => comfort(context, crisis, care))
}

function comfort(context: Context, found: Danger, care: Care): Decided {
  const { caseWords, isGroup, addressed } = context
  const known = isKnown(care, found)
  const opened = known ? [] : openCase(context, found, care, found.signals[0] ?? '')
  const apt = aptIn(context)
  const text = known
    ? caseWords.crisis.again[found.about]
    : firstText(context, { found, care, isTold: opened.length > 0 })
  return {
    effects: [
      ...(isGroup && (addressed || (found.certainty === 'plain' && !known)) ? [inGroup(context, care)] : []),
      ...(care.home ? [withMore(context, toPerson(text, care.home), isWatched(found) ? [] : apt)] : []),
      ...opened,
    ],
    verdict: {
      outcome: 'alarm',
      entry: answersIt(context, apt) ? apt[0]!.entry : null,
      score: found.score,
      candidates: apt,
    },
    session: { pending: null },
    memory: { worry: null },
  }
}

/** Whether somebody else may be watching the screen. */
const isWatched = ({ type, about }: Danger) => type === 'held' && about === 'self'

const inGroup = ({ turn, caseWords: { crisis } }: Context, { home }: Care) =>
  toPerson(home ? crisis.group : crisis.groupAlone, turn.update.chat)

/** What to do, who will know, and where else there is help: short, because somebody may be watching, and nobody reads a page now. */
function firstText(context: Context, { found, care, isTold }: { found: Danger; care: Care; isTold: boolean }): string {
  const { turn, caseWords } = context
  const { crisis } = caseWords
  const { type, about, urgent } = found
  const help = crisis[urgent ? 'now' : 'soon'][type][about]
  const told = isTold ? toldLine(context, found, care) : ''
  const center = type === 'mind' ? schoolLine(context) : ''
  const later = turn.memory.frames.length > 0 ? crisis.laterThat : ''
  return [help, told, center, later].filter(t => t !== '').join('\n')
}

/** The school's own centre. */
function schoolLine({ knowledge: { school, phrases }, caseWords, turn }: Context): string {
  const center = valueText('mind.center', { phrases, school, now: turn.now })
  return center === null ? '' : fill(caseWords.crisis.school, { center })
}
