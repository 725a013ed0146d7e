import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '../core/errors.ts'
import type { SourceText } from './yaml.ts'

/** The files of a folder with this ending, in order of name; none when the folder is missing. */
export function filesIn(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith(ending) && name !== 'README.md')
      .sort()
      .map(name => join(folder, name))
  } catch {
    return [] // a missing folder is reported through the files that are missing in it
  }
}

/** Reads one file and parses it; an unreadable one is a problem, not a crash. Problems name it as in the project, under `room`. */
export function withFile<T>(
  path: string,
  {
    room,
    problems,
  }: { room: 'knowledge' | 'knowledge/en' | 'knowledge/console' | 'flows' | 'flows/reminders'; problems: Problem[] },
  parse: (source: SourceText) => T | null,
): T | null {
  const where = `${room}/${basename(path)}`
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const what = `读不到文件（${(error as NodeJS.ErrnoException).code}）`
    problems.push({ where, line: null, what, cure: '确认文件存在并且有读取权限' })
    return null
  }
  if (text.includes('\uFFFD')) {
    problems.push({ where, line: null, what: '文件不是 UTF-8 编码', cure: '用编辑器另存为 UTF-8' })
    return null
  }
  return parse({ where, text: text.replace(/^\uFEFF/, '') })
}
