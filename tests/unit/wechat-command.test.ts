import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWechatFolder } from '../../src/channels/wechat/folder.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'

test('the code that waits to be scanned is shown', async () => {
  const data = tempFolder()
  openWechatFolder(data).showCode({ text: '█▀█\n', png: Buffer.from('x') })
  const { code, out } = await run(['wechat', 'qr', '--data', data])
  expect([code, out.includes('█▀█')]).toEqual([0, true])
})

test('without a code the state is shown', async () => {
  const data = tempFolder()
  openWechatFolder(data).showStatus({ state: 'up', detail: '已登录' })
  expect(await run(['wechat', 'qr', '--data', data])).toMatchObject({ code: 0, out: expect.stringContaining('已登录') })
  expect(await run(['wechat', 'status', '--data', tempFolder()])).toMatchObject({ code: 1 })
})

test('logging out while the bot is not running forgets the login', async () => {
  const data = tempFolder()
  const login = join(openWechatFolder(data).path, 'farewell.memory-card.json')
  writeFileSync(login, '{}')
  expect(await run(['wechat', 'logout', '--data', data])).toMatchObject({ code: 0 })
  expect(existsSync(login)).toBe(false)
})

test('logging out while the bot runs is left to it', async () => {
  const data = tempFolder()
  const folder = openWechatFolder(data)
  const running = setInterval(() => folder.takeLogout(), 50)
  const { out } = await run(['wechat', 'logout', '--data', data])
  clearInterval(running)
  expect(out).toContain('正在退出微信')
})

test('another word is refused with a cure', async () => {
  expect(await run(['wechat', 'scan', '--data', tempFolder()])).toMatchObject({ code: 1 })
})
