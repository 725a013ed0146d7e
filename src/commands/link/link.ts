import type { Config } from '../../app/config.ts'
import { type Shell, withShell } from '../../app/shell.ts'
import { signPersonalLink } from '../../channels/web/link.ts'
import { linkedHome, linkedPerson } from '../../channels/web/people.ts'
import type { Identity } from '../../core/roster.ts'
import type { Secret } from '../../core/secret.ts'
import { listedHours, signInMinutes } from '../../office/console/signin.ts'
import {
  issueLink,
  type LinkRules,
  listLinks,
  revokeLinks,
  staffLinkDays,
  studentLinkDays,
} from '../../office/people/links.ts'
import { actingAs, asHelp, asOption } from '../actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from '../command.ts'
import { complain, print, row } from '../print.ts'
import { allowed, rulesIn } from '../roster-work.ts'
import { handOutClass, handOutStaff, noSecret, staffMeant, wayInFor } from './sheet.ts'

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
  usage:
    'link ID [--name NAME] | --class NAME [--out FILE] | --staff [NUMBER…] [--out FILE] | --list [ID] | --revoke ID',
  summary: '老师登录后台的链接；网页聊天的个人链接：生成、列出、作废',
  details: [
    '  ID           这个人的编号，如学号',
    '  --name NAME  怎么称呼（默认用名册上的姓名）',
    `  --days N     几天内有效（默认 ${studentLinkDays}；名册上是老师的默认 ${staffLinkDays}，最多 ${mostDays}）`,
    '  --base URL   网站地址（默认 FAREWELL_URL，没有就是 http://127.0.0.1:端口）',
    '  --class NAME 全班每人一个，按名册列成表（学号、姓名、链接），逐个发给本人',
    `  --staff NUMBER  打印这位老师登录后台的网址，${signInMinutes} 分钟内用一次有效`,
    `  --staff      名册上每位老师一个（写几个工号就给几位），按名册列成表（工号、姓名、学院、身份、网址、有效到），${listedHours} 小时内用一次有效；重新发一次，以前发了没用的就作废`,
    '  --out FILE   和 --class、--staff 一起用：.xlsx 是表格；.html 是带二维码的纸条，用浏览器打开，打印了剪开发给本人',
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
    if (values.staff && values.class !== undefined) return oneSheet()
    if (values.staff) return letStaffIn(values, positionals)
    if (typeof values.class === 'string') return letClassIn(values, values.class)
    if (values.out !== undefined) return noSheet()
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

const oneSheet = () =>
  misuse({ where: '--class', what: '一次只能给一个班或者老师', cure: '分两次：先 --class 班级，再 --staff' })

const noSheet = () =>
  misuse({ where: '--out', what: '只有给一个班或几位老师时才写文件', cure: '和 --class 班级 或 --staff 一起写' })

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

/** A link for every student of a class. */
const letClassIn = (values: Arguments['values'], of: string): Promise<number> => {
  const [days, config] = [daysIn(values), configFor(values)]
  return handOutClass({ values, config, base: baseOf(values, config) }, { of, days, rules: linkRules })
}

/** Where people reach the pages, without a slash at the end. */
const baseOf = (values: Arguments['values'], { publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  (typeof values.base === 'string' ? values.base : (publicUrl ?? `http://127.0.0.1:${port}`)).replace(/\/+$/, '')

/** Prints a way into the console for one member of staff, alone on its line; of several, or of all, a list. */
async function letStaffIn(values: Arguments['values'], numbers: readonly string[]): Promise<number> {
  const config = configFor(values)
  const base = baseOf(values, config)
  const [number, ...others] = numbers
  if (number === undefined || others.length > 0 || values.out !== undefined)
    return handOutStaff({ values, config, base }, number === undefined ? null : numbers)
  return withShell(config, async shell => {
    const actor = await actingAs(shell, values)
    await staffMeant(shell, actor, [number])
    print(await wayInFor({ shell, actor, base }, { number, isListed: false }))
    complain(`${signInMinutes} 分钟内用一次有效，只发给本人；绑定了的老师在私聊里发“后台”就有`)
    return 0
  })
}
