import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { contentOf } from '../app/content.ts'
import { type Shell, withRoster, withShell } from '../app/shell.ts'
import { systemClock } from '../app/system.ts'
import { noticeRulesOf } from '../bot/editing.ts'
import { compileNotice } from '../notice/compile.ts'
import type { CompiledNotice, LeftOut, NoticeProposal } from '../notice/proposal.ts'
import { whenText } from '../notice/values.ts'
import { intakeGround, keepNotice, readIntake } from '../office/notice/intake.ts'
import { noticeGround, readNotice } from '../office/notice/read.ts'
import { whomSaid } from '../office/people/published.ts'
import { isoDay } from '../time/shown.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'

/** Reads a notice and prints what could be taken from it; takes nothing, and keeps it for the console only where it is told to. */
export const noticeCommand: Command = {
  name: 'notice',
  usage: 'notice FILE [--json | --keep [--as NUMBER]] [--data DIR]',
  summary:
    '读一份通知（docx、pdf、xlsx、txt、md），列出可以采用的日期、地点和要做的事；只看不改，加 --keep 放进后台“通知入库”',
  details: [
    '  --json       以 JSON 输出',
    '  --keep       放进后台“通知入库”，等老师一条一条看；同一份放两次还是一份',
    asHelp,
    dataHelp,
    '',
    '每一条都只是建议：写明出自哪一条、原话是什么；要人看过再填进学校信息。和现在填的不一样的会说出来。',
    '认哪些词在 knowledge/notice.yaml 里改。读不了的文件会说为什么、怎么办，退出码为 1。',
  ],
  options: { ...dataOption, ...asOption, json: { type: 'boolean' }, keep: { type: 'boolean' } },
  async run({ values, positionals: [file] }) {
    if (!file) return misuse({ where: 'notice', what: '没有给文件', cure: 'farewell notice 通知.docx' })
    const config = configFor(values)
    if (values.keep) return withShell(config, shell => keepFor(shell, file, values))
    const content = await contentOf(config)
    const { document, fault } = await readNotice(await bytesOf(file), basename(file))
    if (fault) return misuse({ where: file, ...content.noticeWords.faults[fault] })
    const homes = await withRoster(config.data, roster => roster.places(), [])
    const today = isoDay(systemClock.now(), config.zone)
    const ground = { words: content.noticeWords, ...noticeGround(content.knowledge.school, homes), today }
    const notice = compileNotice(document, ground)
    if (values.json) printJson(notice)
    else for (const line of linesOfNotice(notice, content.knowledge.phrases.circles)) print(line)
    return 0
  },
}

/** Keeps a notice for the console, as if it had been put in there. */
async function keepFor(shell: Shell, file: string, values: Arguments['values']): Promise<number> {
  const { content } = shell
  const as = { rules: noticeRulesOf(content), actor: await actingAs(shell, values) }
  const where = { where: file, cure: '写一位老师的工号，或者不写' }
  const ground = doneOf(await shell.perform(intakeGround, { ...as, input: undefined }), where)
  const read = await readIntake(await bytesOf(file), basename(file), ground)
  if (read.fault !== null) return misuse({ where: file, ...content.noticeWords.faults[read.fault] })
  print(doneOf(await shell.perform(keepNotice, { ...as, input: read }), where).says)
  return 0
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return misuse({ where: file, what: isMissing ? '没有这个文件' : '打不开', cure: '检查文件名和权限' })
  }
}

type Circles = Parameters<typeof whomSaid>[1]

function linesOfNotice({ proposals, left, issued, year }: CompiledNotice, circles: Circles): string[] {
  const values = proposals.filter(p => p.kind === 'value' || p.kind === 'question')
  const of = (...kinds: NoticeProposal['of'][]) =>
    values.filter(p => kinds.includes(p.of)).map(p => proposalLine(p, circles))
  const doing = (kind: NoticeProposal['kind']) => proposals.filter(p => p.kind === kind).map(doingLine)
  return [
    `读到 ${proposals.length} 条建议（${issued === null ? `按 ${year} 年算` : `通知日期 ${issued}`}）。什么都没有改，要人看过再填。`,
    ...group('日期和时间窗', of('date')),
    ...group('地点、电话和时段', of('place', 'phone', 'hours')),
    ...group('谁要做什么', doing('task')),
    ...group('老师和部门的职责', doing('duty')),
    ...group('没有采用的日期', left.map(leftLine)),
  ]
}

const group = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', `${title}（${lines.length}）`, ...lines]

/** A value on its line, and below it the words it was taken from, and what to look at. */
function proposalLine(p: NoticeProposal, circles: Circles): string {
  const { loan, degree, batch, ...whom } = p.scope
  const scope = [whomSaid(whom, circles), batch, loan, degree]
    .filter(part => part !== undefined && part !== '')
    .join('、')
  const value = p.when === null || p.kind === 'question' ? p.value : whenText(p.when)
  const notes = [p.doubt, p.contradicts].filter(note => note !== null)
  return [
    row`  ${p.field === null ? '·' : '●'} ${p.name}：${value}${scope === '' ? '' : `（${scope}）`}`,
    row`      ${p.clause}：“${p.words}” ${p.field === null ? '' : `[${p.field}]`}`,
    ...notes.map(note => row`      请看：${note}`),
  ].join('\n')
}

const who = { student: '学生', counselor: '辅导员', college: '学院', office: '部门' }

const doingLine = (p: NoticeProposal) =>
  row`  · ${[p.who === null ? '' : who[p.who], p.when === null ? '' : whenText(p.when)].join(' ').trim()}：${p.value}  [${p.clause}]`

const leftLine = (one: LeftOut) => row`  · ${one.clause}：“${one.words}” ${one.reason}`
