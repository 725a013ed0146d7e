import type { ParseArgsConfig } from 'node:util'
import { readConfig } from '../app/config.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import type { Outcome } from '../office/outcome.ts'
import { parseInstant } from '../time/calendar.ts'

/** One command of `farewell`. `run` returns the exit code. */
export interface Command {
  name: string
  usage: string
  summary: string
  details: readonly string[]
  options: NonNullable<ParseArgsConfig['options']>
  run(args: Arguments): Promise<number>
}

/** What a command was called with. */
export interface Arguments {
  values: Record<string, string | boolean | undefined>
  positionals: string[]
}

/** The options that most commands share. */
export const dataOption = { data: { type: 'string' } } as const
export const dataHelp = '  --data DIR   数据目录（默认 data/）'

/** The configuration from the environment and `.env`, with `--data` over it. */
export function configFor(values: Arguments['values']) {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // no .env: the defaults serve
  }
  const data = typeof values.data === 'string' ? { FAREWELL_DATA: values.data } : {}
  return readConfig({ ...process.env, ...data })
}

/** The instant in an option, or null when it was not given. Throws a problem when it cannot be read. */
export function instantOption(values: Arguments['values'], name: string, zone: string): Date | null {
  const text = values[name]
  if (typeof text !== 'string') return null
  const instant = parseInstant(text, zone)
  if (!instant)
    throw new ProblemsError([
      {
        where: `--${name}`,
        line: null,
        what: `“${text}” 不是时间`,
        cure: '写成 2027-06-29T20:00:00+08:00 或 2027-06-29T20:00',
      },
    ])
  return instant
}

/** Throws one problem about how the command was used. */
export function misuse(problem: Omit<Problem, 'line'>): never {
  throw new ProblemsError([{ ...problem, line: null }])
}

/** What an act came to; throws a problem where it was refused, in the act's own words. */
export function doneOf<What>(
  outcome: Outcome<What, { says: string }>,
  { where, cure }: { where: string; cure: string },
): What {
  return 'done' in outcome ? outcome.done : misuse({ where, what: outcome.refused.says, cure })
}
