/** A cell of a table; `isFilled` where it was empty and has what stands above it. */
export interface NoticeCell {
  text: string
  isFilled: boolean
}

/** A paragraph, or a table as rows of cells; every row has as many cells as the widest. */
export type NoticeBlock = { is: 'text'; text: string } | { is: 'table'; rows: readonly (readonly NoticeCell[])[] }

/** A notice as plain paragraphs and tables, in the order in which they stand. */
export interface NoticeDocument {
  blocks: readonly NoticeBlock[]
}

/** Why a file could not be read. */
export type NoticeFault =
  | 'empty'
  | 'scan'
  | 'old-word'
  | 'wps'
  | 'unreadable'
  | 'unknown-kind'
  | 'too-large'
  | 'overfull'
  | 'locked'

/** Columns in which one cell stands for those below it, where these are empty: when, where, whom to ask. */
const shared = /时间|日期|地点|位置|地址|场所|电话|联系|负责|批次|校区|学院|单位/

/** A table of cells as they were found; null is a cell that belongs to the one above it, which a merged cell is made of. */
export function noticeTable(found: readonly (readonly (string | null)[])[]): NoticeBlock {
  const wide = Math.max(0, ...found.map(row => row.length))
  const header = found[0] ?? []
  const rows: NoticeCell[][] = []
  for (const [n, given] of found.entries()) {
    const above = rows.at(-1)
    rows.push(
      Array.from({ length: wide }, (_, column): NoticeCell => {
        const text = given[column]
        if (text === null && above) return { text: above[column]!.text, isFilled: false }
        const isShared = n > 1 && shared.test(header[column] ?? '')
        if ((text ?? '').trim() === '' && isShared && above) return { text: above[column]!.text, isFilled: true }
        return { text: (text ?? '').trim(), isFilled: false }
      }),
    )
  }
  return { is: 'table', rows }
}
