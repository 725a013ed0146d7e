import { parseArgs } from 'node:util'
import type { Command } from './commands/command.ts'
import { complain, print } from './commands/print.ts'
import { describeProblem, ProblemsError } from './core/errors.ts'

/** Every command by its name; only the one that runs is loaded. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  content: async () => (await import('./commands/content/content.ts')).contentCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  ask: async () => (await import('./commands/ask.ts')).askCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  eval: async () => (await import('./commands/eval.ts')).evalCommand,
  notice: async () => (await import('./commands/notice.ts')).noticeCommand,
  questions: async () => (await import('./commands/questions.ts')).questionsCommand,
  desk: async () => (await import('./commands/desk.ts')).deskCommand,
  cases: async () => (await import('./commands/cases.ts')).casesCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  link: async () => (await import('./commands/link/link.ts')).linkCommand,
  roster: async () => (await import('./commands/roster.ts')).rosterCommand,
  groups: async () => (await import('./commands/groups.ts')).groupsCommand,
  reminders: async () => (await import('./commands/reminders.ts')).remindersCommand,
  broadcast: async () => (await import('./commands/broadcast.ts')).broadcastCommand,
  report: async () => (await import('./commands/report/report.ts')).reportCommand,
  channels: async () => (await import('./commands/channels.ts')).channelsCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  wechat: async () => (await import('./commands/wechat.ts')).wechatCommand,
}

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 wrongly called. */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(await overview())
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    complain(`没有“${name}”这个命令 → farewell --help 列出全部命令`)
    return 2
  }
  const command = await load()
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
    const found = error instanceof ProblemsError ? error : await ofStorage(error)
    if (!found) throw error
    complain(`有 ${found.problems.length} 个问题：\n${found.problems.map(p => `  ${describeProblem(p)}`).join('\n')}`)
    return 1
  }
}

/** The problem with the storage behind an error of a command, or null. */
async function ofStorage(error: unknown): Promise<ProblemsError | null> {
  const { storageProblem } = await import('./store/sqlite/folder.ts')
  return storageProblem((error as { path?: string }).path ?? '数据', error)
}

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(load => load()))
  const width = Math.max(...all.map(c => c.usage.length))
  const lines = all.map(c => `  farewell ${c.usage.padEnd(width)}  ${c.summary}`)
  return ['离校小助手 farewell', '', ...lines, '', '每个命令加 --help 看详细说明。'].join('\n')
}

function help({ usage, summary, details }: Command): string {
  return [`farewell ${usage}`, '', summary, '', ...details].join('\n')
}
