import { isTrue, parseExpression } from '../../flows/expression.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Context, Decided } from '../context.ts'
import { revision } from './begin/frames.ts'
import { goOn } from './conversation.ts'
import { closingOf } from './deadline.ts'
import { liveSubmission } from './draw.ts'
import { privately, withFrame } from './private.ts'

/** A short message that changes what was handed in, such as 到了 after a departure was told; null when it is none here. */
export function brief(context: Context): Decided | null {
  const { turn, flows } = context
  if (turn.memory.submissions.length === 0) return null
  const said = bareWords(context.text)
  for (const flow of flows.current.values()) {
    const found = flow.brief.find(b => b.says.some(w => bareWords(w) === said))
    const before = found && liveSubmission(turn.memory, flow)
    if (!found || !before || closingOf(context, flow, before)) continue
    if (!isTrue(parseExpression(found.when).evaluate(before.answers))) continue
    // With the summary confirmed as it was: nobody is asked again for what one word has said.
    const change = (inside: Context) => {
      const frame = { ...revision(inside, flow, before), answers: { ...before.answers, ...found.set } }
      return goOn(withFrame(inside, frame), frame)
    }
    return flow.private ? privately(context, { again: found.says[0]!, isOwn: true }, change) : change(context)
  }
  return null
}
