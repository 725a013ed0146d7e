import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What a process came to. `code` is null when it was killed. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

/** Starts a script of this folder as a process of its own. `ready` resolves at its first output; `go` ends its input. */
export function startScript(name: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), ...args], { stdio: 'pipe' })
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, err]): Ended => ({ code, signal, out, err }),
  )
  return { ready: once(child.stdout, 'data'), go: () => child.stdin.end(), ended }
}

/** Runs a script of this folder as a process of its own, to its end. */
export function runScript(name: string, ...args: string[]): Promise<Ended> {
  const { go, ended } = startScript(name, ...args)
  go()
  return ended
}
