import { type LogFn, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** Where it is told how things go: events with ids and reasons, never words or names. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error', (detail: Record<string, unknown>) => void>

/** Reports to the standard error; `noted` hears of every error. */
export function openLog(level: Config['logLevel'], noted: (logged: unknown) => void): Logger {
  const hooks = {
    logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, at: number) {
      if (at >= 50) noted(args[0])
      method.apply(this, args)
    },
  }
  return pino({ level, base: null, hooks }, pino.destination({ dest: 2, sync: true }))
}
