import { parseArgs } from 'node:util'
import { ask } from './commands/ask.ts'
import { broadcast } from './commands/broadcast.ts'
import { cases } from './commands/cases.ts'
import { channels } from './commands/channels.ts'
import { check } from './commands/check.ts'
import type { Command } from './commands/command.ts'
import { desk } from './commands/desk.ts'
import { evaluate } from './commands/eval.ts'
import { exporting } from './commands/export.ts'
import { link } from './commands/link.ts'
import { complain, print } from './commands/print.ts'
import { questions } from './commands/questions.ts'
import { reminders } from './commands/reminders.ts'
import { replay } from './commands/replay.ts'
import { report } from './commands/report.ts'
import { roster } from './commands/roster.ts'
import { start } from './commands/start.ts'
import { status } from './commands/status.ts'
import { verify } from './commands/verify.ts'
import { wechat } from './commands/wechat.ts'
import { describeProblem, ProblemsError } from './core/errors.ts'
import { storageProblem } from './store/sqlite/folder.ts'

const commands: readonly Command[] = [
  start,
  check,
  ask,
  replay,
  evaluate,
  questions,
  desk,
  cases,
  exporting,
  verify,
  link,
  roster,
  reminders,
  broadcast,
  report,
  channels,
  status,
  wechat,
]

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 wrongly called. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(overview())
    return name === undefined ? 2 : 0
  }
  const command = commands.find(c => c.name === name)
  if (!command) {
    complain(`没有“${name}”这个命令 → farewell --help 列出全部命令`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    print(help(command))
    return 0
  }
  let given: ReturnType<typeof parseArgs>
  try {
    given = parseArgs({ args: rest, options: command.options, allowPositionals: true })
  } catch (error) {
    complain(`${(error as Error).message}\n\n${help(command)}`)
    return 2
  }
  try {
    return await command.run({
      values: given.values as Record<string, string | boolean | undefined>,
      positionals: given.positionals,
    })
  } catch (error) {
    const found =
      error instanceof ProblemsError ? error : storageProblem((error as { path?: string }).path ?? '数据', error)
    if (!found) throw error
    complain(`有 ${found.problems.length} 个问题：\n${found.problems.map(p => `  ${describeProblem(p)}`).join('\n')}`)
    return 1
  }
}

function overview(): string {
  const width = Math.max(...commands.map(c => c.usage.length))
  const lines = commands.map(c => `  farewell ${c.usage.padEnd(width)}  ${c.summary}`)
  return ['离校小助手 farewell', '', ...lines, '', '每个命令加 --help 看详细说明。'].join('\n')
}

function help({ usage, summary, details }: Command): string {
  return [`farewell ${usage}`, '', summary, '', ...details].join('\n')
}
