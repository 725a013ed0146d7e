import { resolve } from 'node:path'
import type { RosterPerson } from '../../src/core/roster.ts'
import { readFlows } from '../../src/flows/library.ts'
import { openCaseOffice, staffed } from './cases.ts'
import { aPerson } from './office.ts'

/** The shipped conversations. */
export const shippedFlows = readFlows(resolve(import.meta.dirname, '../../flows'), []).flows

/** Somebody besides the staff of `staffed`, in another class of another college, with their counselor. */
const elsewhere: RosterPerson[] = [
  aPerson('s9', { name: '示例同学庚', className: '二班', counselor: '示例辅导员九' }),
  aPerson('c9', {
    name: '示例辅导员九',
    role: 'counselor',
    className: '',
    scope: [{ of: 'class', college: '示例学院', name: '二班' }],
  }),
]

/** What is answered to the questions of 我要上报, one after the other, for each kind of report. */
const answers = {
  incident: ['我要上报', '出事了', '还在', '校外的人挨个敲门推销', '示例3栋三楼'],
  over: ['我要上报', '出事了', '过去了', '晒的衣服不见了', '示例3栋阳台', '昨晚'],
  person: ['我要上报', '替同学担心', '不放心', '示例同学庚这几天不说话', '跳过', '跳过'],
  rumour: ['我要上报', '谣言', '群里说不交押金不发证', '年级群', '跳过'],
  facility: ['我要上报', '设施坏了', '路灯全黑了', '图书馆北门', '跳过'],
}

/** An office in which s1 of 一班 reported something; `number` is its number, `arrived` what was sent of it. */
export async function reported(
  kind: keyof typeof answers,
  {
    askBack = '可以',
    by = 's1',
    ...options
  }: { askBack?: string; by?: string } & Parameters<typeof openCaseOffice>[0] = {},
) {
  const office = await openCaseOffice({
    people: [...staffed, ...elsewhere],
    flows: shippedFlows,
    operator: 'op',
    ...options,
  })
  for (const text of answers[kind]) await office.say(by, text)
  let arrived = await office.hear(by, askBack)
  if (arrived.some(a => a.text.includes('看一遍'))) arrived = await office.hear(by, '提交')
  const number = /H\d{6}-\w+/.exec(arrived.map(a => a.text).join('\n'))![0]
  return { office, number, arrived }
}
