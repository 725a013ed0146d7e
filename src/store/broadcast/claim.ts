import type { Database } from '../open.ts'

/** Notes that someone claims, over a class's link, to be this person and to have read it. It never counts as a confirmation. */
export async function claim(
  { transact }: Database,
  broadcast: string,
  { number, college, name, at }: { number: string; college: string; name: string; at: number },
): Promise<void> {
  await transact(db =>
    db
      .updateTable('broadcast_recipient')
      .set({ claimed_at: at })
      .where('broadcast', '=', broadcast)
      .where('number', '=', number)
      .where('college', '=', college)
      .where('class_name', '=', name)
      .where('claimed_at', 'is', null)
      .execute(),
  )
}

/** The most lines about wrong links in a minute: the log that only grows must not be filled from outside. */
const mostPerMinute = 30

/** Notes in the audit log that a link was forged or out of date. */
export async function noteWrongLink(
  { transact }: Database,
  { detail, at }: { detail: string; at: number },
): Promise<void> {
  await transact(async db => {
    const { count } = await db
      .selectFrom('audit')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('act', '=', 'confirm-link-refused')
      .where('at', '>', at - 60_000)
      .executeTakeFirstOrThrow()
    if (Number(count) >= mostPerMinute) return
    await db.insertInto('audit').values({ at, person: '', chat: 'link', act: 'confirm-link-refused', detail }).execute()
  })
}
