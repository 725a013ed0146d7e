/**
 * Makes a fault that nobody caught end this process, whatever libraries have set before: the WeChat library prints such a fault and goes on as if
 * nothing were the matter. `last` is called first and may take half a second.
 */
export function endOnDefect(code: number, last: () => Promise<void>): void {
  const end = () => {
    setTimeout(() => process.exit(code), 500).unref()
    last().then(
      () => process.exit(code),
      () => process.exit(code),
    )
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event)
    process.on(event, end)
  }
}
