import type { Care } from '../../core/case.ts'
import { type Soon, soon } from '../../core/soon.ts'
import { careOf, openCase, toPerson } from '../case/care.ts'
import { gentleText } from '../case/distress.ts'
import type { Context, Middleware, Step } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { insideChat, sentTo } from '../flow/private.ts'
import { answer } from './answer.ts'

/** Someone who is not well speaks to the bot: a kind word first, in private, then what the knowledge has to say. Offered once in some hours. */
export const distress: Middleware = context => {
  const { crisis, addressed } = context
  // In a conversation it is the watcher's, which leaves the conversation alone.
  if (crisis?.grade !== 'distress' || !addressed || activeFrame(context)) return null
  return soon(careOf(context), care => (care.earlier ? null : kindly(context, care)))
}

function kindly(context: Context, care: Care): Soon<Step> {
  const { turn, isGroup, caseWords } = context
  const noted = openCase(context, context.crisis!, care)
  const verdict = { outcome: 'alarm', entry: null, score: context.crisis!.score, candidates: [] } as const
  const { home } = care
  if (!home)
    return {
      effects: [toPerson(caseWords.crisis.groupAlone, turn.update.chat), ...noted],
      verdict: { ...verdict, candidates: [] },
    }
  const pointer = isGroup ? [toPerson(caseWords.crisis.group, turn.update.chat)] : []
  const gentle = toPerson(gentleText(context, care), home)
  const say = (known: Step | null): Step => {
    const helps = known?.verdict.outcome === 'answer' ? known : null
    return {
      effects: [...pointer, gentle, ...sentTo(home, helps?.effects ?? []), ...noted],
      verdict: helps?.verdict ?? { ...verdict, candidates: [] },
      ...(helps?.session ? { session: helps.session } : {}),
    }
  }
  return soon(answer(insideChat(context, home)), say)
}
