import { fill } from '../../content/words.ts'
import { andThen } from '../../core/awaitable.ts'
import type { Care } from '../../core/case.ts'
import type { Worry } from '../../core/memory.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { firstReached } from '../../office/cases/caretakers.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { careOf, openCase, toldLine, toPerson } from '../safety/care.ts'
import { worryWithin } from '../safety/worry.ts'

/** The answer to a question that was asked out of worry: `是` calls a counselor, `没事` ends it. In somebody's conversation only the words of the buttons count. */
export const reassured: Middleware = context => {
  const { addressed, caseWords, text } = context
  const { yes, no, yesLabel, noLabel, answerMinutes } = caseWords.crisis
  const worry = worryWithin(context, answerMinutes)
  if (!worry || worry.isDismissed || !addressed || text.length > 20) return null
  const isOneOf = (words: readonly string[]) => words.some(word => bareWords(word) === bareWords(text))
  const isBusy = activeFrame(context) !== null
  if (isOneOf(isBusy ? [noLabel] : [noLabel, ...no])) return dismissed(context, worry)
  if (!isOneOf(isBusy ? [yesLabel] : [yesLabel, ...yes])) return null
  return andThen(careOf(context), care => confirmed(context, worry, care))
}

const verdict = { outcome: 'alarm' as const, entry: null, score: 1, candidates: [] }

function dismissed({ turn, caseWords }: Context, worry: Worry): Decided {
  return {
    effects: [toPerson(caseWords.crisis.dismissed, turn.update.chat, 'reply')],
    verdict,
    memory: { worry: { ...worry, isDismissed: true } },
  }
}

function confirmed(context: Context, worry: Worry, care: Care): Decided {
  const { turn, caseWords } = context
  const { crisis } = caseWords
  const opened = care.earlier ? [] : openCase(context, worry, care, crisis.asked)
  const reached = firstReached(care.caretakers)
  const help =
    worry.grade === 'distress'
      ? reached && fill(crisis.confirmed, { name: reached.name })
      : crisis[worry.grade === 'immediate' ? 'now' : 'soon'][worry.type][worry.about]
  const told = worry.grade === 'distress' && reached ? '' : toldLine(context, worry, care)
  const text = care.earlier ? crisis.again[worry.about] : [help ?? '', told].filter(t => t !== '').join('\n')
  return {
    effects: [toPerson(text, care.home ?? turn.update.chat), ...opened],
    verdict,
    memory: { worry: null },
  }
}
