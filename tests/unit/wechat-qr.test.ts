import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { qrPng, qrText } from '../../src/channels/wechat/qr.ts'

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
