import { expect, test } from 'vitest'
import { noticeWords } from '../support/content.ts'
import { noticeOf, shippedFields } from '../support/notice/read.ts'

const heading = '关于做好2027届毕业生离校工作的通知\n\n'
const signed = '\n\n示例大学学生工作部\n\n2027年5月20日'
const proposalsOf = (text: string) => noticeOf(heading + text + signed).proposals
const datesOf = (text: string) =>
  proposalsOf(text).flatMap(p => (p.kind === 'value' && p.of === 'date' ? [[p.field, p.when]] : []))

const meant: [text: string, dates: (string | null)[][]][] = [
  ['毕业证书6月21日由各学院集中发放。', [['diploma.date', '2027-06-21']]],
  ['毕业证书的代领委托书6月15日前交辅导员。', [[null, '2027-06-15']]],
  ['委托他人代领证书的，6月15日前在线提交。', [[null, '2027-06-15']]],
  ['毕业典礼定于6月20日9:00举行，6月19日16:00彩排。', [['ceremony.date', '2027-06-20T09:00'], [null, '2027-06-19T16:00']]], // biome-ignore format: one case a line
  ['典礼结束后，6月20日下午发放毕业证书。', [['diploma.date', '2027-06-20T下午']]],
  [
    '校园卡6月30日冻结，余额7月5日退至银行卡。',
    [
      ['card.freeze', '2027-06-30'],
      [null, '2027-07-05'],
    ],
  ],
  [
    '校园卡6月30日停用，校园网账号7月15日注销。',
    [
      ['card.freeze', '2027-06-30'],
      ['network.end', '2027-07-15'],
    ],
  ],
  ['图书6月13日前还清。', [[null, '2027-06-13']]],
  [
    '公费医疗待遇截至6月30日，医药费6月16日前报销。',
    [
      ['medical.care_end', '2027-06-30'],
      [null, '2027-06-16'],
    ],
  ],
  [
    '感言和照片6月10日前发送至邮箱。',
    [
      ['message.end', '2027-06-10'],
      ['media.end', '2027-06-10'],
    ],
  ],
  ['6月18日，辅导员核对毕业去向登记。', [[null, '2027-06-18']]],
  ['1. 6月5日，完成毕业去向登记。', [['register.deadline', '2027-06-05']]],
  ['请各学院于6月18日到教务处领取毕业证书。', [[null, '2027-06-18']]],
]
for (const [text, dates] of meant)
  test(`“${text}” is about ${dates.map(([field]) => field ?? 'something else').join(' and ')}`, () => {
    expect(datesOf(`一、有关事项\n\n${text}`)).toEqual(dates)
  })

test('the facts with days are facts that the school has', () => {
  const known = new Set(shippedFields.map(field => field.key))
  expect(Object.keys(noticeWords.days).filter(key => !known.has(key))).toEqual([])
})

test('a rule of the school takes the sentence, and never the bare day in it', () => {
  const found = proposalsOf('一、图书。图书6月13日前还清，逾期缴纳滞纳金。').filter(p => p.kind === 'value')
  expect(found.map(p => [p.of, p.field, p.value])).toEqual([
    ['date', null, '2027-06-13'],
    ['text', 'library.rule', '图书6月13日前还清，逾期缴纳滞纳金'],
  ])
})

test('where nobody can tell which of two facts is meant, both are shown to choose from', () => {
  const text = '通知\n\n一、所有同学6月26日前离开宿舍。'
  const [found] = noticeOf(text + signed).proposals.filter(p => p.kind === 'value')
  expect([found!.field, found!.choices]).toEqual([null, ['checkout.end', 'leave.last_day']])
  expect(found!.doubt).toBe('不确定是哪一项：退宿截止、最晚离校日期')
})

test('a heading of something else ends what a day may be of; one that says nothing does not', () => {
  const of = (head: string) => noticeOf(`关于退宿的通知\n\n一、${head}\n\n东校区：6月20日—24日。${signed}`).proposals
  expect(of('物资调配').map(p => p.field)).toEqual([null])
  expect(of('时间安排').map(p => p.field)).toEqual(['checkout.start', 'checkout.end'])
})

