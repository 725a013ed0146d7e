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

/** Notes in the audit log that a link was forged or out of date. */
export async function noteWrongLink(
  { transact }: Database,
  { detail, at }: { detail: string; at: number },
): Promise<void> {
  const row = { at, person: '', chat: 'link', act: 'confirm-link-refused', detail }
  await transact(db => db.insertInto('audit').values(row).execute())
}
