import type { CaseGround } from '../../../office/cases/ground.ts'
import { acknowledge, markCase } from '../../../office/cases/manage.ts'
import { passCrisisOn } from '../../../office/cases/pass.ts'
import { draftedAlert, listCases, showCase } from '../../../office/cases/read.ts'
import { mayNotAsk } from '../../../office/cases/right.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Decided, Middleware } from '../../context.ts'
import { activeFrame } from '../../flow/conversation.ts'
import { privatelySoon } from '../../flow/private.ts'
import { caseRulesOf } from '../../office.ts'
import { beginWriting } from '../broadcasts/write.ts'
import { lineOf, toldOutcome } from '../told.ts'
import { askedIn, type CaseAsked } from './asked.ts'

/** The most cases of a kind in one list. */
const most = 30

/**
 * The cases of those who look after the people concerned, in private: listed, read, marked, acknowledged. Whoever reads or changes one stands in the
 * audit log; others are refused, and that stands there too.
 */
export const cases: Middleware = context => {
  const { turn, text, addressed, caseWords } = context
  if (turn.update.timer || !addressed || text.length > 20) return null
  const asked = askedIn(text, caseWords)
  if (!asked) return null
  // In somebody's conversation these are words like any other.
  if (!may(turn.who, 'see-cases') && activeFrame(context)) return null
  const mayNot = mayNotAsk(groundOf(context), turn.who, asked)
  return mayNot ? toldOutcome(context, mayNot) : privatelySoon(context, inside => act(inside, asked))
}

const groundOf = (context: Context): CaseGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: caseRulesOf(context),
})

async function act(context: Context, asked: CaseAsked): Promise<Decided> {
  const { who } = context.turn
  const ground = groundOf(context)
  switch (asked.act) {
    case 'list':
      return toldOutcome(context, await listCases(ground, who, { most }))
    case 'show': {
      const outcome = await showCase(ground, who, asked)
      return toldOutcome(context, outcome, 'done' in outcome ? { choices: outcome.done.choices } : {})
    }
    case 'mark':
      return toldOutcome(context, await markCase(ground, who, asked))
    case 'acknowledge':
      return toldOutcome(context, await acknowledge(ground, who, asked))
    case 'pass':
      return toldOutcome(context, await passCrisisOn(ground, who, asked))
    case 'publish':
      return publish(context, asked)
  }
}

/** The drafted alert as a broadcast to be looked at: it leaves when the counselor releases the preview. */
async function publish(context: Context, { number }: { number: string }): Promise<Decided> {
  const outcome = await draftedAlert(groundOf(context), context.turn.who, { number })
  if ('refused' in outcome) return toldOutcome(context, outcome)
  const decided = await beginWriting(context, '预警', outcome.done.says)
  return { ...decided, effects: [...decided.effects, ...lineOf(outcome.audit)] }
}
