import { describe, expect, it } from 'vitest'
import { formatFigures, measureSafety, parseLabelled, reportSafety } from '../../src/safety/measure.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()

describe('the safety figures', () => {
  it('count only the sets that are given', () => {
    const idioms = parseLabelled('笑死我了\n我不想活了', 'idiom')
    const figures = measureSafety(lists, { idioms })
    expect(figures).toHaveLength(1)
    expect(figures[0]).toMatchObject({ set: 'idioms', hits: 1, lines: 2, share: 0.5, isMet: false })
  })

  it('read lines with and without the sort of line', () => {
    const lines = parseLabelled('scam\t高价收银行卡\nlawful\tschool\t明天交材料\n# note\n', 'x')
    expect(lines.map(line => [line.label, line.sort])).toEqual([
      ['scam', ''],
      ['lawful', 'school'],
    ])
  })

  it('say in the table which goals are missed', () => {
    const chat = parseLabelled('chat\t高价收银行卡电话卡，一套五百，加微信', 'chat')
    expect(formatFigures(measureSafety(lists, { chat }))).toContain('MISSED')
  })
})

describe('a report', () => {
  it('names the sets that are missing and tells the time of a message', () => {
    let ticks = 0
    const report = reportSafety(lists, { sets: {}, missing: ['a/chat.tsv'] }, () => ticks++)
    expect(report).toEqual([expect.stringContaining('p99'), 'missing set, not measured: a/chat.tsv'])
  })
})
