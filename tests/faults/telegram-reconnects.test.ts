import { expect, test } from 'vitest'
import { tempFolder } from '../support/folder.ts'
import { liveThrough } from '../support/telegram/reconnects.ts'

test('hours of outages leave neither memory nor open handles behind, and nothing unheard', async () => {
  const seen = await liveThrough(6, tempFolder())
  const [first, last] = [seen[0]!, seen.at(-1)!]
  expect(last.reconnects).toBeGreaterThan(150)
  expect(last.taken).toBeGreaterThanOrEqual(last.reconnects - 1)
  expect(last.heapMb).toBeLessThan(first.heapMb + 3)
  expect(last.handles).toBeLessThanOrEqual(first.handles + 4)
})
