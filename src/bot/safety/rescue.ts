import { andThen } from '../../core/awaitable.ts'
import type { Decide, Decision, Turn } from '../../core/turn.ts'
import type { Content } from '../content.ts'
import { silentVerdict } from '../context.ts'
import { contextOf, settingOf } from '../turn.ts'
import { careOf, isKnown, openCase } from './care.ts'
import { isActedOn } from './worry.ts'

/**
 * Decides nothing but the case of a person in danger: what is left to do when the whole turn failed and the words to the person went out by
 * another way. Depends on neither conversations nor knowledge.
 */
export function makeRescueDecide(content: () => Content): Decide {
  return turn => {
    const context = contextOf(turn, content(), settingOf({ hearsCrisis: true }))
    const found = context.crisis
    if (!found || !isActedOn(context, found)) return unchanged(turn, [])
    return andThen(careOf(context), care => {
      const opened = isKnown(care, found) ? [] : openCase(context, found, care, found.signals[0] ?? '')
      return unchanged(turn, [...opened, { do: 'audit', act: 'crisis-delayed', detail: care.next }])
    })
  }
}

function unchanged({ session, chat, memory }: Turn, effects: Decision['effects']): Decision {
  return { effects, verdict: silentVerdict, session, chat, memory }
}
