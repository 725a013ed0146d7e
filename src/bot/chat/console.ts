import { fill } from '../../content/words.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { handOutWayIn, signInMinutes } from '../../office/console/signin.ts'
import { may } from '../../office/rights.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { keepsFromStaff } from '../flow/owns.ts'
import { privatelySoon } from '../flow/private.ts'
import { lineOf, tell } from './told.ts'

/** 后台: a one-time way into the console for bound staff, in private only; students are told that it is not for them. */
export const consoleDoor: Middleware = context => {
  const { text, addressed, rosterWords, turn } = context
  const said = bareWords(text)
  if (!addressed || keepsFromStaff(context) || !rosterWords.console.start.some(w => bareWords(w) === said)) return null
  if (!may(turn.who, 'use-console')) return tell(rosterWords.console.refused)
  return privatelySoon(context, letIn)
}

async function letIn({ turn, digest, deskUrl, rosterWords: { console: words } }: Context): Promise<Decided> {
  const { read, now, draw, who } = turn
  // Whoever may use the console is known by a number.
  const number = who.number!
  if (deskUrl === null) return tell(fill(words.nowhere, { number }))
  const outcome = await handOutWayIn({ read, now, draw, rules: { digest } }, who, { number })
  if ('refused' in outcome) return tell(words.refused, { effects: lineOf(outcome.audit) })
  const { done, effects, audit } = outcome
  const url = `${deskUrl}/desk/in/${done.token}`
  return tell(fill(words.link, { url, minutes: signInMinutes }), { effects: [...effects, ...lineOf(audit)] })
}
