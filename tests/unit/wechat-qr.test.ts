import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { openWechatFolder } from '../../src/channels/wechat/folder.ts'
import { qrPng, qrText } from '../../src/channels/wechat/qr.ts'
import { tempFolder } from '../support/folder.ts'

const code = 'https://login.weixin.qq.com/l/AbCd-_12=='

const wasm = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } })

test('the picture of the code can be scanned', async () => {
  const [read] = await readBarcodes(new Uint8Array(qrPng(code)), { formats: ['QRCode'] })
  expect(read?.text).toBe(code)
})

test('the code in the terminal is a square of blocks with a margin', () => {
  const lines = qrText(code).trimEnd().split('\n')
  expect(new Set(lines.map(l => l.length)).size).toBe(1)
  expect(lines.length).toBeGreaterThan(14)
})

test('the code can be shown as a picture as long as it waits to be scanned', () => {
  const folder = openWechatFolder(tempFolder())
  expect(folder.picture()).toBeNull()
  folder.showCode({ text: 'x', png: qrPng('https://example.org') })
  expect(Buffer.from(folder.picture()!)).toEqual(qrPng('https://example.org'))
  folder.showCode(null)
  expect(folder.picture()).toBeNull()
})
