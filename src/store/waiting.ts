import type { Database } from './open.ts'

/** How many deliveries of each channel wait or are being sent, and when the oldest of them was made. */
export async function waitingByChannel({
  db,
}: Pick<Database, 'db'>): Promise<{ channel: string; count: number; since: string }[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(['channel', eb => eb.fn.countAll<number>().as('count'), eb => eb.fn.min('at').as('since')])
    .where('state', 'in', ['waiting', 'sending'])
    .groupBy('channel')
    .orderBy('channel')
    .execute()
  return rows.map(({ channel, count, since }) => ({
    channel,
    count: Number(count),
    since: new Date(Number(since)).toISOString(),
  }))
}
