import type { Config } from '../app/config.ts'
import { type Shell, withShell } from '../app/shell.ts'
import { signPersonalLink } from '../channels/web/link.ts'
import { linkedHome, linkedPerson } from '../channels/web/people.ts'
import { type Identity, identityOf } from '../core/roster.ts'
import type { Secret } from '../core/secret.ts'
import { handOutWayIn, listedHours, signInMinutes, type WayIn } from '../office/console/signin.ts'
import { sha256 } from '../office/people/code.ts'
import {
  issueLink,
  type LinkRules,
  listLinks,
  revokeLinks,
  staffLinkDays,
  studentLinkDays,
} from '../office/people/links.ts'
import { linkSheet } from '../office/people/sheets.ts'
import { may } from '../office/rights.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { complain, print, row } from './print.ts'
import { allowed, rulesIn } from './roster-work.ts'
import { saveBook } from './workbook.ts'

const mostDays = 400

/** What a part of the command stands on. */
interface LinkWork {
  values: Arguments['values']
  shell: Shell
  actor: Identity
}

/** Personal links to the web chat: hands one out, takes them back, lists what is good. Works beside a running bot. */
export const linkCommand: Command = {
  name: 'link',
  usage: 'link ID [--name NAME] | --class NAME [--out FILE.xlsx] | --staff [NUMBER] | --list [ID] | --revoke ID',
  summary: '老师登录后台的链接；网页聊天的个人链接：生成、列出、作废',
  details: [
    '  ID           这个人的编号，如学号',
    '  --name NAME  怎么称呼（默认用名册上的姓名）',
    `  --days N     几天内有效（默认 ${studentLinkDays}；名册上是老师的默认 ${staffLinkDays}，最多 ${mostDays}）`,
    '  --base URL   网站地址（默认 FAREWELL_URL，没有就是 http://127.0.0.1:端口）',
    '  --class NAME 全班每人一个，按名册列成表（学号、姓名、链接），好打印了逐个发给本人',
    '  --out FILE   和 --class 一起用：写成 .xlsx 表格',
    `  --staff NUMBER  打印这位老师登录后台的网址，${signInMinutes} 分钟内用一次有效；不写工号就给名册上每位老师一个，${listedHours} 小时内有效`,
    '  --list       还有效的链接：谁的，什么时候发的，到什么时候；后面写编号只看一个人的',
    '  --revoke ID  作废这个人到现在为止的全部链接，已经登录的（后台也是）马上失效；小助手开着也能用',
    asHelp,
    dataHelp,
    '',
    '谁拿到链接谁就是这个人，只发给本人。编号在名册里的，身份和班级按名册。',
  ],
  options: {
    ...dataOption,
    ...asOption,
    name: { type: 'string' },
    class: { type: 'string' },
    out: { type: 'string' },
    days: { type: 'string' },
    base: { type: 'string' },
    staff: { type: 'boolean' },
    list: { type: 'boolean' },
    revoke: { type: 'string' },
  },
  async run({ values, positionals }) {
    const [first] = positionals
    if (values.staff) return letStaffIn(values, first)
    if (typeof values.class === 'string') return handOutClass(values, values.class)
    const isRevoking = typeof values.revoke === 'string'
    const id = isRevoking ? (values.revoke as string) : first
    if (id === undefined ? !values.list : !/^[\w-]{1,40}$/.test(id))
      return misuse({
        where: 'ID',
        what: '编号只能用字母、数字、_ 和 -，最多 40 个',
        cure: 'farewell link 20230001 --name 小林',
      })
    const days = daysIn(values)
    const config = configFor(values)
    const { secret } = config
    return withShell(config, async shell => {
      const work = { values, shell, actor: await actingAs(shell, values) }
      if (values.list) await list(work, id)
      else if (isRevoking) await revoke(work, id!)
      else await issue(work, { id: id!, days, secret: secret ?? noSecret() })
      return 0
    })
  },
}

const noSecret = () => misuse({ where: 'FAREWELL_SECRET', what: '没有设置密钥', cure: '在 .env 里写至少 32 个字符' })

/** The days that were asked for, or null. */
function daysIn(values: Arguments['values']): number | null {
  if (values.days === undefined) return null
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    return misuse({ where: '--days', what: `不是 1 到 ${mostDays} 的整数`, cure: `--days ${studentLinkDays}` })
  return days
}

const linkRules = (shell: Shell): LinkRules => ({ ...rulesIn(shell), homeOf: linkedHome })