test('batches are read in rows and in columns', () => {
  const columns = '表1 离校时间\n\n| 校区 | 第一批 | 第二批 |\n|---|---|---|\n| 主校区 | 6.15—6.17 | 6月18日上午 |'
  const rows = '表1 离校时间\n\n| 批次 | 主校区 |\n|---|---|\n| 第一批 | 6.15—6.17 |\n| 第二批 | 6月18日上午 |'
  for (const table of [columns, rows])
    expect(proposalsOf(`一、安排\n\n${table}`).map(p => [p.field, p.when, p.scope])).toEqual([
      ['leave.batches', '2027-06-15..2027-06-17', { campus: '主校区', batch: '第一批' }],
      ['leave.batches', '2027-06-18T上午', { campus: '主校区', batch: '第二批' }],
    ])
})

test('days above a table are those of the cells below them, and a table on its side is set upright', () => {
  const grid = '退宿\n\n| 楼栋 | 6月20日 | 6月21日 |\n|---|---|---|\n| 1栋 | 8:30-11:30 | — |'
  expect(datesOf(`一、${grid}`)).toEqual([
    ['checkout.start', '2027-06-20T08:30'],
    ['checkout.end', '2027-06-20T11:30'],
  ])
  const side = '| 日期 | 6月18日 | 6月20日 |\n|---|---|---|\n| 事项 | 毕业典礼 | 还书 |'
  expect(datesOf(`一、日程\n\n${side}`)).toEqual([
    ['ceremony.date', '2027-06-18'],
    [null, '2027-06-20'],
  ])
})

test('a day counted from something else is kept in its words', () => {
  const [found] = proposalsOf('一、论文。研究生应在学位授予后三个工作日内提交。').filter(p => p.kind === 'value')
  expect([found!.field, found!.when]).toEqual([null, null])
  expect(found!.value).toContain('三个工作日内提交')
})

test('where something is says nothing of whom it holds for', () => {
  const [day] = proposalsOf('一、毕业典礼6月20日在东湖校区体育场举行。').filter(p => p.of === 'date')
  expect(day!.scope).toEqual({})
  const [mine] = proposalsOf('一、东湖校区毕业生6月20日前离校。').filter(p => p.of === 'date')
  expect(mine!.scope).toEqual({ campus: '东湖校区' })
})

const none: [text: string, why: string][] = [
  ['（如2026年10月20日）填写结业时间。', 'example'],
  ['例如：8月10日提出的申请，扣款日为8月20日。', 'example'],
  ['值班：6月24日周老师、6月25日吴老师。', 'duty'],
  ['因6月24日至26日承办考试，该楼暂停办理。', 'condition'],
  ['根据5月2日校长办公会议要求办理。', 'law'],
]
for (const [text, why] of none)
  test(`“${text}” holds no day of the notice: ${why}`, () => {
    const { proposals, left } = noticeOf(`${heading}一、${text}${signed}`)
    expect(proposals.filter(p => p.kind === 'value' && p.when !== null)).toEqual([])
    expect(left.map(l => l.why)).toContain(why)
  })

test('a day that was changed is the new one', () => {
  expect(datesOf('一、毕业典礼原定6月17日举行，现改为6月18日举行。')).toEqual([['ceremony.date', '2027-06-18']])
  const table = '| 事项 | 原定时间 | 现改为 |\n|---|---|---|\n| 毕业典礼 | 6月17日 | 6月18日 |'
  expect(datesOf(`一、更新\n\n${table}`)).toEqual([['ceremony.date', '2027-06-18']])
})

test('forms that are attached are examples, what they ask for is not', () => {
  const form = '附件1 申请表\n\n| 姓名 | 拟离校日期 |\n|---|---|\n| 李四 | 2027年7月8日 |\n\n注：最晚7月12日离校。'
  const { proposals } = noticeOf(`${heading}一、办理。${signed}\n\n${form}`)
  expect(proposals.flatMap(p => (p.kind === 'value' ? [[p.field, p.when, p.clause]] : []))).toEqual([
    ['leave.last_day', '2027-07-12', '附件1注'],
  ])
})

test('who wrote a message and when is no day of it, and tomorrow is counted from there', () => {
  const { proposals } = noticeOf('毕业班通知群\n\n张老师 2027-06-10 09:21\n明天下午3点开始毕业典礼。')
  expect(proposals.flatMap(p => (p.kind === 'value' ? [[p.field, p.when]] : []))).toEqual([
    ['ceremony.date', '2027-06-11T15:00'],
  ])
})

test('the answer to a question is about what was asked', () => {
  const { proposals } = noticeOf(`${heading}问：毕业证书什么时候发？\n答：6月22日上午。${signed}`)
  expect(proposals.flatMap(p => (p.kind === 'value' ? [p.field] : []))).toEqual(['diploma.date'])
})
