import { expect } from 'vitest'
import type { Place, Shown } from './channel.ts'
import type { ContractCase } from './channel-suite.ts'
import { sampleFile, samplePicture } from './samples.ts'
import { aDelivery, ask, hears, say, shownIn, somewhere } from './saying.ts'

const bare = (text: string) => text.replace(/\s/g, '')

/** Sentences of all lengths, about `factor` times as long as what the platform shows in one message. */
function longText({ limit, measure }: { limit: number; measure(text: string): number }, factor: number): string {
  const wanted = Math.min(limit, 8000) * factor
  let text = ''
  for (let n = 1; measure(text) < wanted; n++)
    text += `第${n}件事：${'退宿前把钥匙、门禁卡和借的东西还清，'.repeat(n % 4)}办好再走🎓。${n % 5 === 0 ? '\n' : ''}`
  return text
}

const delivered = { outcome: 'delivered', nativeId: expect.any(String) }

/** The texts of what was shown since `before`, which must each be no longer than the platform shows. */
const textsAfter = (shown: readonly Shown[], before: number) =>
  shown
    .slice(before)
    .map(s => s.text)
    .filter(text => text !== '')

/** What must hold of messages that leave. */
export const sendingCases: readonly ContractCase[] = [
  {
    says: 'a text is shown in its own group and nowhere else',
    needs: ['writes-groups'],
    async run(harness) {
      for (const place of ['g', 'h'] as const)
        expect(await say(harness, place, { text: `这是${place}` })).toEqual(delivered)
      expect(harness.shown().map(s => [s.place, s.text])).toEqual([
        ['g', '这是g'],
        ['h', '这是h'],
      ])
    },
  },
  {
    says: 'a text is shown to its own person and nowhere else',
    needs: ['private'],
    async run(harness) {
      for (const place of ['a', 'b'] as const)
        expect(await say(harness, place, { text: `只给${place}` })).toEqual(delivered)
      expect(harness.shown().map(s => [s.place, s.text])).toEqual([
        ['a', '只给a'],
        ['b', '只给b'],
      ])
    },
  },
  {
    says: 'characters that a platform might take for markup are shown as they are',
    async run(harness) {
      const text = '1 < 2 & 3 > 2，_下划线_ *星号* [括号](x) `码` 50% "引号"'
      expect(await say(harness, somewhere(harness), { text })).toEqual(delivered)
      expect(harness.shown().at(-1)!.text).toBe(text)
    },
  },
  {
    says: 'what nobody asked for is sent, or refused where the platform does not allow it',
    async run(harness) {
      const { abilities } = harness.channel
      const places: Place[] = [
        ...(abilities.has('private') ? ['a' as const] : []),
        ...(abilities.has('writes-groups') ? ['g' as const] : []),
      ]
      for (const place of places) {
        const isTold = abilities.has('unprompted')
        const receipt = await harness.channel.send(
          aDelivery(harness, place, { text: '提醒' }),
          new AbortController().signal,
        )
        expect(receipt).toEqual(isTold ? delivered : { outcome: 'refused', reason: 'cannot-push' })
        expect(shownIn(harness, place).map(s => s.text)).toEqual(isTold ? ['提醒'] : [])
      }
    },
  },
  {
    says: 'choices are buttons, or numbered lines where there are none',
    async run(harness) {
      const place = somewhere(harness)
      const labels = ['怎么退宿', '什么时候截止', '找谁问']
      const choices = labels.map((label, n) => ({ value: String(n + 1), label }))
      expect(await say(harness, place, { text: '你想问的是哪一个？', choices })).toEqual(delivered)
      const shown = shownIn(harness, place)
      if (harness.channel.abilities.has('choices')) expect(shown.flatMap(s => s.buttons)).toEqual(labels)
      else
        for (const [n, label] of labels.entries())
          expect(shown.map(s => s.text).join('\n')).toMatch(new RegExp(`^\\s*${n + 1}.{0,3}${label}`, 'm'))
    },
  },
  {
    says: 'a picture is shown as it was',
    needs: ['images'],
    async run(harness) {
      const place = somewhere(harness)
      const images = [{ url: samplePicture.url, alt: '示例图' }]
      expect(await say(harness, place, { text: '看图', images })).toEqual(delivered)
      const shown = shownIn(harness, place)
      expect(shown.map(s => s.text).join('')).toContain('看图')
      const bytes = shown.flatMap(s => (s.image ? [Buffer.from(s.image)] : []))
      expect(bytes).toEqual([Buffer.from(samplePicture.bytes)])
    },
  },
  {
    says: 'a file can be taken away under its name',
    needs: ['files'],
    async run(harness) {
      const place = somewhere(harness)
      const files = [{ url: sampleFile.url, name: sampleFile.name }]
      expect(await say(harness, place, { text: '证书在这里', files })).toEqual(delivered)
      const found = shownIn(harness, place).flatMap(s => (s.file ? [s.file] : []))
      expect(found.map(f => [f.name, Buffer.from(f.bytes)])).toEqual([[sampleFile.name, Buffer.from(sampleFile.bytes)]])
    },
  },
  {
    says: 'a long text is shown in parts that end with sentences, in order and without loss',
    async run(harness) {
      const { limit, measure } = harness.longest
      const place = somewhere(harness)
      const text = longText(harness.longest, 2.5)
      const asked = hears(harness, place) ? await ask(harness, place) : null
      const before = harness.shown().length
      const delivery = aDelivery(harness, place, { text, update: asked })
      expect(await harness.channel.send(delivery, new AbortController().signal)).toEqual(delivered)
      const parts = textsAfter(harness.shown(), before)
      for (const part of parts) expect(measure(part)).toBeLessThanOrEqual(limit)
      expect(bare(parts.join(''))).toBe(bare(text))
      for (const part of parts) expect(part).toMatch(/[。\n]\s*$/)
    },
  },
  {
    says: 'a text without an end of a sentence is never cut inside a character',
    async run(harness) {
      const { limit, measure } = harness.longest
      const family = '👩‍👩‍👧‍👦'
      const text = family.repeat(Math.ceil((Math.min(limit, 8000) * 1.3) / measure(family)))
      const place = somewhere(harness)
      const asked = hears(harness, place) ? await ask(harness, place) : null
      const before = harness.shown().length
      const delivery = aDelivery(harness, place, { text, update: asked })
      expect(await harness.channel.send(delivery, new AbortController().signal)).toEqual(delivered)
      const parts = textsAfter(harness.shown(), before)
      for (const part of parts) {
        expect(measure(part)).toBeLessThanOrEqual(limit)
        expect(part.replaceAll(family, '')).toBe('')
      }
      expect(parts.join('')).toBe(text)
    },
  },
  {
    says: 'in a group the person who is meant is named',
    needs: ['writes-groups', 'mentions'],
    async run(harness) {
      const asked = hears(harness, 'g') ? await ask(harness, 'g') : null
      const delivery = aDelivery(harness, 'g', { text: '给你的回答', to: harness.personId('a'), update: asked })
      expect(await harness.channel.send(delivery, new AbortController().signal)).toEqual(delivered)
      const shown = shownIn(harness, 'g').at(-1)!
      expect([shown.mentions, shown.text.includes('给你的回答')]).toEqual(['a', true])
    },
  },
]
