import type { Searched } from './contenders.ts'
import { seeded } from './measure.ts'

const characters = '星河云海山川春夏秋冬东西南北天地玄黄金木水火土风雷雨雪松竹梅兰石玉珠贝龙凤鹤鹿琴棋书画诗酒茶花'

/** A made-up subject with a number, such as 云鹤17: every clone has its own, so that the vocabulary grows with the entries. */
function topic(n: number, random: () => number): string {
  const one = () => characters[Math.floor(random() * characters.length)]!
  return `${one()}${one()}${n}`
}

/**
 * `count` entries: the real ones first, then clones of them, each about a subject of its own that stands in all its wordings.
 * Also the subjects, to ask about. The same in every run.
 */
export function cloned(entries: readonly Searched[], count: number): { entries: Searched[]; topics: string[] } {
  const random = seeded(20_270_630)
  const topics: string[] = []
  const clones = Array.from({ length: Math.max(0, count - entries.length) }, (_, n): Searched => {
    const real = entries[n % entries.length]!
    const about = topic(n, random)
    topics.push(about)
    const mix = (text: string) => {
      const at = Math.floor(random() * (text.length + 1))
      return text.slice(0, at) + about + text.slice(at)
    }
    return {
      id: `${real.id}-${n}`,
      title: mix(real.title),
      wordings: real.wordings.map(mix),
      keywords: [...real.keywords, about],
      answer: mix(real.answer),
    }
  })
  return { entries: [...entries.slice(0, count), ...clones], topics }
}
