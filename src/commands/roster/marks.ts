import type { Act } from '../../office/outcome.ts'
import type { PeopleRefusal, PeopleRules } from '../../office/people/ground.ts'
import { type Changed, markLeft, moveClass, setTags } from '../../office/people/marks.ts'
import { misuse } from '../command.ts'
import { print, printJson } from '../print.ts'
import { doneIn, type RosterWork } from '../roster-work.ts'

/** `farewell roster tag`: marks people as 党员 and the like, or no longer. */
export const tagPeople = (work: RosterWork): Promise<number> =>
  change(work, setTags, (tag, numbers) => ({ numbers, tag, on: work.values.off !== true }))

/** `farewell roster move`: people go to another class. */
export const movePeople = (work: RosterWork): Promise<number> =>
  change(work, moveClass, (to, numbers) => ({ numbers, to }))

/** `farewell roster left`: people have left before graduating, or are back. */
export const leavePeople = (work: RosterWork): Promise<number> =>
  change(work, markLeft, (way, numbers) => ({ numbers, as: way === '回来' ? null : way }))

async function change<Input>(
  work: RosterWork,
  act: Act<PeopleRules, Input, Changed<Input>, PeopleRefusal>,
  inputOf: (what: string, numbers: string[]) => Input,
): Promise<number> {
  const [what, ...numbers] = work.positionals
  if (what === undefined || numbers.length === 0)
    return misuse({ where: 'roster', what: '没有写全', cure: 'farewell roster tag 党员 20230001 20230002' })
  const done = await doneIn(work, act, inputOf(what, numbers))
  if (work.values.json) printJson(done)
  else print(`改了 ${done.changed} 人。`)
  return 0
}
