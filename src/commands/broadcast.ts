import { systemClock, systemIds } from '../app/system.ts'
import { previewText } from '../bot/broadcast/preview.ts'
import { progressText } from '../bot/broadcast/progress.ts'
import { recallNotice } from '../bot/broadcast/recall.ts'
import { approvalAsked } from '../bot/broadcast/release.ts'
import { covers } from '../bot/broadcast/say.ts'
import { loadContent } from '../bot/content.ts'
import { fill } from '../content/words.ts'
import type { Broadcast, BroadcastEffect } from '../core/broadcast.ts'
import { numberIn } from '../core/broadcast.ts'
import type { RosterPerson } from '../core/roster.ts'
import { hasLeft, mayMove, sumOf } from '../delivery/broadcast.ts'
import { awake, stampText } from '../delivery/letter.ts'
import { auditCommand } from '../store/audit.ts'
import { saveBroadcastEffect } from '../store/broadcast/effects.ts'
import { staffBesides } from '../store/broadcast/reads.ts'
import { allBroadcasts, broadcastOf } from '../store/broadcast/record.ts'
import { tallyOf } from '../store/broadcast/tally.ts'
import { openDatabase } from '../store/open.ts'
import { readsIn } from '../store/reads.ts'
import { actor, type Desk, describedBroadcast } from './broadcast-draft.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, row } from './print.ts'

/** Broadcasts from the command line; a running bot sends what is released here. */
export const broadcast: Command = {
  name: 'broadcast',
  usage: 'broadcast new|list|show|approve|cancel|resend|recall …',
  summary: '发布预警和通知、批准、重发、撤回、看进度（小助手开着也能用，由它发出）',
  details: [
    '  new --template 诈骗预警 --to 一班 --text 正文 --as 工号 [--level 普通|重要|紧急] [--at 时间] [--picture FILE] [--preview]',
    '                   --preview 只看预览和人数，不发；紧急的要另一位老师 approve',
    '  list             全部发布',
    '  show A07         原文和确认情况',
    '  approve A07 --as 工号             批准一条紧急发布（不能是发送人自己）',
    '  cancel A07 --as 工号              取消还没发出的',
    '  resend A07 --as 工号              重发给还没确认的',
    '  recall A07 --as 工号 --text 原因  撤回',
    dataHelp,
  ],
  options: {
    ...dataOption,
    template: { type: 'string' },
    level: { type: 'string' },
    to: { type: 'string' },
    text: { type: 'string' },
    at: { type: 'string' },
    picture: { type: 'string' },
    as: { type: 'string' },
    preview: { type: 'boolean' },
  },
  async run({ values, positionals }) {
    const [act = '', named = ''] = positionals
    const config = configFor(values)
    const content = loadContent(config)
    const database = await openDatabase(config.data, { shared: true })
    const desk: Desk = { database, content, data: config.data, now: systemClock.now() }
    try {
      if (act === 'new') return await create(desk, values)
      if (act === 'list') return await list(desk)
      const known = ['show', 'approve', 'cancel', 'resend', 'recall']
      if (!known.includes(act))
        return misuse({
          where: 'broadcast',
          what: `不认识“${positionals.join(' ')}”`,
          cure: 'farewell broadcast --help',
        })
      const found = await broadcastOf(database.db, numberIn(named) ?? named)
      if (!found)
        return misuse({ where: named || act, what: '没有这个发布', cure: 'farewell broadcast list 列出全部编号' })
      return act === 'show' ? await show(desk, found) : await manage(desk, { act, found, values })
    } finally {
      await database.close()
    }
  },
}

/** Saves effects with a line of the audit log, all or nothing. */
async function save(
  desk: Desk,
  effects: readonly BroadcastEffect[],
  { found, ...audit }: { by: string; act: string; detail: string; found?: Broadcast },
) {
  const at = desk.now.getTime()
  await desk.database.transact(async db => {
    const made = effects.find(e => e.do === 'save-broadcast')?.broadcast.number
    // Somebody may have begun one in chat since the number was read.
    if (made !== undefined && (await broadcastOf(db, made)))
      misuse({ where: made, what: '这个编号刚被别人用了', cure: '再运行一次' })
    // Nor may two do the same at once: the second finds it done.
    if (found && (await broadcastOf(db, found.number))?.state !== found.state)
      misuse({ where: found.number, what: '刚被别人改了', cure: 'farewell broadcast list 看状态' })
    for (const effect of effects) await saveBroadcastEffect(db, effect, { ids: systemIds, at })
    await auditCommand(db, audit, desk.now)
  })
}

async function create(desk: Desk, values: Arguments['values']): Promise<number> {
  const { database, content, now } = desk
  const words = content.broadcastWords
  const sender = await audited(desk, values, () => actor(desk, values.as))
  const made = await audited(desk, values, () => describedBroadcast(desk, values, sender))
  const reckoning = await readsIn(database.db).broadcasts.reckon(made.audience)
  const isLater = made.due > now.getTime()
  print(previewText(made, reckoning, { words, zone: content.knowledge.school.zone, isLater }))
  if (values.preview === true) return 0
  const { number, level } = made
  if (level !== '紧急') {
    const effects: BroadcastEffect[] = [
      { do: 'save-broadcast', broadcast: made },
      { do: 'approve-broadcast', number, by: sender.number },
    ]
    await save(desk, effects, { by: sender.number, act: 'broadcast-published', detail: `${number} ${level}` })
    print(`${number} 已交给小助手，到时间就发。`)
    return 0
  }
  const { effects, asked } = await secondPerson(desk, made, reckoning.people)
  await save(desk, effects, { by: sender.number, act: 'broadcast-published', detail: `${number} ${level} waits` })
  print(`${number} 等另一位老师批准：${asked.join('、') || '名册上没有合适的老师'}`)
  return 0
}

