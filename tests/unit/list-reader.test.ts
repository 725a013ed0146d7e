import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { makeUploads, uploadMinutes } from '../../src/console/uploads.ts'
import { readListed } from '../../src/office/people/list/listing.ts'
import { makeListReader } from '../../src/office/people/list/reader.ts'
import { isOverfull } from '../../src/office/people/list/unpacked.ts'
import { bookOf } from '../../src/reports/book.ts'
import { rosterWords } from '../support/content.ts'

const rows = ['学号,姓名,学院,班级', '20230001,示例甲,示例学院,一班']
const bytes = new TextEncoder().encode(rows.join('\n'))
const program = (source: string) => new URL(`data:text/javascript,${source}`)

describe('a thread that reads lists', () => {
  test('finds what is found without one', async () => {
    const facts = { college: '示例学院', file: '一班.csv' }
    expect(await makeListReader().read(bytes, rosterWords, facts)).toEqual(readListed(bytes, rosterWords, facts))
  })

  test.each([
    ['takes too long', 'setInterval(() => {}, 1000)'],
    ['fails', 'throw new Error("no")'],
    ['ends without a word', ''],
    ['fills the memory', 'const all = []; for (;;) all.push(new Array(1e6).fill({}))'],
  ])('is given up where it %s, and the next list is read', async (_, source) => {
    const reader = makeListReader({ limitMs: 20_000, program: program(source) })
    const quick = makeListReader({ limitMs: 50, program: program(source) })
    const isEndless = source.startsWith('setInterval')
    expect(await (isEndless ? quick : reader).read(bytes, rosterWords, {})).toBeNull()
    expect(await makeListReader().read(bytes, rosterWords, {})).not.toBeNull()
  })

  test('reads one list at a time', async () => {
    const reader = makeListReader()
    const both = await Promise.all([reader.read(bytes, rosterWords, {}), reader.read(bytes, rosterWords, {})])
    expect(both.map(list => list?.listed.length)).toEqual([1, undefined])
    expect((await reader.read(bytes, rosterWords, {}))?.listed).toHaveLength(1)
  })
})

describe('what a workbook unpacks to', () => {
  /** A zip file of one part; `said` is how long it says that the part is. */
  function zipped(content: Buffer, said = content.length): Uint8Array {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(31)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(said, 22)
    local.writeUInt16LE(1, 26)
    const central = Buffer.alloc(47)
    central.write('PK\x01\x02', 'latin1')
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(said, 24)
    central.writeUInt16LE(1, 28)
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(local.length + packed.length, 16)
    return Buffer.concat([local, packed, central, end])
  }

  test('is measured and not believed', async () => {
    const much = Buffer.alloc(2_000_000)
    expect(isOverfull(zipped(much), 1_000_000)).toBe(true)
    expect(isOverfull(zipped(much, 10), 1_000_000)).toBe(true)
    expect(isOverfull(zipped(much), 3_000_000)).toBe(false)
    expect(isOverfull(await bookOf([{ name: '一班', rows: [['学号'], ['1']] }]))).toBe(false)
    expect(isOverfull(new Uint8Array([0x50, 0x4b, 3, 4, 9]))).toBe(false)
  })

  test('is a fault of the file where it is too much', () => {
    const bomb = zipped(Buffer.alloc(301 * 1024 * 1024))
    expect(readListed(bomb, rosterWords).faults.map(f => f.kind)).toEqual(['overfull'])
  })
})

describe('files that wait', () => {
  const now = new Date('2026-06-10T12:00:00+08:00')
  const file = (size: number) => ({ name: 'x.csv', bytes: new Uint8Array(size) })

  test('are one for each session, and gone after their time', () => {
    const uploads = makeUploads()
    const first = uploads.keep('a', file(1), now)
    const second = uploads.keep('a', file(2), now)
    expect([uploads.find('a', first, now), uploads.find('b', second, now)]).toEqual([null, null])
    expect(uploads.find('a', second, now)?.bytes).toHaveLength(2)
    expect(uploads.find('a', second, new Date(now.getTime() + uploadMinutes * 60_000))).toBeNull()
  })

  test('give way to newer ones where they are too much together', () => {
    const uploads = makeUploads()
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      one => [one, uploads.keep(one, file(20 * 1024 * 1024), now)] as const,
    )
    expect(ids.map(([one, id]) => uploads.find(one, id, now) !== null)).toEqual([false, false, true, true, true, true])
  })
})
