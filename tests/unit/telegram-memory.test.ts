import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMemory } from '../../src/channels/telegram/memory.ts'
import { tempFolder } from '../support/folder.ts'

test('what was remembered is there after a restart', () => {
  const folder = tempFolder()
  const memory = openMemory(folder)
  memory.setOpen(1, true)
  memory.setOpen(2, true)
  memory.setOpen(2, false)
  memory.setMoved(-5, -100)
  memory.setShown('d1', 1)
  memory.setShown('d1', 2)
  memory.setShown('d2', 1)
  memory.forget('d2')
  const again = openMemory(folder)
  expect([again.isOpen(1), again.isOpen(2), again.isOpen(3)]).toEqual([true, false, false])
  expect([again.nowAt(-5), again.nowAt(-6)]).toEqual([-100, -6])
  expect([again.shownOf('d1'), again.shownOf('d2')]).toEqual([2, 0])
})

test('a line that a kill cut off costs that line alone', () => {
  const folder = tempFolder()
  openMemory(folder).setOpen(1, true)
  appendFileSync(join(folder, 'memory.jsonl'), '{"open":')
  const again = openMemory(folder)
  again.setOpen(2, true)
  const third = openMemory(folder)
  expect([third.isOpen(1), third.isOpen(2)]).toEqual([true, true])
})

test('a file that grew with what is over is written anew', () => {
  const folder = tempFolder()
  const memory = openMemory(folder)
  memory.setOpen(1, true)
  for (let n = 0; n < 6000; n++) {
    memory.setShown(`d${n}`, 1)
    memory.forget(`d${n}`)
  }
  const lines = readFileSync(join(folder, 'memory.jsonl'), 'utf8').split('\n').length
  expect(lines).toBeLessThan(5001)
  expect(openMemory(folder).isOpen(1)).toBe(true)
})
