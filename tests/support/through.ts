import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../src/store/open.ts'
import { run } from './command.ts'
import { tempFolder } from './folder.ts'
import { openOffice } from './office.ts'
import { tablesOf } from './rows.ts'
import { settingsIn } from './web.ts'

type Office = Awaited<ReturnType<typeof openOffice>>
type Options = NonNullable<Parameters<typeof openOffice>[0]>

/** What an act came to: what was said of it, what it changed, and its lines of the audit log. */
export interface CameTo {
  says: string
  changed: Record<string, string[]>
  audit: string[]
}

/** What only a chat has: its own bookkeeping. */
const ofTheChat = ['update_seen', 'session', 'chat', 'person_memory', 'message', 'audit', 'pulse', 'counter']

/** A running office in a folder, its clock at the real time: commands that run beside it know no other. */
export async function openBeside(options: Options, scene: (office: Office) => Promise<unknown>): Promise<Office> {
  const folder = tempFolder()
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString()
  const office = await openOffice({ ...options, folder: join(folder, 'data'), begin: hourAgo })
  await scene(office)
  office.clock.set(new Date())
  return office
}

/** Does an act and says what it came to; replies in the chat count as what was said. */
async function observed({ database }: Office, act: () => Promise<string>): Promise<CameTo> {
  const before = await rowsOf(database)
  const audited = await audit(database)
  const says = await act()
  const after = await rowsOf(database)
  const changed: Record<string, string[]> = {}
  for (const [table, rows] of Object.entries(after)) {
    const known = new Set(before[table])
    const news = rows.filter(row => !known.has(row))
    if (news.length > 0) changed[table] = news.sort()
  }
  return { says, changed, audit: (await audit(database)).slice(audited.length) }
}

/** What the act comes to in a chat, a private one unless told otherwise. */
export const byChat = (
  office: Office,
  number: string,
  line: string,
  where: Parameters<Office['say']>[2] = {},
): Promise<CameTo> => observed(office, async () => (await office.say(number, line, where)) || '')

/** What the same comes to on the command line, beside the running bot. */
export const byCommand = (office: Office, number: string, args: readonly string[]): Promise<CameTo> =>
  observed(office, async () => {
    const settings = settingsIn(join(office.folder, '..'))
    const { out, err } = await run([...args, '--as', number], settings)
    await office.dispatcher.drain()
    return out + err
  })

async function audit({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('audit').select(['person', 'act', 'detail']).orderBy('seq').execute()
  return rows.map(r => `${r.person} ${r.act} ${r.detail}`)
}

/** Every row, without instants, ids and hashes of codes, which differ from one time to the next, and without what answers in the chat. */
async function rowsOf(database: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of await tablesOf(database)) {
    if (ofTheChat.includes(table)) continue
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.db)
    found[table] = rows
      .filter(r => !String(r.key ?? '').startsWith('reply:'))
      .map(({ id: _, seq: __, native_id: ___, hash: ____, ...row }) =>
        JSON.stringify(row)
          .replace(/\b\d{13}\b/g, 'T')
          .replace(/\d{1,2}:\d{2}/g, 'T'),
      )
  }
  return found
}
