import { withShell } from '../app/shell.ts'
import { unitName } from '../office/people/naming.ts'
import { listPeople, showPerson } from '../office/people/read.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import { handOut } from './roster/code.ts'
import { importFile } from './roster/import.ts'
import { leavePeople, movePeople, tagPeople } from './roster/marks.ts'
import { doneIn, type RosterWork } from './roster-work.ts'

const parts: Record<string, (work: RosterWork) => Promise<number>> = {
  ...{ import: importFile, list, show, code: handOut },
  ...{ tag: tagPeople, move: movePeople, left: leavePeople },
}

/** The school's lists: import, look, and one-time binding codes. */
export const rosterCommand: Command = {
  name: 'roster',
  usage: 'roster import FILE | list | show NUMBER | tag | move | left | code NUMBER…',
  summary: '名册：导入学校的名单，查看，发绑定码',
  details: [
    '  import FILE.xlsx|xls|csv   先试算：新增、变化、不变、有问题的行；不写数据库',
    '    --apply                  真的写进去（没有问题的行）',
    '    --remove-missing         同学院同身份里、文件中没有的人从名册移走（要和 --apply 一起用）',
    '    --college NAME           文件没有“学院”一列时，全部算这个学院',
    '    --class NAME             文件没有“班级”一列时，全部算这个班',
    '    --with-hidden            隐藏的工作表和行也导入',
    '  list [--class NAME]        列出名册、一个班或一个学院',
    '    --find X --tag 党员      学号开头是、姓名里有的；有这个记号的',
    '    --unbound --unreachable --left  还没绑定的；没有渠道能找到的；退学、休学、转出的',
    '  show NUMBER                一个人的名册信息和绑定',
    '  tag 记号 NUMBER… [--off]   记上或去掉党员、干部、信息员这样的记号',
    '  move 班级 NUMBER…          转到另一个班',
    '  left 退学|休学|转出|回来 NUMBER…  标明离开：名册里还查得到，不再当毕业生通知和统计',
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
    find: { type: 'string' },
    tag: { type: 'string' },
    ...{ unbound: { type: 'boolean' }, unreachable: { type: 'boolean' }, left: { type: 'boolean' } },
    off: { type: 'boolean' },
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
  const said = (name: string) => (typeof values[name] === 'string' ? { [name]: values[name] } : {})
  const { class: of, find, tag } = { ...said('class'), ...said('find'), ...said('tag') } as Record<string, string>
  const { entries, counts } = await doneIn(work, listPeople, {
    ...{ ...(of && { of }), ...(find && { said: find }), ...(tag && { tag }) },
    ...(values.unbound && { isBound: false }),
    ...(values.unreachable && { isReached: false }),
    ...(values.left && { hasLeft: true }),
  })
  const people = entries.map(e => ({ ...e.person, bound: e.bound, reached: e.reached }))
  if (values.json) {
    printJson(people)
    return 0
  }
  print(`${people.length} 人：`)
  const { left } = work.shell.content.rosterWords
  for (const p of people) {
    const marks = [...p.tags, ...(p.left === '' ? [] : [left[p.left]])].join('、')
    print(row`  ${p.number}  ${p.name}  ${p.role}  ${p.college}  ${p.className}  ${marks}`.trimEnd())
  }
  print(
    `这一部分 ${counts.people} 人，绑定 ${counts.bound} 人，能找到 ${counts.reached} 人；已经离开 ${counts.left} 人`,
  )
  return 0
}

async function show(work: RosterWork): Promise<number> {
  const { values, positionals, shell } = work
  const { person, bindings, reached, hasAgreed, code } = await doneIn(work, showPerson, {
    number: positionals[0] ?? '',
  })
  if (values.json) {
    printJson({ ...person, bindings, reached, hasAgreed, codeUntil: code ? new Date(code.until) : null })
    return 0
  }
  const scope = person.scope.map(u => unitName(u, shell.content.rosterWords.audience.said.school)).join('、')
  const lines = [
    row`${person.number}  ${person.name}  ${person.role}`,
    row`  学院 ${person.college}  班级 ${person.className}  宿舍 ${person.dorm}  贷款 ${person.loan}  辅导员 ${person.counselor}`,
    ...(scope === '' ? [] : [`  负责 ${scope}`]),
    `  绑定 ${bindings.length === 0 ? '还没有' : bindings.map(b => `${b.channel}（${b.handle}）`).join('、')}`,
    `  能找到的渠道 ${reached.join('、') || '没有'}`,
    ...(person.tags.length > 0 ? [`  记号 ${person.tags.join('、')}`] : []),
    ...(person.left === '' ? [] : [`  ${shell.content.rosterWords.left[person.left]}：不当毕业生`]),
    ...(code ? [`  绑定码有效到 ${new Date(code.until).toISOString()}，已错 ${code.attempts} 次`] : []),
  ]
  print(lines.join('\n'))
  return 0
}
