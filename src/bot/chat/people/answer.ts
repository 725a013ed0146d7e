import { bareWords } from '../../../knowledge/phrases.ts'
import { bindCodeIn } from '../../../office/people/code.ts'
import { makeClassFinder } from '../../../office/people/naming.ts'
import type { Context, Decided } from '../../context.ts'
import { answerConsent, enter } from './bind.ts'
import { numberAndCode } from './command.ts'
import { takeGroup } from './groups.ts'

/** The answer to what the bot asked about the roster a moment ago; null when nothing was asked, or the message is no answer. */
export function answerRosterQuestion(context: Context): Decided | Promise<Decided> | null {
  const { turn, rosterWords, limits, text } = context
  const question = turn.session.rosterQuestion
  if (!question || turn.now.getTime() - question.at > limits.leanWithin) return null
  const said = bareWords(text)
  const isOne = (words: readonly string[]) => words.some(w => bareWords(w) === said)
  switch (question.about) {
    case 'consent': {
      const { yes, no } = rosterWords.bind
      return isOne(yes) ? answerConsent(context, true) : isOne(no) ? answerConsent(context, false) : null
    }
    case 'bind': {
      const code = bindCodeIn(text)
      if (question.number !== null && code !== null) return enter(context, { number: question.number, code })
      const given = numberAndCode(text)
      const isShort = text.trim().split(/\s+/).length <= 3 && !/\p{Script=Han}{3}/u.test(text)
      return given.number !== null && isShort ? enter(context, given) : null
    }
    case 'group': {
      const picked = /^([1-9]\d?)$/.exec(said)
      const named = makeClassFinder(question.classes)(text)
      const to = picked ? question.classes[Number(picked[1]) - 1] : named.length === 1 ? named[0] : undefined
      return to ? takeGroup(context, to) : null
    }
  }
}
