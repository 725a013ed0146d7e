#!/usr/bin/env node
// Starts the command line on Node 24 or newer: this one if it is new enough, else the one that npm installed beside us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// Reading the knowledge makes much short-lived garbage; without these V8 answers with a heap three times as large, and keeps it. What ends soon is
// done sooner without them.
const flagsOfStart = ['--semi-space-growth-factor=1', '--heap-growing-percent=10']
if (process.argv[2] === 'start') for (const flag of flagsOfStart) setFlagsFromString(flag)

// What the bot keeps and what commands write out is about people: only whoever runs it may read it.
process.umask(0o077)

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // From the second start on, types are stripped and code is compiled already: half a second and 20 MB less.
  module.enableCompileCache()
  const { main } = await import('./cli.ts')
  process.stdout.on('error', error => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0) // whoever read our output has seen enough, as in `farewell ask | head`
  })
  process.exitCode = await main(process.argv.slice(2))
} else {
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  let node
  try {
    node = require.resolve(`node-${platform}-${process.arch}/${file}`)
  } catch {
    node = null // not installed for this platform
  }
  if (node === null || !existsSync(node)) {
    console.error(
      `需要 Node 24 或更新的版本，现在是 ${process.version}，本机也没有装上自带的版本 → 装 Node 24，或重新运行 npm ci`,
    )
    process.exit(1)
  }
  // The same flags as in package.json: a small young generation and an old one that grows slowly keep the process under 200 MB.
  const flags = ['--max-semi-space-size=4', '--heap-growing-percent=15', '--disable-warning=ExperimentalWarning']
  const child = spawn(node, [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code ?? 1)))
}
