import { withShell } from '../app/shell.ts'
import { systemClock } from '../app/system.ts'
import type { Content } from '../bot/content.ts'
import type { Occasion, ReminderChange, ReminderReads } from '../core/reminder.ts'
import type { Belonging } from '../core/roster.ts'
import { changesSince, movesOf, withheldFromAll, withholding } from '../office/reminders/changes.ts'
import { type Coming, comingUp, dormant } from '../office/reminders/coming.ts'
import { groundFor, isFor, placeOfPart, standingOf } from '../office/reminders/parts.ts'
import { instantText, standingSaying } from '../office/reminders/saying.ts'
import { minuteText } from '../time/shown.ts'
import { type Command, configFor, dataHelp, dataOption, instantOption, misuse } from './command.ts'
import { print, printJson } from './print.ts'

/** Lists what the standing reminders will say next and to how many, or what came of the last ones. */
export const remindersCommand: Command = {
  name: 'reminders',
  usage: 'reminders [--next N] [--now ISO] [--log] [--data DIR] [--json]',
  summary: '接下来的定时提醒：什么时候、给多少人、说什么；发过的结果怎样',
  details: [
    '  --next N     列出接下来几次（默认 10）',
    '  --now ISO    当作现在是这个时间',
    '  --log        改为列出已经发过的、跳过的，各多少人',
    dataHelp,
    '  --json       每次一行 JSON',
    '',
    '学校日期还没公布的提醒不会运行，列在最后。人数按现在的名册和进度算。',
  ],
  options: {
    ...dataOption,
    next: { type: 'string' },
    now: { type: 'string' },
    log: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values }) {
    const config = configFor(values)
    const many = Number(values.next ?? 10)
    if (!Number.isInteger(many) || many < 1 || many > 500)
      return misuse({ where: '--next', what: `“${values.next}” 不是 1 到 500 的整数`, cure: '例如 --next 20' })
    const now = instantOption(values, 'now', config.zone) ?? systemClock.now()
    const asJson = values.json === true
    return withShell(config, async ({ content, read }) => {
      if (values.log) showLog(await read.reminders.latest(many), content, { now, asJson })
      else await showNext(comingUp(content, now, many), content, { now, asJson, read: read.reminders })
      return 0
    })
  },
}

interface Showing {
  now: Date
  asJson: boolean
}

async function showNext(
  coming: readonly Coming[],
  content: Content,
  { now, asJson, read }: Showing & { read: ReminderReads },
): Promise<void> {
  const reach = await reachOf(coming, content, { now, read })
  const changes = await read.changes(changesSince(now).getTime())
  for (const { reminder, at } of coming) {
    const { audience, reached } = reach.get(reminder)!
    const who = { name: '（姓名）', className: '（班级）', college: '（学院）' }
    const { text } = standingSaying(groundFor(content, placeOfPart(reminder.part)), reminder, { ...who, at })
    const fate = fateOf(changes, { reminder: reminder.name, at }, content)
    if (asJson)
      printJson({
        reminder: reminder.name,
        at: at.toISOString(),
        to: reminder.to,
        audience,
        reached,
        text,
        ...fate.data,
      })
    else {
      const unit = reminder.to === 'group' ? '个班级群' : '人'
      print(
        `${instantText(at, now, content)}  ${reminder.title}（${reminder.name}）  ${audience} ${unit}，能送到 ${reached}${fate.says}`,
      )
      print(text.replace(/^/gm, '    '))
    }
  }
  if (asJson) return
  if (coming.length === 0) print('接下来没有定时提醒。')
  showAsleep(content, now)
}

/** How many each reminder is for, and how many of them can be reached. */
async function reachOf(
  coming: readonly Coming[],
  { knowledge }: Content,
  { now, read }: { now: Date; read: ReminderReads },
) {
  const each = [...new Set(coming.map(c => c.reminder))].map(async reminder => {
    const isTheirs = (whose: Belonging) => isFor(reminder, whose, knowledge.school)
    return [reminder, await read.reach({ ...reminder, isFor: isTheirs }, now)] as const
  })
  return new Map(await Promise.all(each))
}

function showAsleep(content: Content, now: Date): void {
  for (const { reminder, why } of dormant(content, now)) {
    const { name, title, rule } = reminder
    const label = rule.on === 'school-date' ? content.knowledge.school.fields.get(rule.field)?.label : ''
    const because = why === 'unset' ? `学校还没公布${label}` : '算不出下一次是什么时候，检查它的 when'
    print(`不会运行：${title}（${name}），${because}`)
  }
}

/** What staff have changed about a time that is to come. */
function fateOf(
  changes: readonly ReminderChange[],
  { reminder, at }: { reminder: string; at: Date },
  { knowledge }: Content,
): { says: string; data: Record<string, string> } {
  const instant = at.getTime()
  const move = movesOf(changes, reminder).get(instant)
  const time = move?.to ?? instant
  const some = withholding(changes, { reminder, instant, at: time }, time)
  const withheld = withheldFromAll(some) ? 'all' : some.length > 0 ? 'some' : null
  const says = { all: '，已暂停或跳过，不会发', some: '，有一部分人停发' }
  return {
    says: `${move ? `，改到 ${minuteText(move.to, knowledge.school.zone)}` : ''}${withheld ? says[withheld] : ''}`,
    data: { ...(move ? { movedTo: new Date(move.to).toISOString() } : {}), ...(withheld ? { withheld } : {}) },
  }
}

const states = { planning: '正在安排', planned: '已安排', skipped: '没有发' } as const
const reasons: Record<string, string> = {
  late: '晚了',
  missed: '错过太久，跳过',
  superseded: '停机期间的旧的一次，由后面的代替',
  unreachable: '联系不上',
  ended: '到期结束',
  paused: '那时候暂停着',
  'left-out': '老师跳过了这一次',
}
const ends: Record<string, string> = {
  waiting: '等待',
  sending: '正在发',
  delivered: '送达',
  refused: '被拒收',
  failed: '失败',
  uncertain: '不确定',
  cancelled: '取消',
}

function showLog(occasions: readonly Occasion[], content: Content, { now, asJson }: Showing): void {
  if (occasions.length === 0 && !asJson) print('还没有记录。')
  for (const occasion of occasions) {
    if (asJson) {
      printJson({ ...occasion, instant: occasion.instant.toISOString() })
      continue
    }
    const title = standingOf(content).find(r => r.name === occasion.reminder)?.title ?? '个人提醒或已删除的提醒'
    const why = occasion.reason === null ? '' : `（${reasons[occasion.reason] ?? occasion.reason}）`
    const stood = Object.entries(occasion.deliveries).map(([state, count]) => `${ends[state] ?? state} ${count}`)
    const counts = [
      `对象 ${occasion.audience}`,
      `安排 ${occasion.planned}`,
      `联系不上 ${occasion.unreachable}`,
      ...stood,
    ].join('，')
    print(
      `${instantText(occasion.instant, now, content)}  ${title}（${occasion.reminder}）  ${states[occasion.state]}${why}  ${counts}`,
    )
  }
}
