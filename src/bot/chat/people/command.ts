import { normalize } from '../../../content/normalize.ts'
import { bindCodeIn } from '../../../office/people/code.ts'
import { canonicalNumber } from '../../../office/people/naming.ts'
import { type Context, type Decided, say } from '../../context.ts'
import { toldOutcome } from '../told.ts'

/** What was said after a command's words. */
export interface Ordered {
  rest: string
  /** The first word after it, when it looks like a roster number. */
  number: string | null
  /** The word after that, when it looks like a binding code. */
  code: string | null
}

/** What follows one of these beginnings in the message; null when it begins with none, or goes on as another word would. */
export function asked({ text }: Pick<Context, 'text'>, starts: readonly string[]): Ordered | null {
  // Commands are short; a longer message is not read for them.
  if (text.length > 100) return null
  const said = normalize(text).replace(/^\//, '')
  for (const start of starts.toSorted((a, b) => b.length - a.length)) {
    if (!said.startsWith(start)) continue
    const rest = said.slice(start.length).replace(/[。.!?~]+$/, '')
    if (rest !== '' && !/^[\s:,、0-9a-z]/.test(rest) && !/班$/.test(rest)) continue
    return { rest: rest.replace(/^[\s:,、]+/, '').trim(), ...numberAndCode(rest) }
  }
  return null
}

/** A roster number and a binding code, in this order; each null when it is not there. */
export function numberAndCode(text: string): { number: string | null; code: string | null } {
  const [first = '', ...others] = normalize(text)
    .split(/[\s:,、+]+/)
    .filter(word => word !== '')
  const number = /^(?:示例)?[a-z0-9._-]{2,40}$/.test(first) && /\d/.test(first) ? canonicalNumber(first) : null
  return { number, code: number === null ? null : bindCodeIn(others.join('')) }
}

/** One sentence back, about the person's own matters. */
export function tellOwn(text: string): Decided {
  return say(text, { outcome: 'flow', entry: null, score: 1, candidates: [] })
}

/** What an act of the office came to, as a matter of who is who. */
export const toldOwn = (context: Context, outcome: Parameters<typeof toldOutcome>[1]): Decided =>
  ours(toldOutcome(context, outcome))

/** What was decided counts as being about who is who. */
export const ours = (decided: Decided): Decided => ({ ...decided, verdict: tellOwn('').verdict })

/** The same with a line for the audit log; `detail` holds ids, never names or codes. */
export function audited(decided: Decided, act: string, detail = ''): Decided {
  return { ...decided, effects: [...decided.effects, { do: 'audit', act, detail }] }
}
