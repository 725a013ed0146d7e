import type { Piece } from './piece.ts'

const glue =
  /^(?:[\s,:()[\]【】「」"“”'‘’·/|]|的|在|于|从|自|是|为|就|到时|那天|各自?|分别|依次|都|那个|就是|呃|额|嗯)*$/
const to = /^[\s)\]】]*(?:一?直?到|至|[-~—–→]+)[\s([【]*(?:了)?$/
const and = /^[\s]*(?:、|,?(?:和|及|以及|与|跟|还有|并且?|再))[\s]*$/
/** 三点，不对，四点: what follows is meant instead. */
const instead =
  /^(?:[\s,。]|吧|哦|啊|噢|呃|额|嗯)*(?:不对|[哦啊]不是?|说错了?|搞错了?|错了|算了|改成|改到)(?:[\s,]|应该是|还是|是)*$/
const or = /^[\s]*,?(?:或者?|还是|要么)[\s]*$/

/** How two pieces are joined by what stands between them. */
export type Join = 'glue' | 'to' | 'and' | 'or' | 'instead'

/** How a gap joins what stands on both sides of it; null where it has words of its own. */
export function joinOf(gap: string): Join | null {
  if (glue.test(gap)) return 'glue'
  if (to.test(gap)) return 'to'
  if (instead.test(gap)) return 'instead'
  return and.test(gap) ? 'and' : or.test(gap) ? 'or' : null
}

/** How two neighbours are joined; 周三周五 are two as 周三和周五 are. */
export function joinBetween(before: Piece, piece: Piece, text: string): Join | null {
  const isBare = before.to === piece.from && isOtherDay(before, piece)
  return piece.isNext || isBare ? 'and' : joinOf(text.slice(before.to, piece.from))
}

/** Whether two pieces name different days in the same way; 明天明天 is one that was said twice. */
function isOtherDay(one: Piece, other: Piece): boolean {
  if (one.is === 'weekday' && other.is === 'weekday') return one.weekday !== other.weekday
  if (one.is === 'near' && other.is === 'near') return one.days !== other.days
  const isDate = (piece: Piece) => piece.is === 'date' || piece.is === 'day'
  return isDate(one) && isDate(other) && 'day' in one && 'day' in other && one.day !== other.day
}
