import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Inspector, openInspector } from '../../src/assets/inspect.ts'
import { makePictures } from '../../src/assets/pictures.ts'
import { makeReading } from '../../src/assets/reading.ts'
import { withCodes } from '../../src/assets/seen.ts'
import { tempFolder } from '../support/folder.ts'
import { manyChunks, png, pngChunk, qrPicture } from '../support/picture.ts'
import { anUpdate } from '../support/update.ts'

const link = 'https://login.example.top/pay?id=1'

function opened(limits: Parameters<typeof openInspector>[0] = {}) {
  const inspector = openInspector(limits)
  onTestFinished(() => inspector.close())
  return inspector
}

/** What a QR code in a picture says, or what became of the picture. */
async function codeIn(inspector: Inspector, bytes: Uint8Array) {
  const found = await inspector.inspect(bytes)
  return typeof found === 'string' ? found : found.code
}

test('a QR code in a picture is read', async () => {
  expect(await codeIn(opened(), await qrPicture(link))).toBe(link)
})

test('a picture without one has none, and a name that its content gives it', async () => {
  const inspector = opened()
  const found = await inspector.inspect(png([pngChunk('tEXt', 'SECRET')]))
  expect(found).toEqual({ name: expect.stringMatching(/^[0-9a-f]{40}\.png$/), bytes: png([]), code: null })
  expect(await inspector.inspect(png([]))).toEqual(found)
})

test('bytes that are no picture, and pictures cut off, are refused; the next is read', async () => {
  const inspector = opened()
  const whole = await qrPicture(link)
  for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3), whole.slice(0, 60), whole.slice(0, whole.length - 20)])
    expect(await inspector.inspect(bytes)).toBe('not-a-picture')
  expect(await codeIn(inspector, whole)).toBe(link)
})

test('a picture that unpacks to far more than it is, or is made of far too many parts, is refused', async () => {
  const inspector = opened()
  const huge = (await qrPicture(link)).slice()
  huge.set([0, 0, 0x40, 0], 16)
  expect(await inspector.inspect(huge)).toBe('not-a-picture')
  expect(await inspector.inspect(manyChunks(400_000))).toBe('not-a-picture')
})

test('the main thread does nearly nothing for a hostile picture', async () => {
  const inspector = opened()
  await inspector.inspect(png([]))
  const hostile = manyChunks(400_000)
  const before = process.threadCpuUsage()
  await inspector.inspect(hostile)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(50)
})

test('a code that takes longer than the limit is given up, and the picture is kept', async () => {
  expect(await opened({ limitMs: 300, program: silentAfter('clean') }).inspect(png([]))).toMatchObject({ code: null })
})

test('a picture that takes longer than the limit is refused, and those behind it are read in a new thread', async () => {
  const inspector = opened({ limitMs: 300, program: silentAfter('ready') })
  const both = [inspector.inspect(png([])), inspector.inspect(png([]))]
  expect(await Promise.all(both)).toEqual(['not-a-picture', 'not-a-picture'])
})

test('a thread that does not begin says nothing against the picture', async () => {
  expect(await opened({ startMs: 100, program: silentAfter('nothing') }).inspect(png([]))).toBe('busy')
})

test('what waits too long, or behind too many, hears that it is busy at once', async () => {
  const inspector = opened({ waitMs: 50, startMs: 400, program: silentAfter('nothing') })
  const answers = await Promise.all(Array.from({ length: 40 }, () => inspector.inspect(png([]))))
  expect(new Set(answers)).toEqual(new Set(['busy']))
})

/** A thread that falls silent after one word. */
function silentAfter(word: 'nothing' | 'ready' | 'clean'): URL {
  const ready = word === 'nothing' ? '' : "parentPort.postMessage({ is: 'ready' })"
  const clean =
    word === 'clean' ? "parentPort.postMessage({ is: 'clean', name: 'a.png', bytes: new Uint8Array() })" : ''
  const program = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${clean} }); ${ready}`
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`)
}

const update = anUpdate({ images: 1 })

/** A folder with one picture that shows a code, and what it is read with. */
async function looking() {
  const files = makePictures(join(tempFolder(), 'p'))
  await files.put('abcdefgh.png', await qrPicture(link))
  return { read: makeReading(files), inspector: opened() }
}

test('pictures that a channel hands over unread are read before the turn; those that were kept are not read again', async () => {
  const parts = await looking()
  const unread = { ...update, message: { ...update.message, images: [{ url: '/pictures/abcdefgh.png', alt: '' }] } }
  expect((await withCodes(unread, parts)).message.images[0]!.code).toBe(link)
  const images = [{ url: '/pictures/abcdefgh.png', alt: '', hash: 'h' }]
  const kept = { ...update, message: { ...update.message, images } }
  expect((await withCodes(kept, parts)).message.images[0]).not.toHaveProperty('code')
})

test('quoted pictures are read too', async () => {
  const message = { ...anUpdate({ quoted: '' }).message, quotedImages: [{ url: '/pictures/abcdefgh.png', alt: '' }] }
  const seen = await withCodes({ ...update, message }, await looking())
  expect(seen.message.quotedImages).toMatchObject([{ code: link }])
})

test('an address behind which there is nothing costs nobody their answer', async () => {
  const two = anUpdate({ images: 2 })
  expect(await withCodes(two, await looking())).toEqual(two)
})

test('a picture that comes when it is closed begins no thread that would keep the program from ending', async () => {
  const inspector = opened()
  await inspector.inspect(png([]))
  await inspector.close()
  expect(await inspector.inspect(png([]))).toBe('busy')
})
