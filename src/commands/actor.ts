import { may } from '../bot/rights.ts'
import type { Database } from '../store/open.ts'
import { rosterReads } from '../store/roster.ts'
import { type Arguments, misuse } from './command.ts'

/** The option that names who acts, for commands that also serve whoever only has the shell. */
export const asOption = { as: { type: 'string' } } as const
export const asHelp = '  --as NUMBER  是谁在操作（名册上的老师），记在审计里；不写就记作 shell'

/** The member of staff whom `--as` names; undefined where it was not given. Throws a problem for anyone else. */
export async function actingAs({ db }: Database, { as: number }: Arguments['values']): Promise<string | undefined> {
  if (typeof number !== 'string') return undefined
  const person = await rosterReads(db).person(number)
  if (!person || !may({ ...person, home: null }, 'use-staff-flows'))
    return misuse({ where: '--as', what: `${number} 不是名册上的老师`, cure: '写一位辅导员等老师的工号，或者不写' })
  return number
}
