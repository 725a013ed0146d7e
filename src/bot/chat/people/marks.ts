import { fill } from '../../../content/words.ts'
import { setTags, tagCalled } from '../../../office/people/marks.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Decided } from '../../context.ts'
import { peopleGroundOf } from '../../office.ts'
import { lineOf } from '../told.ts'
import { type Ordered, tellOwn, toldOwn } from './command.ts'

/** `标记 信息员 20230001 20230002`: marks people in the care of whoever says it, or takes the mark off, in private only; others go on as if nothing was said. */
export async function markPeople(context: Context, { rest }: Ordered, on: boolean): Promise<Decided | null> {
  const { who } = context.turn
  const { marks: words } = context.rosterWords
  if (!may(who, 'import-roster')) return null
  if (context.isGroup) return tellOwn(words.inGroup)
  const [said = '', ...numbers] = rest.split(/[\s,，、]+/).filter(part => part !== '')
  const tag = tagCalled(said, context.rosterWords)
  if (numbers.length === 0) return tellOwn(words.ask)
  const outcome = await setTags(peopleGroundOf(context), who, { numbers, tag: said, on })
  if ('refused' in outcome) return toldOwn(context, outcome)
  const { done, effects, audit } = outcome
  const count = done.changed
  const says = count === 0 ? words.same : fill(on ? words.on : words.off, { count, tag: tag ?? said })
  const told = tellOwn(says)
  return { ...told, effects: [...told.effects, ...lineOf(audit), ...effects] }
}
