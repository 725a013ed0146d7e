import { withShell } from '../app/shell.ts'
import { unitName } from '../office/people/naming.ts'
import { listPeople, showPerson } from '../office/people/read.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import { handOut } from './roster-code.ts'
import { importFile } from './roster-import.ts'
import { doneIn, type RosterWork } from './roster-work.ts'

const parts: Record<string, (work: RosterWork) => Promise<number>> = { import: importFile, list, show, code: handOut }

/** The school's lists: import, look, and one-time binding codes. */
export const rosterCommand: Command = {
  name: 'roster',
  usage: 'roster import FILE | list | show NUMBER | code NUMBER…',
  summary: '名册：导入学校的名单，查看，发绑定码',
  details: [
    '  import FILE.xlsx|xls|csv   先试算：新增、变化、不变、有问题的行；不写数据库',
    '    --apply                  真的写进去（没有问题的行）',
    '    --remove-missing         同学院同身份里、文件中没有的人从名册移走（要和 --apply 一起用）',
    '    --college NAME           文件没有“学院”一列时，全部算这个学院',
    '    --class NAME             文件没有“班级”一列时，全部算这个班',
    '    --with-hidden            隐藏的工作表和行也导入',
    '  list [--class NAME]        列出名册或一个班',
    '  show NUMBER                一个人的名册信息和绑定',
    '  code NUMBER… | --class X   发一次性绑定码，七天有效；新的会代替旧的',
    '    --out FILE.xlsx          另存成表格，交给辅导员发给本人',
    asHelp,
    dataHelp,
    '  --json                     以 JSON 输出',
  ],
  options: {
    ...dataOption,
    ...asOption,
    apply: { type: 'boolean' },
    'remove-missing': { type: 'boolean' },
    college: { type: 'string' },
    'with-hidden': { type: 'boolean' },
    class: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals }) {
    const [act = '', ...rest] = positionals
    const part = parts[act]
    if (!part) return misuse({ where: 'roster', what: `没有“${act}”这一项`, cure: 'farewell roster --help 看用法' })
    return withShell(configFor(values), async shell =>
      part({ values, positionals: rest, shell, actor: await actingAs(shell, values) }),
    )
  },
}

async function list(work: RosterWork): Promise<number> {
  const { values } = work
  const of = typeof values.class === 'string' ? values.class : undefined
  const people = await doneIn(work, listPeople, { of })
  if (values.json) {
    printJson(people)
    return 0
  }
  print(`${people.length} 人：`)
  for (const p of people) print(row`  ${p.number}  ${p.name}  ${p.role}  ${p.college}  ${p.className}`)
  return 0
}

async function show(work: RosterWork): Promise<number> {
  const { values, positionals, shell } = work
  const { person, bindings, code } = await doneIn(work, showPerson, { number: positionals[0] ?? '' })
  if (values.json) {
    printJson({ ...person, bindings, codeUntil: code ? new Date(code.until) : null })
    return 0
  }
  const scope = person.scope.map(u => unitName(u, shell.content.rosterWords.audience.said.school)).join('、')
  const lines = [
    row`${person.number}  ${person.name}  ${person.role}`,
    row`  学院 ${person.college}  班级 ${person.className}  宿舍 ${person.dorm}  贷款 ${person.loan}  辅导员 ${person.counselor}`,
    ...(scope === '' ? [] : [`  负责 ${scope}`]),
    `  绑定 ${bindings.length === 0 ? '还没有' : bindings.map(b => `${b.channel}（${b.handle}）`).join('、')}`,
    ...(code ? [`  绑定码有效到 ${new Date(code.until).toISOString()}，已错 ${code.attempts} 次`] : []),
  ]
  print(lines.join('\n'))
  return 0
}
