import type { Config } from '../../app/config.ts'
import { type Shell, withShell } from '../../app/shell.ts'
import { signPersonalLink } from '../../channels/web/link.ts'
import { linkedPerson } from '../../channels/web/people.ts'
import { fill } from '../../content/words.ts'
import type { Identity, RosterPerson } from '../../core/roster.ts'
import { staffToLetIn } from '../../office/console/sheet.ts'
import { handOutWayIn, listedHours } from '../../office/console/signin.ts'
import { sha256 } from '../../office/people/code.ts'
import type { LinkRules } from '../../office/people/links.ts'
import { linkSheet } from '../../office/people/sheets.ts'
import { slipsPage } from '../../reports/slips.ts'
import { minuteText, tableTime } from '../../time/shown.ts'
import { actingAs } from '../actor.ts'
import { type Arguments, misuse } from '../command.ts'
import { complain, print, row } from '../print.ts'
import { allowed, rulesIn } from '../roster-work.ts'
import { saveBook, saveFile } from '../workbook.ts'

/** What links on paper are made with. */
export interface SheetGround {
  values: Arguments['values']
  config: Config
  /** Where people reach the pages, without a slash at the end. */
  base: string
}

/** What stands in a table and on slips of many links. */
interface Handed {
  title: string
  /** The name of the sheet in a workbook. */
  name: string
  head: readonly string[]
  /** One link each: its row in the table, and what its slip says. */
  links: readonly { person: RosterPerson; whom: string; cells: readonly string[]; url: string }[]
  says: string
  note(until: string): string
  until: Date
}

/** The file that `--out` names; null where the list goes to the screen. Throws a problem where it is none that we write. */
export function fileAsked(values: Arguments['values']): string | null {
  const { out } = values
  if (out === undefined) return null
  if (typeof out === 'string' && /\.(xlsx|html)$/i.test(out)) return out
  return misuse({
    where: '--out',
    what: '文件名要以 .xlsx（表格）或 .html（带二维码的纸条，用浏览器打开打印）结尾',
    cure: values.staff ? 'farewell link --staff --out 老师.html' : 'farewell link --class 计科1班 --out 链接.xlsx',
  })
}

/** A link for every student of a class: a list on the screen, or in a file. */
export async function handOutClass(
  ground: SheetGround,
  { of, days, rules }: { of: string; days: number | null; rules(shell: Shell): LinkRules },
): Promise<number> {
  const { values, config, base } = ground
  const file = fileAsked(values)
  const secret = config.secret ?? noSecret()
  return withShell(config, async shell => {
    const actor = await actingAs(shell, values)
    const outcome = await shell.perform(linkSheet, { rules: rules(shell), actor, input: { of, days } })
    const { place, rows, until } = allowed(outcome)
    const { paper } = rulesIn(shell).words
    const links = rows.map(({ person, generation }) => {
      const { number, name, className } = person
      const url = `${base}/in/${signPersonalLink({ person: linkedPerson(number), name, until, generation }, secret)}`
      return { person, whom: `${number} · ${className}`, cells: [number, name, url], url }
    })
    const head = [paper.heads.number, paper.heads.name, paper.heads.link]
    const title = fill(paper.links, { place })
    const note = (day: string) => fill(paper.linkNote, { until: day })
    await handOver(
      shell,
      { title, name: paper.heads.link, head, links, says: paper.linkSays, note, until },
      { ...ground, file },
    )
    complain(`${place} ${links.length} 个链接，有效到 ${untilText(shell, until)}。每个只发给本人，不要整张发到群里。`)
    return 0
  })
}

