import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChannelStatus } from '../../core/channel.ts'
import { folderIn } from '../../core/folders.ts'
import type { KeptRoom } from './groups.ts'

/** The folder of the WeChat channel: the login, who is who, the code to scan. For our eyes only: the login in it is as good as the phone. */
export interface WechatFolder {
  path: string
  rooms(): KeptRoom[]
  keepRooms(rooms: readonly KeptRoom[]): void
  /** The code to scan, as text and as a picture; null takes it away. */
  showCode(code: { text: string; png: Buffer } | null): void
  code(): string | null
  /** The same as a picture. */
  picture(): Uint8Array | null
  showStatus(status: ChannelStatus): void
  status(): ChannelStatus | null
  /** Someone asks the running channel to log out. */
  askLogout(): void
  /** Whether someone asked; a request is taken once. */
  takeLogout(): boolean
  isLogoutTaken(): boolean
  forgetLogin(): void
}

const keptRooms = z.array(z.strictObject({ id: z.string(), topic: z.string() }))
const keptStatus = z.strictObject({ state: z.enum(['up', 'starting', 'waiting', 'down']), detail: z.string() })

/** The channel's folder in a data folder, made when it is not there. */
export function openWechatFolder(data: string): WechatFolder {
  const path = folderIn(data, 'wechat')
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o700)
  const file = (name: string) => join(path, name)
  const login = file('farewell.memory-card.json')
  const write = (name: string, content: string | Buffer) => {
    // Written beside and renamed, so that a kill leaves the old or the new one.
    writeFileSync(file(`${name}.new`), content, { mode: 0o600 })
    renameSync(file(`${name}.new`), file(name))
  }
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    if (!existsSync(file(name))) return null
    const parsed = schema.safeParse(JSON.parse(readFileSync(file(name), 'utf8')))
    return parsed.success ? parsed.data : null
  }
  return {
    path,
    rooms: () => read('rooms.json', keptRooms) ?? [],
    keepRooms: rooms => write('rooms.json', JSON.stringify(rooms, null, 1)),
    showCode(code) {
      if (code) write('qr.png', code.png)
      else rmSync(file('qr.png'), { force: true })
      if (code) write('qr.txt', code.text)
      else rmSync(file('qr.txt'), { force: true })
    },
    code: () => (existsSync(file('qr.txt')) ? readFileSync(file('qr.txt'), 'utf8') : null),
    picture: () => (existsSync(file('qr.png')) ? new Uint8Array(readFileSync(file('qr.png'))) : null),
    showStatus: ({ state, detail }) => write('status.json', JSON.stringify({ state, detail })),
    status: () => read('status.json', keptStatus),
    askLogout: () => write('logout', ''),
    takeLogout() {
      if (!existsSync(file('logout'))) return false
      rmSync(file('logout'), { force: true })
      return true
    },
    isLogoutTaken: () => !existsSync(file('logout')),
    forgetLogin: () => rmSync(login, { force: true }),
  }
}
