import { expect, test } from 'vitest'
import { documentOfText } from '../../src/notice/files/text.ts'
import { noticeOf } from '../support/notice/read.ts'

const textsOf = (text: string) =>
  documentOfText(text).blocks.map(block => (block.is === 'text' ? block.text : block.rows))

test('Markdown is read without its marks, and lines with tabs are a table', () => {
  expect(textsOf('# 通知\n\n- **一、** 时间')).toEqual(['通知', '一、 时间'])
  const [rows] = textsOf('事项\t时间\t地点\n退宿\t6月20日\t一楼')
  expect(rows).toHaveLength(2)
})

test('lines that were cut to one width are sentences again', () => {
  const lines = [
    '各位同学，毕业离校的各项手续从下周开始办理，请大家',
    '务必按时完成。生源地助学贷款的毕业确认在6月',
    '10日前提交，图书请在离校以前全部归还给图书馆，如有',
    '遗失请按规定赔偿。宿舍退宿以后不能再进入楼内，请把',
    '自己的物品全部带走，遗留的物品学校不负责保管，大家',
    '互相转告。',
  ]
  expect(textsOf(lines.join('\n'))).toHaveLength(1)
  expect(textsOf(lines.map(line => `${line}\n`).join('\n'))).toHaveLength(6)
})

test('hours in a column of their own are those of the row’s day', () => {
  const table = '| 场次 | 日期 | 集合时间 | 开始时间 |\n|---|---|---|---|\n| 第1场 | 6月20日（周日） | 7:40 | 9:00 |'
  const { proposals } = noticeOf(`关于2027届毕业典礼的通知\n\n一、毕业典礼\n\n${table}`)
  expect(proposals.filter(p => p.of === 'date').map(p => [p.field, p.when])).toEqual([
    [null, '2027-06-20T07:40'],
    ['ceremony.date', '2027-06-20T09:00'],
  ])
})

test('from now on is from the day of the notice, where it says which that is', () => {
  const whens = (text: string) => noticeOf(text).proposals.flatMap(p => (p.kind === 'value' ? [p.when] : []))
  const text = '关于离校的通知\n\n即日起至6月15日，可以预约场地。'
  expect(whens(`${text}\n\n某大学\n\n2027年6月1日`)).toEqual(['2027-06-01..2027-06-15'])
  expect(whens(text)).toEqual(['2027-06-15'])
})
