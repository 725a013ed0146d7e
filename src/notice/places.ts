import type { NoticeStretch } from './context.ts'
import type { NoticeLine } from './structure.ts'
import type { ValueKind } from './words.ts'

/** A place, telephone or address in a line. */
export interface FoundPlace extends NoticeStretch {
  kind: Extract<ValueKind, 'place' | 'phone'>
  value: string
}

const phone =
  /(?<![\d-])(?:0\d{2,3}-?\d{7,8}(?:-\d{1,4})?|1[3-9]\d{9}|400-?\d{3}-?\d{4}|\d{3}-\d{4}-?\d{3,4}|[2-8]\d{6,7})(?![\d-])/g
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const end = '(?:楼|室|厅|馆|中心|场|窗口|大厅|食堂|办公室|校区|门|堂|点|处|台|所|站|店|银行|支行|\\d{3}|广场|栋|基地)'
const brackets = '(?:[（(][^（）()]{1,20}[）)])?'
const inside = '[^，,。；;：:！!\\s在到于（）()]{1,22}?'
const doing =
  '(?:举行|办理|领取|发放|补办|补领|补签|登记|签|召开|集合|入场|乘车|缴|提交|退|更改|归还|交还|现场|发[，,。；]?$|发(?=[，,。；])|开班会|候场|彩排|领|取|咨询|盖章|上交|报到|体检|参加|开|观礼)'
const placed: readonly RegExp[] = [
  new RegExp(
    `(?:地点|位置|地址|地址为)[：:为是在]*\\s*(${inside}[^，,。；;：:！!\\s]{0,22}?${brackets})(?=[，,。；;！!\\s]|$)`,
    'g',
  ),
  new RegExp(`(?:在|到|至|于|赴|去)(${inside}${end}${brackets})(?=${doing}|[，,。；;]|$)`, 'g'),
  new RegExp(
    `(?:(?<!\\d)[:：]|[，,])\\s*(${inside}(?:楼|室|厅|馆|窗口|办公室|食堂)(?:\\d{1,4}[室号]?|[一二三四五六]楼)?)(?=[，,。；;]|$)`,
    'g',
  ),
]
const placeHeader = /地点|位置|地址|场所/
const phoneHeader = /电话|联系/

/** The places, telephones and mail addresses of a line. */
export function placesIn({ text, row }: NoticeLine): FoundPlace[] {
  const found: FoundPlace[] = []
  const add = (kind: FoundPlace['kind'], value: string, at: number) => {
    if (!found.some(f => f.at < at + value.length && f.to > at)) found.push({ kind, value, at, to: at + value.length })
  }
  for (const match of text.matchAll(mail)) add('place', match[0], match.index)
  for (const match of text.matchAll(phone)) add('phone', match[0], match.index)
  const header = row?.headers[row.column] ?? ''
  if (row && placeHeader.test(header) && !/\d\s*[月:：]/.test(text)) {
    if (text.length > 1) add('place', text, 0)
  } else if (!row || !phoneHeader.test(header))
    for (const pattern of placed)
      for (const match of text.matchAll(pattern)) {
        const value = match[1]!
        if (value.length > 1 && !/^(?:本|各自|此|该|其|规定|指定)/.test(value))
          add('place', value, match.index + match[0].indexOf(value))
      }
  return found
}
