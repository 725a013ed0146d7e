import type { Belonging } from '../core/roster.ts'
import type { AnsweredAs, EditingRules } from '../office/content/ground.ts'
import type { NoticeRules } from '../office/notice/ground.ts'
import { anybody, turnAlone } from './ask.ts'
import { type Content, faultsOfOwnContent, withOwnContent } from './content.ts'
import { makeDecide } from './turn.ts'

/** What the acts on answers and facts go by, in the content in force. */
export function editingRulesOf(content: Content): EditingRules {
  return {
    words: content.editingWords,
    content,
    faults: layer => faultsOfOwnContent(content, layer),
    lay: layer => withOwnContent(content, layer),
    asker: (layer, whose) => askerOf(layer === null ? content : withOwnContent(content, layer), whose),
  }
}

/** What taking something of a notice goes by, in the content in force. */
export const noticeRulesOf = (content: Content): NoticeRules => ({
  ...editingRulesOf(content),
  noticeWords: content.noticeWords,
  intake: content.intakeWords,
})

/** Asks as somebody of whom only is known where they belong, in a private chat of their own. */
function askerOf(content: Content, whose: Belonging): (question: string, now: Date) => Promise<AnsweredAs> {
  const decide = makeDecide(() => content)
  return async (question, now) => {
    const { effects, verdict } = await decide(
      turnAlone(question, { isRoom: false, isMentioned: false, now }, { ...anybody, whose }),
    )
    const says = effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : [])).join('\n')
    return { outcome: verdict.outcome, entry: verdict.entry ?? verdict.candidates[0]?.entry ?? null, says }
  }
}
