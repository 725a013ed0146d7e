import type { openOffice } from './office.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

/** Binds a group to a class of 示例学院. */
export async function bindGroup({ database }: Office, room: string, className: string): Promise<void> {
  await database.db
    .insertInto('group_class')
    .values({ chat: `room/${room}`, channel: 'test', college: '示例学院', class_name: className, by: 'c1', at: 0 })
    .execute()
}

/** Lets everybody write once, so that they can be written to. */
export async function greet(office: Office, ...numbers: string[]): Promise<void> {
  for (const number of numbers) await office.hear(number, '你好')
}

/** Publishes in one line as a counselor and lets it leave; returns what arrives. */
export async function publish(office: Office, line: string, by = 'c1') {
  await office.hear(by, line)
  await office.hear(by, '发布')
  return office.wait(1)
}

/** Where each person of a broadcast stands, as `s1 confirmed`. */
export async function standings({ database }: Office, number = 'A01'): Promise<string[]> {
  const rows = await database.db
    .selectFrom('broadcast_recipient')
    .selectAll()
    .where('broadcast', '=', number)
    .orderBy('number')
    .execute()
  return rows.map(r => `${r.number} ${r.state}${r.reason === '' ? '' : ` ${r.reason}`}`)
}

/** Acts in the audit log, in order. */
export async function audited({ database }: Office): Promise<string[]> {
  return (await database.db.selectFrom('audit').select('act').orderBy('seq').execute()).map(r => r.act)
}