/** A way into the console for each of these members of staff, or (null) for all whom whoever acts may let in. */
export async function handOutStaff(ground: SheetGround, numbers: readonly string[] | null): Promise<number> {
  const { values, config, base } = ground
  const file = fileAsked(values)
  return withShell(config, async shell => {
    const actor = await actingAs(shell, values)
    const people = await staffMeant(shell, actor, numbers)
    const { words } = rulesIn(shell)
    const { heads, ...paper } = words.paper
    const until = new Date(shell.now.getTime() + listedHours * 3_600_000)
    const links = []
    for (const person of people) {
      const { number, name, college, role } = person
      const input = { number, isListed: true }
      const url = await wayInFor({ shell, actor, base }, input)
      const of = [college, words.roles[role]].filter(text => text !== '')
      const cells = [number, name, college, words.roles[role], url, tableTime(until.getTime(), zoneOf(shell))]
      links.push({ person, whom: [number, ...of].join(' · '), cells, url })
    }
    const head = [heads.staffNumber, heads.name, heads.college, heads.role, heads.wayIn, heads.until]
    const note = (day: string) => fill(paper.wayInNote, { until: day })
    await handOver(
      shell,
      { title: paper.waysIn, name: paper.waysIn, head, links, says: paper.wayInSays, note, until },
      { ...ground, file },
    )
    complain(
      `${links.length} 位老师，每个网址 ${listedHours} 小时内（到 ${untilText(shell, until)}）用一次有效，只发给本人；以前发了没用的作废`,
    )
    return 0
  })
}

/** The address of a way into the console for a member of staff. Throws a problem where the actor may not let them in. */
export async function wayInFor(
  { shell, actor, base }: { shell: Shell; actor: Identity; base: string },
  input: { number: string; isListed: boolean },
): Promise<string> {
  const outcome = await shell.perform(handOutWayIn, { rules: { digest: sha256 }, actor, input })
  return 'done' in outcome ? `${base}/desk/in/${outcome.done.token}` : unknownStaff([input.number], [])
}

/** Whom ways in are for. Throws a problem where it is for nobody, or names somebody who is not theirs. */
export async function staffMeant(
  shell: Shell,
  actor: Identity,
  numbers: readonly string[] | null,
): Promise<readonly RosterPerson[]> {
  const meant = await shell.perform(staffToLetIn, { rules: { digest: sha256 }, actor, input: { numbers } })
  if ('refused' in meant) return unknownStaff(meant.refused.numbers, meant.refused.nearest)
  if (meant.done.people.length > 0) return meant.done.people
  return misuse({
    where: '--staff',
    what: '名册上还没有归你管的老师',
    cure: '先用 farewell roster import 导入名册（角色写辅导员、学院或学校）',
  })
}

/** Says that there is nobody of these numbers to let in. */
const unknownStaff = (numbers: readonly string[], nearest: readonly string[]): never =>
  misuse({
    where: '--staff',
    what: `${numbers.join('、')} 不是名册上归你管的老师`,
    cure: `${nearest.length > 0 ? `是不是 ${nearest.join('、')}？` : ''}写老师的工号；名册上没有的，先用 farewell roster import 导入`,
  })

/** Says that links cannot be signed. */
export const noSecret = (): never =>
  misuse({ where: 'FAREWELL_SECRET', what: '没有设置密钥', cure: '在 .env 里写至少 32 个字符' })

/** Puts links on the screen, into a workbook, or on slips to print. */
async function handOver(
  shell: Shell,
  { title, name, head, links, says, note, until }: Handed,
  { values, config, file }: SheetGround & { file: string | null },
): Promise<void> {
  const { paper } = rulesIn(shell).words
  const day = untilText(shell, until)
  const keep = fill(paper.keep, { until: day })
  const rows = [head, ...links.map(link => link.cells)]
  if (file === null) for (const cells of rows) print(cells.map(cell => row`${cell}`).join('\t'))
  else if (/\.xlsx$/i.test(file)) await saveBook(file, { name, rows: [...rows, [], [keep]] })
  else {
    const slips = links.map(({ person, whom, url }) => ({
      ...{ title: person.name, whom, says, url, note: note(day) },
      label: fill(paper.label, { name: person.name }),
    }))
    saveFile(file, await slipsPage({ title, note: keep, slips }))
  }
  if (config.publicUrl === null && values.base === undefined)
    complain('没有设 FAREWELL_URL，这些网址只有在这台机器上打得开 → 在 .env 里设 FAREWELL_URL，或加 --base 网站地址')
}

const zoneOf = (shell: Shell) => shell.content.knowledge.school.zone

const untilText = (shell: Shell, until: Date): string => minuteText(until, zoneOf(shell))
