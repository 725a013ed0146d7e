import { withShell } from '../app/shell.ts'
import { servingRulesOf } from '../bot/office.ts'
import type { Group } from '../core/group.ts'
import type { Act } from '../office/outcome.ts'
import { type PeopleRefusal, placeOf } from '../office/people/ground.ts'
import { nameGroup, unbindGroup } from '../office/people/group.ts'
import {
  listGroups,
  type ServingRules,
  type ServingSaid,
  setMode,
  setWatch,
  watchText,
} from '../office/people/serving.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import { doneIn, type RosterWork } from './roster-work.ts'

const cure = 'farewell groups list 看有哪些群'

const parts: Record<string, (work: RosterWork) => Promise<void>> = {
  list,
  bind,
  unbind,
  mode: work => serve(work, setMode),
  watch: work => serve(work, setWatch),
}

/** The groups of the bot: which class each is, how it is answered, whether it is read for scams. */
export const groupsCommand: Command = {
  name: 'groups',
  usage: 'groups list | bind GROUP 班级 | unbind GROUP | mode GROUP 模式 | watch GROUP 开|关',
  summary: '群：是哪个班、什么时候自动回答、读不读群里的话找诈骗信号',
  details: [
    '  list               自己负责的班的群；还没有对应班级的群是全校的',
    '  bind GROUP 班级    群对应到班级，和群里说“绑定班级”一样；同名的班写上学院',
    '  unbind GROUP       群不再对应班级',
    '  mode GROUP 模式    仅@、关键词、自动、静默，和群里说“模式 自动”一样',
    '  watch GROUP 开|关  和群里说“反诈 开”一样',
    asHelp,
    dataHelp,
    '  --json             以 JSON 输出（list）',
    '',
    'GROUP 是 list 里每行开头的编号。小助手开着也能用。',
  ],
  options: { ...dataOption, ...asOption, json: { type: 'boolean' } },
  async run({ values, positionals }) {
    const [act = '', ...rest] = positionals
    const part = parts[act]
    if (!part) return misuse({ where: 'groups', what: `没有“${act}”这一项`, cure: 'farewell groups --help 看用法' })
    return withShell(configFor(values), async shell => {
      await part({ values, positionals: rest, shell, actor: await actingAs(shell, values) })
      return 0
    })
  },
}

async function list({ values, shell, actor }: RosterWork): Promise<void> {
  const rules = servingRulesOf(shell.content)
  const groups = doneOf(await shell.perform(listGroups, { rules, actor, input: null }), { where: 'groups', cure })
  const { school } = shell.content.knowledge
  const served = groups.map(group => ({
    ...group,
    mode: group.mode ?? school.groupMode,
    watched: group.watched ?? rules.scam.groups,
  }))
  if (values.json) return printJson(served)
  print(`${served.length} 个群：`)
  for (const { chat, unit, mode, watched } of served)
    print(
      row`  ${chat.id}  ${chat.title}  ${unit ? placeOf(unit) : '没有对应班级'}  ${mode}  ${watchText(watched, rules)}读`,
    )
}

async function bind(work: RosterWork): Promise<void> {
  const { chat } = await groupIn(work)
  const done = await doneIn(work, nameGroup, { chat, said: work.positionals.slice(1).join('') })
  if ('says' in done) return print(done.says)
  const { says, classes } = done.which
  return misuse({ where: 'groups', what: says, cure: `写上学院：${classes.slice(0, 9).map(placeOf).join('、')}` })
}

async function unbind(work: RosterWork): Promise<void> {
  const { chat } = await groupIn(work)
  print((await doneIn(work, unbindGroup, { chat })).says)
}

async function serve(
  work: RosterWork,
  act: Act<ServingRules, ServingSaid, { says: string }, PeopleRefusal>,
): Promise<void> {
  const { shell, actor, positionals } = work
  const { chat } = await groupIn(work)
  const input = { chat: chat.id, said: positionals[1] ?? '' }
  print(
    doneOf(await shell.perform(act, { rules: servingRulesOf(shell.content), actor, input }), { where: 'groups', cure })
      .says,
  )
}

/** The group that was named. */
async function groupIn({ shell, positionals: [id = ''] }: RosterWork): Promise<Group> {
  return (await shell.read.groups.one(id)) ?? misuse({ where: 'GROUP', what: `没有编号是“${id}”的群`, cure })
}
