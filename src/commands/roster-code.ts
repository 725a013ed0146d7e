import { writeFileSync } from 'node:fs'
import { systemClock, systemIds } from '../app/system.ts'
import { codeDays, codeFrom, codeHash, sha256 } from '../office/people/code.ts'
import { auditCommand } from '../store/audit.ts'
import { saveCodes } from '../store/people/codes.ts'
import { allPeople } from '../store/people/roster.ts'
import { misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import { inClass, type RosterWork } from './roster-work.ts'

/** `farewell roster code`: fresh one-time codes, printed once and never kept readable. */
export async function handOut({ values, positionals, database, by }: RosterWork): Promise<number> {
  const all = await allPeople(database)
  const named = new Map(all.map(p => [p.number, p]))
  const missing = positionals.filter(n => !named.has(n))
  if (missing.length > 0)
    return misuse({
      where: 'NUMBER',
      what: `名册里没有 ${missing.join('、')}`,
      cure: 'farewell roster list 看全部学号',
    })
  const people =
    typeof values.class === 'string' ? inClass(all, values.class) : positionals.flatMap(n => named.get(n) ?? [])
  if (people.length === 0)
    return misuse({ where: 'roster code', what: '没有写给谁', cure: 'farewell roster code 20230001，或 --class 班级' })
  const now = systemClock.now()
  const until = new Date(now.getTime() + codeDays * 86_400_000)
  const codes = people.map(person => ({ person, code: codeFrom(systemIds.next(), sha256) }))
  const hashes = codes.map(({ person: { number }, code }) => ({ number, hash: codeHash(number, code, sha256) }))
  const detail = people.map(p => p.number).join(' ')
  await database.transact(async db => {
    await saveCodes(db, hashes, until)
    await auditCommand(db, { act: 'issue-code', detail, by }, now)
  })
  const rows = codes.map(({ person, code }) => [person.number, person.name, person.college, person.className, code])
  if (typeof values.out === 'string') await save(values.out, rows, until)
  if (values.json) printJson(codes.map(({ person, code }) => ({ number: person.number, code, until })))
  else {
    for (const [number, name, , className, code] of rows) print(row`${number!}  ${name!}  ${className!}  ${code!}`)
    print(`有效到 ${until.toISOString()}，每个只能用一次，只交给本人。`)
  }
  return 0
}

async function save(path: string, rows: string[][], until: Date): Promise<void> {
  const { sheetFile } = await import('../office/people/handout.ts')
  const head = ['学号', '姓名', '学院', '班级', '绑定码']
  const note = [`有效到 ${until.toISOString().slice(0, 10)}，只能用一次。私聊小助手发：绑定 学号 绑定码`]
  try {
    writeFileSync(path, sheetFile('绑定码', [head, ...rows, [], note]))
  } catch (error) {
    misuse({ where: path, what: `写不了文件（${(error as NodeJS.ErrnoException).code}）`, cure: '换一个能写的地方' })
  }
}
