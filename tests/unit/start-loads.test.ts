import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** The packages that a module brings with it. */
function packagesOf(module: string): string[] {
  const program = `
    import { registerHooks } from 'node:module'
    const seen = new Set()
    registerHooks({ load(url, context, next) { seen.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]); return next(url, context) } })
    await import(${JSON.stringify(module)})
    console.log(JSON.stringify([...seen].filter(Boolean)))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

const heavy = [
  '@e965/xlsx',
  'pdfkit',
  'fontkit',
  '@resvg/resvg-js',
  'telegraf',
  'wechaty',
  'zxing-wasm',
  'mammoth',
  'unpdf',
  'docx',
  'fflate',
]

test('a start loads no spreadsheets, fonts, renderer or platform before something needs them', () => {
  expect(packagesOf(`${process.cwd()}/src/commands/start.ts`).filter(p => heavy.includes(p))).toEqual([])
})

test('a question on the command line loads neither the database nor the server', () => {
  const unwanted = [...heavy, 'kysely', 'better-sqlite3', 'hono', 'pino']
  expect(packagesOf(`${process.cwd()}/src/commands/ask.ts`).filter(p => unwanted.includes(p))).toEqual([])
})
