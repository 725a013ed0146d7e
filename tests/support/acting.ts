import { identityOf } from '../../src/core/roster.ts'
import type { Act } from '../../src/office/outcome.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import type { openOffice } from './office.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

/** How somebody on the roster does something, by which rules and with what. */
interface Doing<Rules, Input> {
  number: string
  rules: Rules
  input: Input
}

let drawn = 0

/** Does an act of the office for somebody on the roster, as the console would: what it came to. */
export async function actAs<Rules, Input, What, Why>(
  { database, clock }: Pick<Office, 'database' | 'clock'>,
  act: Act<Rules, Input, What, Why>,
  { number, rules, input }: Doing<Rules, Input>,
): Promise<{ done?: What; refused?: Why }> {
  const now = clock.now()
  const actor = identityOf((await readsIn(database.db, now).roster.person(number))!)
  const ids = { next: () => `act-${String(++drawn).padStart(8, '0')}` }
  const deed = { by: `n:${number}`, through: 'console', at: now.getTime() }
  return perform(database, { act, rules, actor, input, deed, ids })
}
