import { join, resolve } from 'node:path'
import type { Orders } from './wire.ts'

const project = resolve(import.meta.dirname, '../../..')

/**
 * How the process is started: it may read the libraries and its own source, and read and write these folders. It may not see the rest of the
 * disk, the data folder and `.env` among it, nor start other programs.
 */
export function processArgs(mayWrite: readonly string[], orders: Orders): string[] {
  const mayRead = [
    join(project, 'node_modules'),
    join(project, 'src', 'channels', 'wechat'),
    join(project, 'package.json'),
    ...mayWrite,
    '/etc/alpine-release', // looked at by the loader of a native package
  ]
  return [
    '--permission',
    '--allow-addons',
    ...mayRead.map(path => `--allow-fs-read=${path}`),
    ...mayWrite.map(path => `--allow-fs-write=${path}`),
    join(import.meta.dirname, 'client', 'process.ts'),
    JSON.stringify(orders),
  ]
}
