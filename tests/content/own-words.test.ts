import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readContent } from '../../src/bot/content.ts'
import { fillFields } from '../../src/knowledge/render.ts'
import { holdings, type Tables } from '../../src/store/schema.ts'

const root = resolve(import.meta.dirname, '../..')
const { content } = readContent({
  knowledge: resolve(root, 'knowledge'),
  flows: resolve(root, 'flows'),
  zone: 'Asia/Shanghai',
})
const { knowledge, flows, broadcastWords, caseWords, reminderWords, rosterWords, stories } = content!
const { phrases, school, retention } = knowledge
const now = new Date('2027-06-10T12:00:00+08:00')
const kept: Record<string, { stays?: string }> = parse(
  readFileSync(resolve(root, 'knowledge/retention.yaml'), 'utf8'),
).kinds
/** The long text of an entry, as a person reads it. */
const longOf = (id: string) => fillFields(knowledge.entries.get(id)!.long, { phrases, school, now })
const shortOf = (id: string) => fillFields(knowledge.entries.get(id)!.short, { phrases, school, now })

/**
 * The words by which the bot tells of each table that holds anything of people; null where the table holds nothing of anybody. A new table is a
 * line here, and a word in `knowledge/bot.md` or `knowledge/retention.yaml`.
 */
const told: { [Name in keyof Tables]: string | null } = {
  activity: '老师安排的活动',
  activity_notice: '老师安排的活动',
  arrival: '谁刚能收到消息要补发通知',
  awaited_answer: '你点了“有了答案告诉我”的问题',
  audit: '谁查看、改动过什么的操作记录',
  bind_attempt: '试绑定码的次数',
  bind_code: '没用掉的绑定码',
  binding: '账号和学号的对应',
  broadcast: '学校发出的通知',
  broadcast_group: '哪些通知发给了你',
  broadcast_recipient: '你确认没有',
  broadcast_round: '学校发出的通知',
  care_entry: '为了多关心你私下记的',
  care_talk: '为了多关心你私下记的',
  channel: null,
  chat: '对话进行到哪一步',
  console_link: '登录后台用的链接',
  console_session: '登录记录',
  content_version: '老师对问答和学校信息的修改',
  consent: '什么时候同意过、撤回过什么',
  counter: null,
  crisis_case: '告诉老师是谁和最少的几个字',
  crisis_event: '告诉了哪几位老师也记着',
  crisis_label: '老师标过“属实”“误报”的字句不带名字',
  delivery: '我发出的消息',
  door: '给你发过的网页链接',
  duty_note: '老师为报送总结写的说明',
  flow_version: null,
  group_class: '哪个群是哪个班、是谁设的',
  group_proposal: '哪个群是哪个班',
  handoff: '请老师联系你的事、提的建议、联系方式和老师的回复',
  job_posting: '你带来的岗位',
  job_wish: '你订的岗位提醒',
  link: '给你发过的网页链接',
  link_generation: '收回的次数',
  notice: '老师放进来的学校通知',
  notice_proposal: '每一条谁采用没有',
  person_memory: '填了一半的表',
  pick: '你提交的内容和证书',
  picture: '你发来的图片',
  pulse: null,
  question_list: '老师存下来试答案的问题单',
  rating: '你点的“有用”“没用”',
  reminder: '你设的提醒',
  report_picture: '你提交的内容和证书',
  reminder_change: '改动过什么的操作记录',
  reminder_cursor: null,
  reminder_run: '你设的提醒',
  roster: '学校名册里的你',
  safety_card: '每周一题给你发过哪几件',
  scam_case: '那段文字和出现在哪些群会记下来给老师看',
  scam_group: '出现在哪些群',
  session: '含你最近问的几句',
  stand_in: '老师请假时由谁代',
  submission: '你提交的内容和证书',
  tag: '办到哪一步的记号',
  timer: '到时候要接着说的话',
  unanswered: '没答上来的问题',
  unanswered_class: '没答上来的问题',
  update_seen: '消息的编号',
  web_message: '网页上的聊天',
  worry: '只私下问过你一句',
}
/** The words by which bot-delete-data tells what becomes of the tables that a deletion touches. */
const gone: Partial<Record<keyof Tables, string>> = {
  arrival: '绑定',
  awaited_answer: '等答案的记号',
  binding: '绑定',
  broadcast_recipient: '你是怎么确认的会抹掉',
  chat: '对话',
  consent: '同意的记录',
  console_link: '登录后台的记录',
  console_session: '登录后台的记录',
  crisis_case: '老师还没看到的，只留下',
  delivery: '已经排好队要发给你的学校通知',
  handoff: '老师那边的内容也没了',
  job_posting: '带来的岗位',
  job_wish: '岗位提醒',
  link: '发过的网页链接',
  person_memory: '草稿',
  picture: '图片',
  care_entry: '老师为了多关心你记的',
  care_talk: '老师为了多关心你记的',
  rating: '评价',
  reminder: '提醒',
  safety_card: '每周一题',
  session: '对话',
  submission: '交过的承诺和感言',
  tag: '进度',
  timer: '草稿',
  web_message: '对话',
  worry: '求助的记录一起删',
}

