import { oneOf } from '../content/words.ts'
import type { NoticeWords } from './words.ts'

/** A word of a text that says what it is about, or what is done; `at` and `to` are places in the text. */
export interface MatterWord {
  word: string
  at: number
  to: number
  /** The facts that it names: an event by itself, or a thing that something is done to. */
  is: readonly string[]
  of: readonly string[]
  /** The facts that it names where people go by turns. */
  turns: readonly string[]
  /** Whether it is something to be done. */
  isAct: boolean
  /** Whether it only says when or where: 典礼结束后, 离校前, “毕业离校”栏目. */
  isSetting: boolean
  /** Whether it is a thing that no fact with days is about. */
  isThing: boolean
}

/** Finds the words of `notice.yaml` in a text, the longest at each place, so that 校园卡余额 is no 校园卡. */
export type MatterFinder = (text: string) => MatterWord[]

const setting =
  /^(?:[”」](?:栏目|系统|平台|模块|专栏|页面|菜单|小程序)|(?:结束|完成|办理|当)?(?:后(?!勤|天)|前(?!往|台)|时(?!间|段)|当[天日]|期间|之[后前]|以[后前]))/

/** A finder for the words of `notice.yaml`; what is found once is kept. */
export function makeMatterFinder({ days, acts, no_acts, things, left }: NoticeWords): MatterFinder {
  const all = new Map<string, Omit<MatterWord, 'at' | 'to' | 'isSetting'>>()
  const at = (word: string) => all.get(word) ?? { word, is: [], of: [], turns: [], isAct: false, isThing: false }
  for (const [key, hint] of Object.entries(days)) {
    for (const word of hint.is) all.set(word, { ...at(word), is: [...at(word).is, key] })
    for (const word of hint.of) all.set(word, { ...at(word), of: [...at(word).of, key] })
    for (const word of hint.turns) all.set(word, { ...at(word), turns: [...at(word).turns, key] })
    for (const word of hint.by) all.set(word, { ...at(word), isAct: true })
  }
  for (const word of acts) all.set(word, { ...at(word), isAct: true })
  for (const word of things) all.set(word, { ...at(word), isThing: true })
  for (const word of [...no_acts, ...left.instead]) if (!all.has(word)) all.set(word, at(word))
  const pattern = new RegExp(oneOf([...all.keys()]), 'g')
  const kept = new Map<string, MatterWord[]>()
  return text => {
    const known = kept.get(text)
    if (known) return known
    const found = [...text.matchAll(pattern)].map(({ 0: word, index }) => {
      const to = index + word.length
      return { ...all.get(word)!, at: index, to, isSetting: setting.test(text.slice(to)) }
    })
    kept.set(text, found)
    return found
  }
}
