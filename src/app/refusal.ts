import { ProblemsError } from '../core/errors.ts'
import type { Knowledge } from '../knowledge/load.ts'
import type { Database } from '../store/open.ts'
import { hasRealPeople, samplePeople } from '../store/people/roster.ts'
import type { Config } from './config.ts'

/** Whether people other than whoever tries it out can write to the bot. */
export const isReal = ({ web, channels }: Config) => web !== 'sandbox' || Object.keys(channels).length > 0

const refusal = (where: string, what: string, cure: string) => new ProblemsError([{ where, line: null, what, cure }])

/** Throws when real people would be answered from the sample school. */
export function refuseSampleSchool(config: Config, { school }: Knowledge): void {
  if (school.isSample && isReal(config))
    throw refusal(
      'knowledge/school.yaml',
      '还是示例学校（sample: true），不能给真实的学生用',
      '填好学校的内容，把 sample 改成 false',
    )
}

/** Throws, and closes the database, when real people would stand beside those of the sandbox. */
export async function refuseSamplePeople(config: Config, database: Database): Promise<void> {
  if (!isReal(config) || (await samplePeople(database)).length === 0) return
  await database.close()
  throw refusal(
    config.data,
    '名册里还有演示用的示例同学，不能接真实的渠道',
    '用 --data 换一个数据目录，或用 farewell roster import 名单.xlsx --apply 换成学校的名册',
  )
}

/** Throws, and closes the database, when anybody on this machine could pretend before the school's own people. */
export async function refuseRealPeople(config: Config, database: Database): Promise<void> {
  if (config.web !== 'sandbox' || !(await hasRealPeople(database))) return
  await database.close()
  throw refusal(
    config.data,
    '名册里是学校真实的人，演示模式（FAREWELL_WEB=sandbox）里谁都能扮演别人，不能打开它',
    '在 .env 里设 FAREWELL_WEB=signed 和 FAREWELL_SECRET；只想试试，就用 --data 换一个数据目录',
  )
}

/** What an error of listening means for whoever starts the bot. */
export function portRefusal(error: unknown, port: number): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return refusal('FAREWELL_PORT', `端口 ${port} 已经被占用`, '停掉占用它的程序，或用 FAREWELL_PORT=3001 换一个')
  if (code === 'EACCES' && syscall === 'listen')
    return refusal('FAREWELL_PORT', `没有权限用端口 ${port}`, '用 FAREWELL_PORT=3001 换一个 1024 以上的')
  return error
}
