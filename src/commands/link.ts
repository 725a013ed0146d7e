import type { Config } from '../app/config.ts'
import { systemClock } from '../app/system.ts'
import { signPass } from '../channels/web/link.ts'
import { linkedHome, linkedPerson } from '../channels/web/people.ts'
import type { RosterPerson } from '../core/roster.ts'
import { type Database, openDatabase } from '../store/open.ts'
import { makeLinks } from '../store/people/links.ts'
import { readsIn } from '../store/reads.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { complain, print, row } from './print.ts'

/** A student's link lasts until they have left. Whoever has a link of staff can do what they can, so it is good for a day. */
const studentDays = 30
const staffDays = 1
const mostDays = 400

/** What a part of the command stands on. */
interface LinkWork {
  values: Arguments['values']
  config: Config
  database: Database
  now: Date
  /** Who acts, by roster number; undefined for whoever has the shell. */
  by: string | undefined
}

/** Personal links to the web chat: hands one out, takes them back, lists what is good. Works beside a running bot. */
export const link: Command = {
  name: 'link',
  usage: 'link ID [--name NAME] | --list [ID] | --revoke ID',
  summary: '网页聊天的个人链接：生成、列出、作废（FAREWELL_WEB=signed 时用）',
  details: [
    '  ID           这个人的编号，如学号',
    '  --name NAME  怎么称呼（默认用名册上的姓名）',
    `  --days N     几天内有效（默认 ${studentDays}；名册上是老师的默认 ${staffDays}，最多 ${mostDays}）`,
    '  --base URL   网站地址（默认 FAREWELL_URL，没有就是 http://127.0.0.1:端口）',
    '  --list       还有效的链接：谁的，什么时候发的，到什么时候；后面写编号只看一个人的',
    '  --revoke ID  作废这个人到现在为止的全部链接，已经登录的也马上失效；小助手开着也能用',
    asHelp,
    dataHelp,
    '',
    '谁拿到链接谁就是这个人，只发给本人。编号在名册里的，身份和班级按名册。',
  ],
  options: {
    ...dataOption,
    ...asOption,
    name: { type: 'string' },
    days: { type: 'string' },
    base: { type: 'string' },
    list: { type: 'boolean' },
    revoke: { type: 'string' },
  },
  async run({ values, positionals }) {
    const config = configFor(values)
    const [first] = positionals
    const isRevoking = typeof values.revoke === 'string'
    const id = isRevoking ? (values.revoke as string) : first
    if (id === undefined ? !values.list : !/^[\w-]{1,40}$/.test(id))
      return misuse({
        where: 'ID',
        what: '编号只能用字母、数字、_ 和 -，最多 40 个',
        cure: 'farewell link 20230001 --name 小林',
      })
    const days = daysIn(values)
    if (!values.list && !isRevoking && !config.secret)
      return misuse({ where: 'FAREWELL_SECRET', what: '没有设置密钥', cure: '在 .env 里写至少 32 个字符' })
    const database = await openDatabase(config.data, { shared: true })
    try {
      const by = (await actingAs({ read: readsIn(database.db, systemClock.now()) }, values)).number ?? undefined
      const work = { values, config, database, now: systemClock.now(), by }
      if (values.list) await list(work, id)
      else await (isRevoking ? revoke(work, id!) : issue(work, { id: id!, days }))
      return 0
    } finally {
      await database.close()
    }
  },
}

/** The days that were asked for, or null. */
function daysIn(values: Arguments['values']): number | null {
  if (values.days === undefined) return null
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    return misuse({ where: '--days', what: `不是 1 到 ${mostDays} 的整数`, cure: `--days ${studentDays}` })
  return days
}

const isStaff = ({ role }: RosterPerson) => role !== 'student' && role !== 'monitor'

async function issue(
  { values, config, database, now, by }: LinkWork,
  { id, days }: { id: string; days: number | null },
): Promise<void> {
  const person = await readsIn(database.db, systemClock.now()).roster.person(id)
  const lasts = days ?? (person && isStaff(person) ? staffDays : studentDays)
  const until = new Date(now.getTime() + lasts * 86_400_000)
  const generation = await makeLinks(database).issue(id, { until, home: linkedHome(id), now, by })
  const name = typeof values.name === 'string' ? values.name : (person?.name ?? id)
  const token = signPass({ person: linkedPerson(id), name, until, generation }, config.secret!)
  const base = typeof values.base === 'string' ? values.base : (config.publicUrl ?? `http://127.0.0.1:${config.port}`)
  print(`${base.replace(/\/+$/, '')}/in/${token}`)
  // Beside the link itself, so that a script gets the link alone.
  const short = person && isStaff(person) && days === null ? '；老师的链接默认只管一天，过后重新生成' : ''
  complain(`有效到 ${until.toISOString()}（${lasts} 天${short}）。只发给本人；作废用 farewell link --revoke ${id}`)
}

async function revoke({ database, now, by }: LinkWork, id: string): Promise<void> {
  const count = await makeLinks(database).revoke(id, now, by)
  print(`${id} 到现在为止的链接全部作废了（记录里还有效的有 ${count} 个），已经登录的也失效。`)
}

async function list({ database, now }: LinkWork, id: string | undefined): Promise<void> {
  const links = await makeLinks(database).valid(now, id)
  print(links.length === 0 ? '没有还有效的链接。' : `${links.length} 个还有效的链接：`)
  for (const { number, name, at, until } of links)
    print(row`  ${number}  ${name}  发于 ${at.toISOString()}  有效到 ${until.toISOString()}`)
}
