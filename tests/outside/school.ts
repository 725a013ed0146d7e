import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { main } from '../../src/cli.ts'

/** A made-up person of the school, with the personal link that they were given. */
export interface Person {
  number: string
  name: string
  role: 'resident' | 'leaver' | 'staff'
  link: string
}

/** A school that is ready to be served: its settings and its people. */
export interface School {
  env: Record<string, string>
  people: Person[]
  /** The class that broadcasts go to. */
  className: string
}

const root = resolve(import.meta.dirname, '../..')
const className = '测试1班'
const stems = [...'甲乙丙丁戊己庚辛壬癸']
const branches = [...'子丑寅卯辰巳午未申酉戌亥']
/** The most people: names are made of so many pairs of characters. */
export const mostPeople = stems.length * branches.length

/**
 * Makes a school of made-up people as a school would: its own `school.yaml`, a list that is imported, a personal link for everyone. It gives no
 * reminders of its own, and its clocks show ten in the morning, so that no quiet hours and no midnight fall into a run.
 */
export async function makeSchool(
  folder: string,
  { residents, leavers, port }: { residents: number; leavers: number; port: number },
): Promise<School> {
  cpSync(join(root, 'knowledge'), join(folder, 'knowledge'), { recursive: true })
  cpSync(join(root, 'flows'), join(folder, 'flows'), { recursive: true })
  rmSync(join(folder, 'flows/reminders'), { recursive: true })
  const file = join(folder, 'knowledge/school.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^sample: true$/m, 'sample: false'))
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 })
  const env = {
    FAREWELL_PORT: String(port),
    FAREWELL_DATA: join(folder, 'data'),
    FAREWELL_KNOWLEDGE: join(folder, 'knowledge'),
    FAREWELL_FLOWS: join(folder, 'flows'),
    FAREWELL_ZONE: zoneWhereItIs(10, new Date()),
    FAREWELL_WEB: 'signed',
    FAREWELL_SECRET: 'test-outside '.repeat(4),
    FAREWELL_URL: `http://127.0.0.1:${port}`,
    FAREWELL_LOG: 'warn',
  }
  return { env, className, people: listOf({ residents, leavers }) }
}

/** Puts the people on the roster and gives everyone a link, with the commands that a school uses. */
export async function enrol(folder: string, { env, people }: School): Promise<void> {
  const list = join(folder, 'people.csv')
  const head = '学号,姓名,学院,班级,身份,负责班级'
  const classOf = { resident: className, leaver: '测试2班', staff: '' }
  const rows = people.map(({ number, name, role }) =>
    [
      number,
      name,
      '测试学院',
      classOf[role],
      role === 'staff' ? '辅导员' : '学生',
      role === 'staff' ? className : '',
    ].join(','),
  )
  writeFileSync(list, [head, ...rows].join('\n'))
  await command(env, ['roster', 'import', list, '--apply'])
  for (const person of people) {
    const said = await command(env, ['link', person.number, '--name', person.name, '--days', '1'])
    person.link = /https?:\/\/[^/\s]+(\/\S+)/.exec(said)![1]!
  }
}

function listOf({ residents, leavers }: { residents: number; leavers: number }): Person[] {
  const count = residents + leavers
  if (count > mostPeople) throw new Error(`there are names for ${mostPeople} people only`)
  const staff = Array.from(
    { length: 3 },
    (_, n): Person => ({
      number: `C000${n + 1}`,
      name: `测试老师${stems[n]}`,
      role: 'staff',
      link: '',
    }),
  )
  const students = Array.from({ length: count }, (_, n): Person => {
    const name = `测试${stems[n % stems.length]}${branches[n % branches.length]}${n >= 60 ? '二' : ''}`
    return { number: `T${String(n + 1).padStart(4, '0')}`, name, role: n < residents ? 'resident' : 'leaver', link: '' }
  })
  return [...students, ...staff]
}

/** An IANA zone in which it is so many hours now. */
function zoneWhereItIs(hour: number, now: Date): string {
  const ahead = (((hour - now.getUTCHours() + 36) % 24) - 12) % 24
  // These names count westwards.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** Runs one command line of `farewell` in this process and hands back what it printed; throws when it fails. */
async function command(env: Record<string, string>, args: readonly string[]): Promise<string> {
  const { log, error } = console
  const said: string[] = []
  console.log = (...what: unknown[]) => void said.push(what.join(' '))
  console.error = console.log
  const before = process.env
  process.env = { PATH: before.PATH, ...env }
  try {
    if ((await main(args)) !== 0) throw new Error(`farewell ${args.join(' ')} failed: ${said.join('\n')}`)
  } finally {
    Object.assign(console, { log, error })
    process.env = before
  }
  return said.join('\n')
}
