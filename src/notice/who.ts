import { oneOf } from '../content/words.ts'
import type { Doer } from './proposal.ts'
import type { NoticeWords } from './words.ts'

const doers = ['student', 'counselor', 'college', 'office'] as const

/** Says who has to do what a sentence says. */
export interface DoerFinder {
  /** Who a part of a sentence is about; null where it names nobody. */
  of(text: string): Doer | null
  /** Whether there is something to be done in it. */
  isToDo(text: string): boolean
}

/** A finder for the words of `notice.yaml`. */
export function makeDoerFinder({ who, whither, must, idle, left }: NoticeWords): DoerFinder {
  const meant = new Map(doers.flatMap(doer => who[doer].map(name => [name, doer] as const)))
  const name = new RegExp(`(?<!(?:${whither.join('|')})[各本]?)(?:${oneOf([...meant.keys()])})`)
  const toDo = new RegExp(oneOf(must))
  const isIdle = new RegExp(oneOf([...idle, ...left.past]))
  return {
    of(text) {
      // 请各学院于6月18日前报送: who is asked to do it does it.
      const found = name.exec(text.replaceAll('：', ':').replace(/(?<=^|[，,。；;、])\s*请/g, ''))
      return found ? meant.get(found[0])! : null
    },
    isToDo: text => toDo.test(text) && !isIdle.test(text),
  }
}