/** Asks everybody who may approve it. */
async function secondPerson({ database, content }: Desk, made: Broadcast, people: number) {
  const words = content.broadcastWords
  const { number, sender } = made
  const others = (await staffBesides(database.db, sender.number)).filter(p => covers(p, 'approve-urgent', made))
  const asked = others.map(p => p.number)
  const saying = approvalAsked(made, people, words)
  const effects: BroadcastEffect[] = [
    { do: 'save-broadcast', broadcast: { ...made, state: 'waiting' } },
    { do: 'write-to', key: `broadcast:${number}:ask`, numbers: asked, saying },
  ]
  return { effects, asked }
}

/** What is refused leaves a line in the audit log, like in chat. */
async function audited<T>(desk: Desk, values: Arguments['values'], act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    await save(desk, [], { by: String(values.as ?? ''), act: 'broadcast-refused', detail: 'command line' })
    throw error
  }
}

async function list({ database, content }: Desk): Promise<number> {
  const { zone } = content.knowledge.school
  const { states } = content.broadcastWords
  for (const { number, template, level, state, due, audienceWords, sender } of await allBroadcasts(database.db))
    print(
      row`${number}  ${stampText(due, zone)}  ${states[state]}  ${template}  ${level}  ${sender.name}  ${audienceWords}`,
    )
  return 0
}

async function show({ database, content }: Desk, found: Broadcast): Promise<number> {
  const tally = sumOf(await tallyOf(database.db, found.number, [{ of: 'school' }]))
  print(`${found.text}\n————\n${progressText(found, tally, content.broadcastWords)}`)
  return 0
}

async function manage(
  desk: Desk,
  { act, found, values }: { act: string; found: Broadcast; values: Arguments['values'] },
): Promise<number> {
  const person = await audited(desk, values, () => actor(desk, values.as))
  const right = act === 'approve' ? 'approve-urgent' : 'broadcast'
  const { number } = found
  const refused = (what: string, cure: string) =>
    audited(desk, values, async () => misuse({ where: number, what, cure }))
  if (!covers(person, right, found)) return refused(`${person.number} 管不到这条发布的范围`, '换一位管这个范围的老师')
  const effects = await effectsOf(desk, { act, found, person, reason: String(values.text ?? '').trim(), refused })
  await save(desk, effects, { by: person.number, act: auditActs[act]!, detail: number, found })
  print(`${number} ${done[act]}`)
  return 0
}

const auditActs: Record<string, string> = {
  approve: 'broadcast-approved',
  cancel: 'broadcast-cancelled',
  resend: 'broadcast-resent',
  recall: 'broadcast-recalled',
}
const done: Record<string, string> = {
  approve: '批准了，到时间就发。',
  cancel: '取消了。',
  resend: '会重发给还没确认的人。',
  recall: '撤回了；收到过的人会收到撤回通知。',
}

async function effectsOf(
  { database, content, now }: Desk,
  {
    act,
    found,
    person,
    reason,
    refused,
  }: {
    act: string
    found: Broadcast
    person: RosterPerson
    reason: string
    refused(what: string, cure: string): Promise<never>
  },
): Promise<BroadcastEffect[]> {
  const { number, state, level } = found
  const { broadcastWords: words, knowledge } = content
  const { zone } = knowledge.school
  switch (act) {
    case 'approve':
      if (state !== 'waiting') return refused('现在不用批准', 'farewell broadcast list 看状态')
      if (found.sender.number === person.number) return refused('不能自己批准自己的', '请另一位老师批准')
      return [{ do: 'approve-broadcast', number, by: person.number }]
    case 'cancel':
      if (hasLeft(found)) return refused('已经发出', '用 recall 撤回')
      if (!mayMove(state, 'cancelled')) return refused(`已经${words.states[state]}了`, 'farewell broadcast list 看状态')
      return [{ do: 'end-broadcast', number, as: 'cancelled', reason }]
    case 'resend':
      if (!hasLeft(found) || state === 'recalled') return refused('没有发出，或已经撤回', '先发布')
      if (found.resends >= words.resendMost) return refused(`已经重发过 ${words.resendMost} 次`, '请班长一个一个联系')
      if (now.getTime() - (found.lastRoundAt ?? 0) < words.resendEveryMinutes * 60_000)
        return refused('刚发过不久', `至少隔 ${words.resendEveryMinutes} 分钟`)
      return [{ do: 'resend-broadcast', number, due: awake(level, now.getTime(), { words, zone }) }]
    default: {
      if (!hasLeft(found) || state === 'recalled') return refused('没有发出，或已经撤回', '还没发出的用 cancel')
      if (reason === '') return refused('没有写原因', '--text 原因')
      const next = await readsIn(database.db).broadcasts.nextNumber()
      const office = person.college === '' ? words.officeSchool : fill(words.office, { college: person.college })
      const sender = { number: person.number, name: person.name, office }
      const notice = recallNotice(found, { number: next, reason, sender, at: now.getTime(), words, zone })
      return [{ do: 'recall-broadcast', number, reason, notice }]
    }
  }
}
