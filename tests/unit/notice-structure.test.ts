import { expect, test } from 'vitest'
import { documentOfText } from '../../src/notice/files/text.ts'
import { noticeLines } from '../../src/notice/structure.ts'

const clausesOf = (text: string) => noticeLines(documentOfText(text)).map(line => line.clause)

test('every paragraph is named by the numbers of its clauses', () => {
  const text = [
    '通知',
    '一、时间',
    '（一）现场。6月1日办理。',
    '1. 本科生',
    '2．研究生',
    '（1）硕士',
    '① 学术型',
    '（二）补办',
    '二、地点',
  ]
  expect(clausesOf(text.join('\n'))).toEqual([
    ...['标题', '一', '一（一）', '一（一）1', '一（一）2', '一（一）2（1）', '一（一）2（1）①', '一（二）', '二'],
  ])
})

test('articles are clauses, and what follows a number without one of its own belongs to it', () => {
  expect(clausesOf('办法\n第一条 本办法自6月1日起施行。\n毕业生应遵守。\n第十二条 其他。')).toEqual([
    '标题',
    '第一条',
    '第一条',
    '第十二条',
  ])
})

test('rows of tables are numbered from the first below the header, table by table', () => {
  const table = '| 事项 | 时间 |\n|---|---|\n| 退宿 | 6月20日 |\n| 还书 | 6月18日 |'
  const lines = noticeLines(documentOfText(`${table}\n\n另表\n\n学院\t批次\t时间\n文学院\t第一批\t6月21日`))
  expect(lines.map(line => [line.clause, line.text])).toEqual([
    ['表1第1行', '退宿'],
    ['表1第1行', '6月20日'],
    ['表1第2行', '还书'],
    ['表1第2行', '6月18日'],
    ['正文', '另表'],
    ['表2第1行', '文学院'],
    ['表2第1行', '第一批'],
    ['表2第1行', '6月21日'],
  ])
})

test('headings stand with their clauses; a sentence is none', () => {
  const [, , line] = noticeLines(documentOfText('通知\n一、户口迁移\n1. 6月1日前到户籍室。\n'))
  expect(line!.titles).toEqual(['户口迁移'])
})

test('attachments and who signed are told from what the notice says', () => {
  const text =
    '关于离校的通知\n\n各学院：请于6月1日前报送。\n\n附件：1. 汇总表\n\n2. 名单（截至4月15日）\n\n某大学学生处\n\n2027年5月1日'
  expect(noticeLines(documentOfText(text)).map(line => line.part)).toEqual([
    ...['title', 'preface', 'attachment', 'attachment', 'closing', 'closing'],
  ])
})

test('an empty cell below a time or place has what stands above it, and says that it was filled', () => {
  const [, , , second] = noticeLines(
    documentOfText('| 事项 | 时间 | 备注 |\n|---|---|---|\n| 退宿 | 6月20日 | 带钥匙 |\n| 还书 |  |  |'),
  )
  expect(second!.row!.cells).toEqual(['还书', '6月20日', ''])
})
