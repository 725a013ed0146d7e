import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import { makeAssets } from '../../src/assets/assets.ts'
import { makePictures } from '../../src/assets/pictures.ts'
import { openCodes } from '../../src/assets/qr.ts'
import { withCodes } from '../../src/assets/seen.ts'
import { tempFolder } from '../support/folder.ts'
import { png } from '../support/picture.ts'
import { anUpdate } from '../support/update.ts'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

const link = 'https://login.example.top/pay?id=1'

/** A PNG with a QR code that says `text`. */
async function qrPicture(text: string): Promise<Uint8Array> {
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 4 })
  return new Uint8Array(await image!.arrayBuffer())
}

function opened(limits = {}) {
  const codes = openCodes(limits)
  onTestFinished(() => codes.close())
  return codes
}

test('a QR code in a picture is read', async () => {
  expect(await opened().read(await qrPicture(link))).toBe(link)
})

test('a picture without one has none', async () => {
  expect(await opened().read(png([]))).toBeNull()
})

test('bytes that are no picture, and pictures cut off anywhere, are pictures without a code', async () => {
  const codes = opened()
  const whole = await qrPicture(link)
  for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3), whole.slice(0, 60), whole.slice(0, whole.length - 20)])
    expect(await codes.read(bytes)).toBeNull()
  expect(await codes.read(whole)).toBe(link)
})

test('a picture of enormous announced size is given up, and the next is read', async () => {
  const codes = opened()
  const whole = await qrPicture(link)
  const huge = whole.slice()
  huge.set([0x7f, 0xff, 0xff, 0xff], 16)
  expect(await codes.read(huge)).toBeNull()
  expect(await codes.read(whole)).toBe(link)
})

test('what takes longer than the limit is given up', async () => {
  expect(await opened({ limitMs: 1 }).read(await qrPicture(link))).toBeNull()
})

test('a kept picture says what its code says', async () => {
  const assets = makeAssets(makePictures(join(tempFolder(), 'p')), [], opened())
  expect(await assets.keep(await qrPicture(link))).toMatchObject({ code: link })
  expect(await assets.keep(png([]))).not.toHaveProperty('code')
})

test('pictures that a channel hands over unread are read before the turn; those that were kept are not read again', async () => {
  const pictures = makePictures(join(tempFolder(), 'p'))
  const name = await pictures.keep(await qrPicture(link))
  const parts = { assets: makeAssets(pictures), codes: opened() }
  const update = anUpdate({ images: 1 })
  const unread = { ...update, message: { ...update.message, images: [{ url: `/pictures/${name}`, alt: '' }] } }
  expect((await withCodes(unread, parts)).message.images[0]!.code).toBe(link)
  const kept = { ...update, message: { ...update.message, images: [{ url: `/pictures/${name}`, alt: '', hash: 'h' }] } }
  expect((await withCodes(kept, parts)).message.images[0]).not.toHaveProperty('code')
})

test('quoted pictures are read too', async () => {
  const pictures = makePictures(join(tempFolder(), 'p'))
  const name = await pictures.keep(await qrPicture(link))
  const update = anUpdate({ quoted: '' })
  const message = { ...update.message, quotedImages: [{ url: `/pictures/${name}`, alt: '' }] }
  const seen = await withCodes({ ...update, message }, { assets: makeAssets(pictures), codes: opened() })
  expect(seen.message.quotedImages).toMatchObject([{ code: link }])
})

test('an address behind which there is nothing costs nobody their answer', async () => {
  const parts = { assets: makeAssets(makePictures(join(tempFolder(), 'p'))), codes: opened() }
  const update = anUpdate({ images: 2 })
  expect(await withCodes(update, parts)).toEqual(update)
})
