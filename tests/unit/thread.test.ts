import { expect, test } from 'vitest'
import { type Line, lineMarksOf } from '../../src/pages/chat/thread.ts'

let count = 0
const line = (from: string | null, text: string, values: string[] = []): Line => ({
  id: `line-${++count}`,
  chat: 'c',
  from: from === null ? null : { id: from, name: from },
  to: null,
  text,
  images: [],
  choices: values.map(value => ({ value, label: value })),
  rateable: false,
  at: '2026-06-10T04:00:00Z',
  state: 'sent',
  reason: null,
})

test('a button with a number picks from the newest list only', () => {
  const old = line(null, '哪一个？', ['1', '2'])
  const marks = lineMarksOf([old, line(null, '还有什么？')], 'me', [])
  expect(marks.get(old.id)?.choices.isOpen ?? false).toBe(false)
})

test('a button that names an alert stays good, however much has been said since', () => {
  const alert = line(null, '【诈骗预警】A07', ['收到 A07'])
  const marks = lineMarksOf([alert, line('other', '好'), line(null, '【反诈提醒】')], 'me', [])
  expect(marks.get(alert.id)?.choices).toEqual({ isOpen: true, chosen: null })
})

test('it is used up by whoever pressed it, and by nobody else', () => {
  const alert = line(null, '【诈骗预警】A07', ['收到 A07'])
  const lines = [alert, line('other', '收到 A07')]
  expect(lineMarksOf(lines, 'other', []).get(alert.id)?.choices).toEqual({ isOpen: false, chosen: '收到 A07' })
  expect(lineMarksOf(lines, 'me', []).get(alert.id)?.choices).toEqual({ isOpen: true, chosen: null })
})
