import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { makeConfirming } from '../../src/app/confirming.ts'
import { Secret } from '../../src/core/secret.ts'
import { makeRecords } from '../../src/store/records.ts'
import { greet, publish, standings } from '../support/broadcast.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

// Read from the package, not from the network.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } })

const links = { publicUrl: 'https://bot.example', secret: new Secret('s'.repeat(32)) }
const line = '发布通知 截止提醒 普通 给：一班、二班 时间：现在 内容：周五前交钥匙。'
const people = [aPerson('s1'), aPerson('s2', { className: '二班' }), aCounselor('c1')]
const withoutButtons = ['private', 'writes-groups', 'unprompted'] as const

const opened = async (options: Parameters<typeof openOffice>[0] = {}) => {
  const office = await openOffice({ people, links, ...options })
  await greet(office, 's1')
  const arrived = await publish(office, line)
  const { database, clock } = office
  const confirming = makeConfirming({
    database,
    clock,
    content: () => office.content,
    ids: { next: () => 'id' },
    picture: async () => null,
    ...links,
  })
  return { office, arrived, confirming }
}

test('where there are no buttons, each person has a link of their own that confirms for them', async () => {
  const { office, arrived, confirming } = await opened({ abilities: withoutButtons })
  const [, token = ''] = /https:\/\/bot\.example\/c\/(\S+)/.exec(arrived[0]!.text) ?? []
  await confirming.press(token, async () => '')
  expect(await standings(office)).toContain('s1 confirmed')
})

test('where there are buttons there is no link to forward by mistake', async () => {
  const { arrived } = await opened()
  expect(arrived[0]!.choices).toEqual(['收到 A01'])
  expect(arrived[0]!.text).not.toContain('https://')
})

test('for a class that is not reached the counselor gets a text to copy and a QR picture of its link', async () => {
  const { office, confirming } = await opened()
  const handed = await office.hear('c1', '转发 A01')
  expect(handed.map(a => a.text).join('\n')).toContain('二班（1 人，送不到 1 人）')
  const copy = handed.find(a => a.text.includes('周五前交钥匙'))!
  const picture = await confirming.file(copy.urls[0]!)
  const [code] = await readBarcodes(picture!.bytes)
  expect(copy.text).toContain(code!.text)
  await confirming.press(code!.text.split('/c/')[1]!, async () => 's2')
  expect(await office.say('c1', '进度 A01')).toContain('自报已看 1 人')
})

test('without an address it is said that there are no links', async () => {
  const { office } = await opened({ links: { publicUrl: null, secret: null } })
  expect(await office.say('c1', '转发 A01')).toContain('FAREWELL_URL')
})

test('the exported table opens for a day', async () => {
  const { office, confirming } = await opened()
  const [sent] = await office.hear('c1', '导出 A01')
  const digest = (asset: { bytes: Uint8Array } | null) =>
    asset && createHash('sha256').update(asset.bytes).digest('hex')
  expect(digest(await confirming.file(sent!.urls[0]!))).not.toBeNull()
  await office.wait(25 * 60)
  expect(await confirming.file(sent!.urls[0]!)).toBeNull()
})

test('people see what is kept of them; it is deleted in time, and the broadcast itself can still be verified', async () => {
  const { office } = await opened()
  await office.hear('s1', '收到 A01')
  const records = makeRecords(office.database)
  expect((await records.of('s1')).broadcast_recipient).toMatchObject([{ broadcast: 'A01', state: 'confirmed' }])
  await office.wait(210 * 24 * 60)
  expect((await records.of('s1')).broadcast_recipient).toEqual([])
  expect(await office.say('s1', '验证 A01')).toContain('A01 是本校小助手发出的')
})
