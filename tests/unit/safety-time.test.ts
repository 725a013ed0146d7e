import { describe, expect, it } from 'vitest'
import { dangerIn } from '../../src/safety/danger.ts'
import { detectScam } from '../../src/safety/scam.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()

/** The least processor time of this thread in a few runs, in milliseconds: waiting for other work on the machine does not count, and what it slows only ever adds. */
function timeOf(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage()
    detectScam(lists, text)
    dangerIn(lists, text)
    return process.threadCpuUsage(before).user / 1000
  })
  return Math.min(...times)
}

describe('time grows no faster than the message', () => {
  it.each([
    ['one character', '死'],
    ['a word of every list', '加微信刷单返利不想活了'],
    ['opening parts without an end', '先交押金我想要真的很'],
    ['links', 'a.com '],
    ['long hosts', 'aaaa.bbbb.'],
    ['numbers with signs', '1-2-3。'],
    ['idioms and their words', '笑死我了想死你了跳楼价'],
    ['signs only', '*，。 '],
    ['emoji', '😂'],
  ])('for %s', (_, unit) => {
    const short = unit.repeat(Math.ceil(20_000 / unit.length))
    const long = unit.repeat(Math.ceil(100_000 / unit.length))
    timeOf(short)
    // Five times the length; as much again is left for caches and collection. Squared time would be 25.
    expect(timeOf(long) / Math.max(timeOf(short), 1)).toBeLessThan(15)
  })
})
