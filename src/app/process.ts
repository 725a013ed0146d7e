import type { Logger } from 'pino'

const levels = ['warn', 'error', 'trace'] as const

/**
 * Makes the log hear what would otherwise be printed beside it, or kill the process without a word: warnings of Node, what libraries print, promises
 * that nobody looks after, errors that nobody caught. The returned function ends that.
 *
 * A rejection that nobody looked after leaves nothing half done, because everything is saved whole or not at all: it is logged and the bot goes on.
 * After an error that nobody caught nobody knows what is half done in memory: the process ends with 1, and what is saved goes on in the next.
 */
export function watchProcess(log: Logger): () => void {
  const listeners = {
    warning: (warning: Error) => log.warn({ event: 'process-warning', err: warning }),
    unhandledRejection: (reason: unknown) => log.error({ event: 'stray-rejection', err: reason }),
    uncaughtException(error: Error) {
      log.fatal({ event: 'crashed', err: error })
      process.exit(1)
    },
  }
  // Node's own printer of warnings is a listener like any other.
  const printers = process.listeners('warning')
  process.removeAllListeners('warning')
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener)
  const out = globalThis.console
  const printing = levels.map(level => [level, out[level]] as const)
  // What libraries print may hold messages and names: only who spoke is told.
  for (const level of levels)
    out[level] = () => log.warn({ event: 'library-spoke', from: speaker(new Error().stack ?? '') })
  return () => {
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener)
    for (const printer of printers) process.on('warning', printer)
    for (const [level, print] of printing) out[level] = print
  }
}

/** The first package in a stack. */
const speaker = (stack: string): string => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(stack)?.[1] ?? 'unknown'