const tables = Object.keys(holdings) as (keyof Tables)[]

describe('what the bot says that it keeps is what it keeps', () => {
  test('every table that holds anything of people is told of, and no other', () => {
    expect(Object.keys(told).sort()).toEqual([...tables].sort())
    expect(tables.filter(t => (holdings[t] === null) !== (told[t] === null))).toEqual([])
  })

  test.each(tables.filter(t => told[t] !== null))('bot-privacy tells of %s', table => {
    expect(longOf('bot-privacy')).toContain(told[table])
  })

  test('no entry says that nothing of what is said in groups is kept', () => {
    const denying = [...knowledge.entries.values()].filter(e => /群里的话[^。；]{0,3}不存/.test(JSON.stringify(e)))
    expect(denying.map(e => e.id)).toEqual([])
  })

  test('what a deletion leaves is named with the reason, in bot-delete-data too', () => {
    const left = tables.filter(t => holdings[t]?.forget === 'stays' && holdings[t].whose.length > 0)
    expect([...new Set(left.map(t => holdings[t]!.kind))].filter(kind => !kept[kind]!.stays)).toEqual([])
    expect(longOf('bot-delete-data')).toContain(retention.texts.get('keep.stays'))
  })

  test('bot-delete-data tells what becomes of everything that a deletion touches', () => {
    const touched = tables.filter(t => ['delete', 'own'].includes(holdings[t]?.forget ?? ''))
    expect(Object.keys(gone).sort()).toEqual(touched.sort())
    for (const [table, words] of Object.entries(gone))
      expect([table, longOf('bot-delete-data')]).toEqual([table, expect.stringContaining(words)])
  })
})

describe('what the bot says that it can do is what it can do', () => {
  const verify = `${broadcastWords.commands.verify} A07`
  const look = caseWords.check.asks[0]!
  const own = [
    stories.words.asks[0]!,
    stories.words.card.off[0]!,
    reminderWords.list[0]!,
    rosterWords.bind.start[0]!,
    rosterWords.bind.who[0]!,
    phrases.modeWord,
  ]

  test.each([verify, look, caseWords.scam.switchWord, ...own])('bot-what names “%s”', word => {
    expect(longOf('bot-what')).toContain(`“${word}”`)
  })

  test('bot-what names every conversation that students can begin', () => {
    const theirs = [...flows.current.values()].filter(f => f.for !== 'staff')
    expect(theirs.filter(f => !longOf('bot-what').includes(`“${f.title}”`)).map(f => f.title)).toEqual([])
  })

  test('bot-impersonate says first how a notice is verified, and then how to have a message looked at', () => {
    expect(shortOf('bot-impersonate')).toContain(verify)
    expect([verify, look].filter(word => !longOf('bot-impersonate').includes(word))).toEqual([])
  })
})
