import { fill } from '../../../content/words.ts'
import { saying } from '../../../core/delivery.ts'
import { identityOf, isWithin, type RosterPerson, type Unit } from '../../../core/roster.ts'
import type { Effect } from '../../../core/turn.ts'
import { triesPerCode } from '../../../office/people/code.ts'
import { may } from '../../../office/rights.ts'
import type { Context } from '../../context.ts'

/**
 * What follows when wrong tries have spoiled somebody's code: whoever may give them a new one hears of it, and they themselves where they can
 * be written to; once for each code. Whoever tried learns nothing of it.
 */
export async function spoiledBy(
  { turn, rosterWords }: Context,
  person: RosterPerson,
  until: number,
): Promise<Effect[]> {
  const { number, name } = person
  const words = rosterWords.codes
  const unit = unitOf(person)
  const staff = (await turn.read.broadcasts.staff(number)).filter(s => may(identityOf(s), 'issue-code', unit))
  const isNear = ({ role, lent = [] }: RosterPerson) => role === 'counselor' || lent.some(part => isWithin(unit, part))
  const counselors = staff.filter(s => isNear(s) && s.hasHome)
  // Where no counselor can be written to, the others who may give out codes hear of it.
  const told = (counselors.length > 0 ? counselors : staff).map(s => s.number)
  const values = { number, name, count: triesPerCode }
  const tell = (whom: string, numbers: readonly string[], text: string): Effect => ({
    do: 'write-to',
    key: `code-spoiled:${number}:${until}:${whom}`,
    numbers,
    saying: saying(fill(text, values)),
  })
  return [
    { do: 'audit', act: 'code-spoiled', detail: number },
    tell('staff', told, words.spoiled),
    tell('self', [number], words.spoiledSelf),
  ]
}

/** The smallest part of the tree in which somebody is. */
function unitOf({ college, className }: RosterPerson): Unit {
  if (college === '') return { of: 'school' }
  return className === '' ? { of: 'college', college } : { of: 'class', college, name: className }
}
