import { fill } from '../../content/words.ts'
import type { Effect } from '../../core/turn.ts'
import type { PostingText } from '../../core/work/jobs.ts'
import type { FlowEffect } from '../../flows/walk.ts'
import { bring } from '../../office/jobs/bring.ts'
import { may } from '../../office/rights.ts'
import { lineOf } from '../chat/told.ts'
import type { Context } from '../context.ts'
import { jobGroundOf } from '../office.ts'
import type { Part } from './part.ts'

/** Brings in the posting that was written down in a conversation, and says what came of it. */
export function postJob(
  context: Context,
  { with: given }: FlowEffect,
  saved: { effects: Effect[]; parts: Part[] },
): void {
  const { turn, jobWords } = context
  const word = (name: keyof PostingText) => String(given[name] ?? '').trim()
  const text: PostingText = {
    ...{ title: word('title'), employer: word('employer'), place: word('place'), kind: word('kind') },
    ...{ until: word('until'), contact: word('contact'), source: word('source'), about: word('about') },
  }
  const came = bring(jobGroundOf(context), turn.who, { text })
  const { said } = jobWords
  saved.effects.push(...('done' in came ? came.effects : []), ...lineOf(came.audit))
  const told = may(turn.who, 'release-jobs') ? said.broughtStaff : said.brought
  const says =
    'done' in came ? fill(told, { number: came.done.number }) : fill(said.broughtNot, { why: came.refused.says })
  saved.parts.push({ text: says })
}
