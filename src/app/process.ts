import type { Logger } from 'pino'

/**
 * Makes the log hear what would otherwise be printed beside it, or kill the process without a word: warnings of Node, what libraries print, promises
 * that nobody looks after, errors that nobody caught.
 *
 * A rejection that nobody looked after leaves nothing half done, because everything is saved whole or not at all: it is logged and the bot goes on.
 * After an error that nobody caught nobody knows what is half done in memory: the process ends with 1, and what is saved goes on in the next.
 */
export function watchProcess(log: Logger): void {
  process.removeAllListeners('warning')
  process.on('warning', warning => log.warn({ event: 'process-warning', err: warning }))
  // What libraries print may hold messages and names: only who spoke is told.
  for (const level of ['warn', 'error', 'trace'] as const)
    console[level] = () => log.warn({ event: 'library-spoke', from: speaker(new Error().stack ?? '') })
  process.on('unhandledRejection', reason => log.error({ event: 'stray-rejection', err: reason }))
  process.on('uncaughtException', error => {
    log.fatal({ event: 'crashed', err: error })
    process.exit(1)
  })
}

/** The first package in a stack. */
const speaker = (stack: string): string => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(stack)?.[1] ?? 'unknown'
