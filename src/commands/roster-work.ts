import type { Shell } from '../app/shell.ts'
import { peopleRulesOf } from '../bot/office.ts'
import type { Identity } from '../core/roster.ts'
import type { Act } from '../office/outcome.ts'
import { sha256 } from '../office/people/code.ts'
import type { PeopleOutcome, PeopleRefusal, PeopleRules } from '../office/people/ground.ts'
import { type Arguments, doneOf } from './command.ts'

/** What the parts of `farewell roster` stand on. */
export interface RosterWork extends Arguments {
  shell: Shell
  actor: Identity
}

/** What the acts on people go by, beside the bot. */
export const rulesIn = ({ content }: Pick<Shell, 'content'>): PeopleRules => peopleRulesOf(content, sha256)

/** Does an act on people; why it was refused is thrown as a problem. */
export async function doneIn<Input, What>(
  { shell, actor }: Pick<RosterWork, 'shell' | 'actor'>,
  act: Act<PeopleRules, Input, What, PeopleRefusal>,
  input: Input,
): Promise<What> {
  return allowed(await shell.perform(act, { rules: rulesIn(shell), actor, input }))
}

/** What an act came to; why it was refused is thrown as a problem. */
export function allowed<What>(outcome: PeopleOutcome<What>): What {
  return doneOf(outcome, { where: 'roster', cure: 'farewell roster list 看有哪些人、班级怎么写' })
}
