import type { Shell } from '../app/shell.ts'
import { type Identity, identityOf, stranger } from '../core/roster.ts'
import { may } from '../office/rights.ts'
import { type Arguments, misuse } from './command.ts'

/** The option that names who acts, for commands that also serve whoever only has the shell. */
export const asOption = { as: { type: 'string' } } as const
export const asHelp = '  --as NUMBER  是谁在操作（名册上的老师），记在审计里；不写就记作 shell'

/** Whoever has the shell and names nobody: everything of the school is in their hands anyway. */
const nobodyNamed: Identity = { number: null, name: '', role: 'school', home: null, scope: [{ of: 'school' }] }

/** The member of staff whom `--as` names, or whoever has the shell where it was not given. Throws a problem for anyone else. */
export async function actingAs(shell: Pick<Shell, 'read'>, { as: number }: Arguments['values']): Promise<Identity> {
  return typeof number === 'string' ? staffNamed(shell, number) : nobodyNamed
}

/** The member of staff whom `--as` has to name. Throws a problem where it names none. */
export async function staffActing(shell: Pick<Shell, 'read'>, { as: number }: Arguments['values']): Promise<Identity> {
  if (typeof number !== 'string') return nobodyActs()
  return staffNamed(shell, number)
}

/** Whoever `--as` has to name, staff or not: what they may is for the act to say. Throws a problem where it names nobody. */
export async function actorNamed(
  { read }: Pick<Shell, 'read'>,
  { as: number }: Arguments['values'],
): Promise<Identity> {
  if (typeof number !== 'string') return nobodyActs()
  const person = await read.roster.person(number)
  return person ? identityOf(person) : { ...stranger, number }
}

const nobodyActs = () => misuse({ where: '--as', what: '没有写是谁', cure: '--as 工号（名册上的老师）' })

async function staffNamed({ read }: Pick<Shell, 'read'>, number: string): Promise<Identity> {
  const person = await read.roster.person(number)
  if (person && may(identityOf(person), 'use-staff-flows')) return identityOf(person)
  return misuse({ where: '--as', what: `${number} 不是名册上的老师`, cure: '写一位辅导员等老师的工号；先导入名册' })
}