async function issue(
  { values, shell, actor }: LinkWork,
  { id, days, secret }: { id: string; days: number | null; secret: Secret },
): Promise<void> {
  const { config } = shell
  const rules = linkRules(shell)
  const link = allowed(await shell.perform(issueLink, { rules, actor, input: { number: id, days } }))
  const { person, generation, until } = link
  const name = typeof values.name === 'string' ? values.name : (person?.name ?? id)
  const token = signPersonalLink({ person: linkedPerson(id), name, until, generation }, secret)
  print(`${baseOf(values, config)}/in/${token}`)
  // Beside the link itself, so that a script gets the link alone.
  const short = link.isStaff && days === null ? '；老师的链接默认只管一天，过后重新生成' : ''
  complain(`有效到 ${until.toISOString()}（${link.days} 天${short}）。只发给本人；作废用 farewell link --revoke ${id}`)
}

async function revoke({ shell, actor }: LinkWork, id: string): Promise<void> {
  const { count } = allowed(await shell.perform(revokeLinks, { rules: rulesIn(shell), actor, input: { number: id } }))
  print(`${id} 到现在为止的链接全部作废了（记录里还有效的有 ${count} 个），已经登录的也失效。`)
}

async function list({ shell, actor }: LinkWork, id: string | undefined): Promise<void> {
  const links = allowed(await shell.perform(listLinks, { rules: rulesIn(shell), actor, input: { number: id } }))
  print(links.length === 0 ? '没有还有效的链接。' : `${links.length} 个还有效的链接：`)
  for (const { number, name, at, until } of links)
    print(row`  ${number}  ${name}  发于 ${at.toISOString()}  有效到 ${until.toISOString()}`)
}

/** A link for every student of a class: a sheet on the screen, or in a file. */
async function handOutClass(values: Arguments['values'], of: string): Promise<number> {
  const { out } = values
  if (out !== undefined && !(typeof out === 'string' && out.endsWith('.xlsx')))
    misuse({ where: '--out', what: '要写一个 .xlsx 文件名', cure: 'farewell link --class 计科1班 --out 链接.xlsx' })
  const [days, config] = [daysIn(values), configFor(values)]
  await withShell(config, async shell => {
    const secret = config.secret ?? noSecret()
    const actor = await actingAs(shell, values)
    const outcome = await shell.perform(linkSheet, { rules: linkRules(shell), actor, input: { of, days } })
    const { place, rows, until } = allowed(outcome)
    const addresses = rows.map(({ person: { number, name }, generation }) => {
      const token = signPersonalLink({ person: linkedPerson(number), name, until, generation }, secret)
      return [number, name, `${baseOf(values, config)}/in/${token}`]
    })
    const table = [['学号', '姓名', '链接'], ...addresses]
    if (typeof out === 'string') await saveBook(out, { name: '链接', rows: table })
    else for (const line of table) print(line.map(cell => row`${cell}`).join('\t'))
    complain(`${place} ${rows.length} 个链接，有效到 ${until.toISOString()}。每个只发给本人，不要整张发到群里。`)
  })
  return 0
}

/** Where people reach the pages, without a slash at the end. */
const baseOf = (values: Arguments['values'], { publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  (typeof values.base === 'string' ? values.base : (publicUrl ?? `http://127.0.0.1:${port}`)).replace(/\/+$/, '')

/** Prints a way into the console for one member of staff, or for each on the roster. */
async function letStaffIn(values: Arguments['values'], number: string | undefined): Promise<number> {
  const config = configFor(values)
  await withShell(config, async shell => {
    const actor = await actingAs(shell, values)
    const numbers = number === undefined ? await staffNumbers(shell) : [number]
    for (const one of numbers) {
      const input = { number: one, isListed: number === undefined }
      const outcome = await shell.perform(handOutWayIn, { rules: { digest: sha256 }, actor, input })
      if ('refused' in outcome)
        misuse({
          where: '--staff',
          what: `${one} 不是名册上归你管的老师`,
          cure: '写一位老师的工号；先用 farewell roster import 导入名册',
        })
      else printWay(outcome.done, baseOf(values, config), number === undefined)
    }
    if (numbers.length === 0)
      misuse({ where: '--staff', what: '名册上还没有老师', cure: '先用 farewell roster import 导入名册' })
    complain(
      number === undefined
        ? `每个网址 ${listedHours} 小时内用一次有效，只发给本人`
        : `${signInMinutes} 分钟内用一次有效，只发给本人；绑定了的老师在私聊里发“后台”就有`,
    )
  })
  return 0
}

const staffNumbers = async ({ read }: Shell): Promise<string[]> =>
  (await read.staff.members()).filter(p => may(identityOf(p), 'use-console')).map(p => p.number)

/** One address alone for a script, or a line of a list. */
function printWay({ token, who }: WayIn, base: string, isListed: boolean): void {
  const url = `${base}/desk/in/${token}`
  print(isListed ? row`${who.number ?? ''}\t${who.name}\t${url}` : url)
}
