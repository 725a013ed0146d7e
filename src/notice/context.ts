import type { NoticeLine } from './structure.ts'

/** What stands around a place in a line, from the nearest to the farthest. */
export interface Around {
  /** The words right beside it, up to the next comma or the next time. */
  own: string
  /** What comes before these in the same sentence, and after them. */
  before: string
  after: string
  /** In a table: the header of the column, and the cells that say what the row is about; else empty. */
  item: string
  /** The rest of the row. */
  rest: string
  /** The heading of the clause. */
  head: string
  /** The headings above it, and what stands above a table. */
  section: string
  /** What is around `own`, the nearest first: the rest of its part of the sentence, the parts before it, the row, the heading, what the paragraph said before, the caption, headings above. */
  layers: readonly string[]
  /** The headings among the layers. */
  headings: readonly string[]
  /** Where `own` stands in the line. */
  at: number
  to: number
}

/** A part of a line, by its places. */
export interface NoticeStretch {
  at: number
  to: number
}

const stop = /[。；;！!？?\n]/
const comma = /[，,。；;！!？?\n‼⚠❗]/
const notItem = /时间|日期|地点|位置|地址|电话|联系|备注|说明|序号|步骤|方式|场所|负责/

/** What stands around a part of a line; `others` are the times beside it, which bound it. */
export function aroundOf(line: NoticeLine, here: NoticeStretch, others: readonly NoticeStretch[]): Around {
  const { text } = line
  const [from, end] = sentenceAround(text, here)
  const last = others.filter(o => o.to <= here.at).at(-1)
  const next = nextOf(text, here, others)
  const at = Math.max(from, edge(text, last?.to ?? 0, here.at, 'last'))
  const near = Math.min(end, edge(text, here.to, next?.at ?? text.length, 'first'))
  const isAlone =
    bareTime.test(text.slice(at, here.at).replace(mark, '') + text.slice(here.to, near)) &&
    /[，,]/.test(text[near] ?? '')
  const to = isAlone ? Math.min(end, edge(text, near + 1, next?.at ?? text.length, 'first')) : near
  const { row, titles } = line
  const isOwnHead = row === null && titles.length > 0
  const before = text.slice(from, at)
  const { item, rest } = row ? itemOf(row) : { item: '', rest: '' }
  const above = [...titles].reverse()
  return {
    own: text.slice(at, to),
    before,
    after: text.slice(to, end),
    item,
    rest,
    head: isOwnHead ? titles.at(-1)! : '',
    section: [...(isOwnHead ? titles.slice(0, -1) : titles), row?.caption ?? ''].join('；'),
    layers: [
      text.slice(to, end).split(comma)[0]!,
      ...before.split(comma).reverse(),
      item,
      ...(isOwnHead ? above.slice(0, 1) : []),
      text.slice(0, from),
      line.intro,
      row?.caption ?? '',
      ...(isOwnHead ? above.slice(1) : above),
    ].filter(layer => layer !== ''),
    headings: titles,
    at,
    to,
  }
}

/** The number or bullet of a paragraph. */
const mark = /^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|\d\ufe0f?\u20e3|[①-⑳\p{So}●•◆■▶※★*·-])\s*/u

/** The time that bounds what follows: of several with 、 between them what follows the last is said of all. */
function nextOf(text: string, here: NoticeStretch, others: readonly NoticeStretch[]): NoticeStretch | undefined {
  const [next, ...rest] = others.filter(o => o.at >= here.to)
  return next && /^[）)\s]*[、和及]\s*$/.test(text.slice(here.to, next.at)) ? nextOf(text, next, rest) : next
}

/** What stands beside a time that says nothing of what is then: 于, 前, 起, brackets. */
const bareTime = /^(?:[\s（()）]|即日起至?|于|在|自|从|至|到|前|起|止|之|以|间|内|的|期|含|本)*$/

/** The sentence around a part of a line. */
export function sentenceAround(text: string, { at, to }: NoticeStretch): [number, number] {
  const before = text.slice(0, at)
  const from = Math.max(...[...'。；;！!？?\n'].map(sign => before.lastIndexOf(sign) + 1))
  const after = text.slice(to).search(stop)
  return [from, after < 0 ? text.length : to + after]
}

/** Where what is beside a time begins or ends: at the comma next to it; of several times that 、 parts, there. */
function edge(text: string, from: number, to: number, which: 'first' | 'last'): number {
  const between = text.slice(from, to)
  const isBounded = which === 'last' ? from > 0 : to < text.length
  const signs = [...between.matchAll(new RegExp(comma, 'g'))]
  const marks = signs.length > 0 || !isBounded ? signs : [...between.matchAll(/[、：:]/g)]
  const mark = which === 'last' ? marks.at(-1) : marks[0]
  if (!mark) return which === 'last' ? from : to
  return which === 'last' ? from + mark.index + 1 : from + mark.index
}

function itemOf({ headers, cells, column }: NonNullable<NoticeLine['row']>): { item: string; rest: string } {
  const isItem = (n: number) => n !== column && (headers.length === 0 ? n < column : !notItem.test(headers[n] ?? ''))
  const named = cells.filter((_, n) => isItem(n))
  const others = cells.filter((_, n) => n !== column && !isItem(n))
  return { item: [headers[column] ?? '', ...named].join(' '), rest: others.join(' ') }
}
