import { issueCodes } from '../../../office/people/codes.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Decided } from '../../context.ts'
import { peopleGroundOf } from '../../office.ts'
import { lineOf } from '../told.ts'
import { type Ordered, tellOwn, toldOwn } from './command.ts'

/** `发绑定码 20230001`, `发绑定码 一班`: fresh one-time codes for people within the counselor's scope, in private only. */
export async function handOutCodes(context: Context, { rest }: Ordered): Promise<Decided> {
  const { who } = context.turn
  if (context.isGroup && may(who, 'issue-code')) return tellOwn(context.rosterWords.codes.inGroup)
  const outcome = await issueCodes(peopleGroundOf(context), who, { to: rest === '' ? [] : [rest] })
  if ('refused' in outcome) return toldOwn(context, outcome)
  const { done, effects, audit } = outcome
  const says = done.says.map(text => tellOwn(text))
  return { ...says[0]!, effects: [...says.flatMap(s => s.effects), ...lineOf(audit), ...effects] }
}
