import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { parseInstant } from '../../src/time/calendar.ts'
import { college, staffed } from '../support/cases.ts'
import { parseLines, run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'

const scripts = resolve(import.meta.dirname, 'transcripts')
const document = resolve(import.meta.dirname, '../../docs/transcripts/safety.md')
/** Who writes under which handle, by roster number. */
const cast = { 甲: 's1', 乙: 's2', 辅导员一: 'c1', 辅导员二: 'c2', 学院老师: 'k1', 学校老师: 'x1', 管理员: 'op' }
const rooms = { 一班毕业群: '一班', 二班毕业群: '二班' }

const chapters: [file: string, title: string, about: string][] = [
  [
    '1-scam',
    '群里的诈骗',
    '卡片一小时一次、不点名；证据只给本班辅导员；乙的问题照样有回答；另一个群出现几乎一样的话，合成一件并起草预警。',
  ],
  [
    '2-check',
    '私聊帮看',
    '引出信号，不下断言；没看到信号也不说安全；钱已经出去了先说 110；老实的问题由知识库回答；群里引用一条来问，答在私聊。',
  ],
  [
    '3-crisis-group',
    '群里有人可能有危险',
    '没有人叫小助手。模型和词表两边都认定才在群里说一句不带内容的话，其余在私聊；辅导员只看到最少的几个字。',
  ],
  ['4-crisis-flow', '流程里说起同学有危险', '流程先放着，之后接着填。'],
  ['5-escalation', '没有人确认时', '五分钟没有人确认，告诉下一位；确认以后不再往上。'],
  ['6-nobody', '一直没有人确认', '一级一级往上，直到管理员；每一步都记下来。'],
  [
    '7-now',
    '马上有危险',
    '意外、被人控制、被伤害、突发疾病、火、轻生：第一行只说现在要做的一件事；被人看着的人只读几行。',
  ],
  ['8-whom', '说的是谁', '担心室友的人不是病人；名册上认得出名字的，告诉老师是谁，认不出的照实说没说是谁。'],
  ['9-pieces', '一句话分几条发', '一两分钟里的几条合在一起看，只提醒一次；合起来没事的不提醒。'],
  ['10-leaving', '告别、离开、掉了东西', '这些都不是求助：群里不说话，私聊里照常回答。'],
  ['11-care', '心里难受，没说到危险', '只问一句、给一条路，后面不跟条目；回“是”才告诉老师，回“没事”什么都不留。'],
  ['12-wrong', '老师标误报', '记录删掉，告诉过的老师和本人都知道；只留几个字和种类，不带是谁。'],
  ['13-money', '钱已经转出去了', '在找辅导员、帮我看看里面，都先说 110。'],
  ['14-quoted', '引用一句话问真假', '直接看引用的那句；在群里问的，私聊里回答，不用再发一遍。'],
  ['15-lawful', '正当的钱和客气的骗子', '同学间的小钱、退费、利息、微信自己的提示不提醒；换了新号来收钱的“班长”提醒。'],
  ['16-personal', '在群里说自己的难处', '回答在私聊里。'],
  ['17-echo', '另一个机器人', '同样的话几遍以后不再接；换一句新的照常回答。'],
  [
    '18-english',
    '整句用英文写',
    '有英文的用英文回答，学校写的内容照原文；只有中文的会用英文说明；中英夹杂的用中文。拿不准有没有危险时用英文问，告诉老师的仍是中文。',
  ],
]

/** A folder with the roster, everyone bound, and two groups. */
async function prepared(): Promise<string> {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  await savePeople(database, staffed, new Date('2027-06-01T00:00:00Z'))
  for (const [handle, number] of Object.entries(cast))
    await database.db
      .insertInto('binding')
      .values({ handle, number, channel: 'replay', private_chat: `private/${handle}`, at: 0 })
      .execute()
  for (const [room, name] of Object.entries(rooms))
    await database.db
      .insertInto('group_class')
      .values({ chat: `room/${room}`, channel: 'replay', college, class_name: name, by: 'c1', at: 0 })
      .execute()
  await database.close()
  return folder
}

interface Said {
  at: string
  from?: string
  room?: string | null
  to?: string | null
  text: string
  forwarded?: boolean
  quoted?: string
  code?: string
}

/** What was written and what was answered, in order of time, as Markdown. */
async function played(file: string): Promise<string> {
  const path = join(scripts, `${file}.jsonl`)
  const { code, out, err } = await run(['replay', path, '--data', await prepared(), '--json'], {
    FAREWELL_OPERATOR: 'op',
  })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const at = (said: Said) => parseInstant(said.at, 'Asia/Shanghai')!.getTime()
  const written = parseLines(readFileSync(path, 'utf8')) as unknown as Said[]
  const sent = parseLines(out) as unknown as Said[]
  const all = [...written.map(w => ({ ...w, isOurs: false })), ...sent.map(s => ({ ...s, isOurs: true }))]
  const inOrder = all.sort((a, b) => at(a) - at(b) || Number(a.isOurs) - Number(b.isOurs))
  return inOrder.map(line => (line.isOurs ? answer(line) : message(line))).join('\n\n')
}

const clock = (text: string) => /T(\d\d:\d\d)/.exec(new Date(Date.parse(text) + 8 * 3_600_000).toISOString())![1]

function message({ at, from, room, text, forwarded, quoted, code }: Said): string {
  const notes = [
    forwarded ? '（转发）' : '',
    quoted ? `（引用“${quoted}”）` : '',
    code ? `［图，二维码：${code}］` : '',
  ].join('')
  return `**${from}**（${room ?? '私聊'}，${at.slice(11, 16)}）：${notes}${text}`
}

function answer({ at, room, to, text }: Said): string {
  const where = room ?? `私聊${to ? ` ${to}` : ''}`
  return [`小助手 → ${where}，${clock(at)}`, ...text.split('\n')].map(l => `> ${l}`.trimEnd()).join('  \n')
}

test('the transcripts of docs/transcripts/safety.md are what replay makes of the scripts', async () => {
  const parts: string[] = []
  for (const [file, title, about] of chapters) parts.push(`## ${title}\n\n${about}\n\n${await played(file)}`)
  const head = `# 反诈和求助的对话

由 \`farewell replay\` 放 \`tests/content/transcripts/\` 里的脚本得到（示例学校、示例名册）；\`tests/content/transcripts.test.ts\` 每次都重放一遍并和这里比较。
改了措辞以后用 \`npx vitest run tests/content/transcripts.test.ts -u\` 重新生成。`
  await expect(`${[head, ...parts].join('\n\n')}\n`).toMatchFileSnapshot(document)
}, 240_000)
