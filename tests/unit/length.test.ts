import { expect, test } from 'vitest'
import { longestText, mostPictures, withinBounds, withinLength } from '../../src/core/text/length.ts'

test('a text that one message may hold stays as it is', () => {
  const text = '离'.repeat(longestText)
  expect(withinLength(text)).toBe(text)
})

test('of a longer text the beginning and the end are left, and no half characters', () => {
  const cut = withinLength(`开头${'🎓'.repeat(longestText)}结尾。`)
  expect(cut.length).toBeLessThanOrEqual(longestText)
  expect([cut.slice(0, 2), cut.slice(-3), cut.isWellFormed()]).toEqual(['开头', '结尾。', true])
  expect(cut).toContain('\n…\n')
})

test('words, quoted words and pictures are bounded, and nothing else of a message is touched', () => {
  const picture = { url: '/pictures/a.png', alt: '' }
  const many = Array.from({ length: 30 }, () => picture)
  const message = { text: 'x'.repeat(9000), images: many, mentioned: true, repliesToBot: false, line: 'line-1' }
  const bounded = withinBounds({ ...message, quoted: 'y'.repeat(9000), quotedImages: many })
  expect(bounded).toMatchObject({ mentioned: true, repliesToBot: false, line: 'line-1' })
  expect([bounded.images.length, bounded.quotedImages?.length]).toEqual([mostPictures, mostPictures])
  expect([bounded.text.length <= longestText, bounded.quoted!.length <= longestText]).toEqual([true, true])
  expect(withinBounds(message)).not.toHaveProperty('quoted')
})
