import { peopleRulesOf } from '../../../bot/office.ts'
import type { ClassRef } from '../../../core/roster.ts'
import { sha256 } from '../../../office/people/code.ts'
import { type PeopleRules, placeOf } from '../../../office/people/ground.ts'
import type { LinkRules } from '../../../office/people/links.ts'
import type { Visit } from '../../desk.ts'
import type { Option } from '../../parts/form.ts'
import type { RosterPageWords } from './words.ts'

/** What somebody looks at, and the words of the page. */
export interface RosterVisit {
  visit: Visit
  say: RosterPageWords
}

/** What the acts on people go by now. */
export const rosterRulesOf = ({ content }: Visit): PeopleRules => peopleRulesOf(content, sha256)

/** What the acts on personal links go by now. */
export const rosterLinkRulesOf = (visit: Visit): LinkRules => ({
  ...rosterRulesOf(visit),
  homeOf: visit.desk.personalLinks.homeOf,
})

/** The address of somebody on the roster. */
export const addressOfPerson = (number: string): string => `/desk/roster/${encodeURIComponent(number)}`

/** Classes to choose from: by name, with the college in front where there are several. */
export function classOptions(classes: readonly ClassRef[]): Option[] {
  const isOne = new Set(classes.map(c => c.college)).size <= 1
  return classes.map(({ college, name }) => ({
    value: placeOf({ college, name }),
    label: isOne ? name : `${college} ${name}`,
  }))
}

/** More classes than this are written, not chosen from a list. */
export const mostToChoose = 80
