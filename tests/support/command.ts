import { vi } from 'vitest'
import { main } from '../../src/cli.ts'

/** What a command line came to. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs one command line in this process, as `farewell ARGS` would, and hands back what it printed. */
export async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const line = (said: unknown[]) => `${said.map(String).join(' ')}\n`
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((...said) => {
      out += line(said)
    }),
    vi.spyOn(console, 'error').mockImplementation((...said) => {
      err += line(said)
    }),
    vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      out += String(text)
      return true
    }),
  ]
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const code = await main(args)
    return { code, out, err }
  } finally {
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}

/** Each line of JSON lines, parsed. */
export const parseLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(l => l !== '')
    .map(l => JSON.parse(l))
