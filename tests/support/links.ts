import { linkedHome } from '../../src/channels/web/people.ts'
import type { Home } from '../../src/core/roster.ts'
import type { Database } from '../../src/store/open.ts'
import { savePeopleEffect } from '../../src/store/people/effects.ts'
import { linkReads } from '../../src/store/people/links.ts'

/** Records a personal link, as handing one out does, and resolves to its generation. It leads into the web chat unless told otherwise. */
export function handLink(
  { transact }: Database,
  number: string,
  { until, now, home = linkedHome(number) }: { until: Date; now: Date; home?: Home },
): Promise<number> {
  return transact(async db => {
    const at = now.getTime()
    const generation = await linkReads(db, at).linkGeneration(number)
    await savePeopleEffect(db, { do: 'issue-link', number, generation, until: until.getTime(), home }, at)
    return generation
  })
}

/** Takes all links of a number back. */
export const takeLinksBack = ({ transact }: Database, number: string, now: Date): Promise<void> =>
  transact(db => savePeopleEffect(db, { do: 'revoke-link', number }, now.getTime()))
