import { read } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { bookOf } from '../../src/reports/book.ts'

test('a column is as wide as what stands in it, and a note below the table widens none', async () => {
  const rows = [
    ['工号', '姓名'],
    ['T01', '示例辅导员'],
    [],
    ['这一句说明比哪一列都长，写在整张表的下面，打印出来才看得见。'],
  ]
  const sheet = Object.values(read(await bookOf([{ name: '表', rows }]), { cellStyles: true }).Sheets)[0]!
  expect(sheet['!cols']!.map(column => Math.round(column.wch ?? column.width ?? 0))).toEqual([6, 12])
})
