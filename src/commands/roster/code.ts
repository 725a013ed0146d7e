import { issueCodes } from '../../office/people/codes.ts'
import { misuse } from '../command.ts'
import { print, printJson } from '../print.ts'
import { doneIn, type RosterWork } from '../roster-work.ts'
import { saveBook } from '../workbook.ts'

/** `farewell roster code`: fresh one-time codes, printed once and never kept readable. */
export async function handOut(work: RosterWork): Promise<number> {
  const { values, positionals } = work
  const to = typeof values.class === 'string' ? [values.class] : positionals
  if (to.length === 0)
    return misuse({ where: 'roster code', what: '没有写给谁', cure: 'farewell roster code 20230001，或 --class 班级' })
  const { says, codes, until } = await doneIn(work, issueCodes, { to })
  const rows = codes.map(({ person, code }) => [person.number, person.name, person.college, person.className, code])
  if (typeof values.out === 'string') await save(values.out, rows, until)
  if (values.json) printJson(codes.map(({ person, code }) => ({ number: person.number, code, until })))
  else print(says.join('\n'))
  return 0
}

async function save(path: string, rows: string[][], until: Date): Promise<void> {
  const head = ['学号', '姓名', '学院', '班级', '绑定码']
  const note = [`有效到 ${until.toISOString().slice(0, 10)}，只能用一次。私聊小助手发：绑定 学号 绑定码`]
  await saveBook(path, { name: '绑定码', rows: [head, ...rows, [], note] })
}
