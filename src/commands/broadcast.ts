import { readFile } from 'node:fs/promises'
import { openPictures } from '../app/pictures.ts'
import { type Shell, withShell } from '../app/shell.ts'
import { broadcastRulesOf } from '../bot/office.ts'
import { type BroadcastDraft, broadcastNumberIn, type DraftField } from '../core/broadcast.ts'
import { type Identity, ownerOf } from '../core/roster.ts'
import type { Picture } from '../core/update.ts'
import { completed } from '../office/broadcasts/draft.ts'
import { readField } from '../office/broadcasts/fields.ts'
import {
  attempted,
  type BroadcastGround,
  type BroadcastOutcome,
  type BroadcastRefusal,
} from '../office/broadcasts/ground.ts'
import { approve, cancel, correct, recall, refuse, resend } from '../office/broadcasts/manage.ts'
import { mayNotWrite, preview, publish, refusedField } from '../office/broadcasts/publish.ts'
import { progressText } from '../office/broadcasts/says.ts'
import { sumOf } from '../office/broadcasts/states.ts'
import type { Act } from '../office/outcome.ts'
import { tableTime } from '../time/shown.ts'
import { staffActing } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, row } from './print.ts'

/** Broadcasts from the command line; a running bot sends what is released here. */
export const broadcastCommand: Command = {
  name: 'broadcast',
  usage: 'broadcast new|list|show|approve|refuse|cancel|resend|correct|recall …',
  summary: '发布预警和通知、批准、驳回、重发、更正、撤回、看进度（小助手开着也能用，由它发出）',
  details: [
    '  new --template 诈骗预警 --to 一班 --text 正文 --as 工号 [--level 普通|重要|紧急] [--at 时间] [--picture FILE] [--preview]',
    '                   --preview 只看预览和人数，不发；紧急的要另一位老师 approve',
    '  list             全部发布',
    '  show A07         原文和确认情况',
    '  approve A07 --as 工号             批准一条紧急发布（不能是发送人自己）',
    '  refuse A07 --as 工号 [--text 原因]  驳回一条紧急发布',
    '  cancel A07 --as 工号              取消还没发出的',
    '  resend A07 --as 工号              重发给还没确认的',
    '  correct A07 --as 工号 --text 新的内容 [--picture FILE]  发给同样的人，原来的作废',
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
  run: ({ values, positionals }) =>
    withShell(configFor(values), shell => {
      const [act = '', named = ''] = positionals
      if (act === 'new') return create(shell, values)
      if (act === 'list') return list(shell)
      if (act !== 'show' && !managed.includes(act as Managed))
        return misuse({
          where: 'broadcast',
          what: `不认识“${positionals.join(' ')}”`,
          cure: 'farewell broadcast --help',
        })
      const number = broadcastNumberIn(named) ?? named
      return act === 'show' ? show(shell, number) : manage(shell, { act: act as Managed, number, values })
    }),
}

const managed = ['approve', 'refuse', 'cancel', 'resend', 'correct', 'recall'] as const
type Managed = (typeof managed)[number]

/** Prints what an act came to, or throws why it was refused as a problem. */
function told(where: string, outcome: BroadcastOutcome): number {
  if ('refused' in outcome) return refusal(where, outcome.refused)
  print(outcome.done.says)
  return 0
}

const refusal = (where: string, { says }: BroadcastRefusal): never =>
  misuse({ where, what: says, cure: 'farewell broadcast list 看全部发布的状态' })

async function create(shell: Shell, values: Arguments['values']): Promise<number> {
  const actor = await acting(shell, values)
  const draft = await described(shell, actor, values)
  const rules = broadcastRulesOf(shell.content)
  const pictures = await picturesOf(shell, actor, values)
  const whole = completed({ ...draft, picture: pictures[0] ?? null }, rules.words)
  if (values.preview === true) {
    const ground = { read: shell.read, rules, now: shell.now, draw: () => '' }
    return told('--to', await preview(ground, actor, whole))
  }
  const previewed = await shell.perform(shownAndPublished, { rules, actor, input: whole })
  return told('broadcast', previewed)
}

/** What the command line does in one step, a chat does in two: what is shown there before it is published, here is printed with it. */
const shownAndPublished: Act<BroadcastGround['rules'], BroadcastDraft, { says: string }, BroadcastRefusal> = async (
  ground,
  actor,
  draft,
) => {
  const shown = await preview(ground, actor, draft)
  if ('refused' in shown) return shown
  const outcome = await publish(ground, actor, draft)
  return 'refused' in outcome ? outcome : { ...outcome, done: { says: `${shown.done.says}\n${outcome.done.says}` } }
}

/** The member of staff who acts; whoever is none leaves a line in the audit log. */
async function acting(shell: Shell, values: Arguments['values']): Promise<Identity> {
  try {
    return await staffActing(shell, values)
  } catch (error) {
    await shell.note(attempted(`command line as ${String(values.as ?? '')}`))
    throw error
  }
}

/** The draft that the options describe, each read as in a chat. */
async function described(shell: Shell, actor: Identity, values: Arguments['values']): Promise<BroadcastDraft> {
  const { read, content, now } = shell
  const ground: BroadcastGround = { read, rules: broadcastRulesOf(content), now, draw: () => '' }
  const mayNot = mayNotWrite(ground, actor, '通知')
  if (mayNot) return refusal('--as', mayNot.refused)
  let draft: BroadcastDraft = {
    kind: '通知',
    due: 'now',
    question: null,
    of: null,
    number: null,
    asking: 'preview',
    touchedAt: now.getTime(),
  }
  for (const [option, field, required] of optionFields) {
    const said = values[option]
    if (typeof said !== 'string' && !required) continue
    if (typeof said !== 'string' || said.trim() === '')
      return misuse({ where: `--${option}`, what: '没有写', cure: ground.rules.words.ask[field] })
    const filled = await readField(ground, actor, field, { said, draft })
    if ('fills' in filled) draft = { ...draft, ...filled.fills }
    else {
      await shell.note(refusedField(field, null), actor)
      return misuse({ where: `--${option}`, what: filled.problem.says, cure: 'farewell broadcast --help' })
    }
  }
  return draft
}

const optionFields: readonly [option: string, field: DraftField, required: boolean][] = [
  ['template', 'template', true],
  ['level', 'level', false],
  ['to', 'audience', true],
  ['at', 'time', false],
  ['text', 'body', true],
]

async function list({ content, read }: Shell): Promise<number> {
  const { zone } = content.knowledge.school
  const { states } = content.broadcastWords
  for (const { number, template, level, state, due, audienceWords, sender } of await read.broadcasts.all())
    print(
      row`${number}  ${tableTime(due, zone)}  ${states[state]}  ${template}  ${level}  ${sender.name}  ${audienceWords}`,
    )
  return 0
}

async function show({ content, read }: Shell, number: string): Promise<number> {
  const found = await read.broadcasts.broadcast(number)
  if (!found) return misuse({ where: number, what: '没有这个发布', cure: 'farewell broadcast list 列出全部编号' })
  const tally = sumOf(await read.broadcasts.tally(number, [{ of: 'school' }]))
  print(`${found.text}\n————\n${progressText(found, tally, content.broadcastWords)}`)
  return 0
}

async function manage(
  shell: Shell,
  { act, number, values }: { act: Managed; number: string; values: Arguments['values'] },
): Promise<number> {
  const actor = await acting(shell, values)
  const rules = broadcastRulesOf(shell.content)
  const reason = String(values.text ?? '').trim()
  const input = { number, reason }
  switch (act) {
    case 'approve':
      return told(number, await shell.perform(approve, { rules, actor, input }))
    case 'refuse':
      return told(number, await shell.perform(refuse, { rules, actor, input }))
    case 'cancel':
      return told(number, await shell.perform(cancel, { rules, actor, input }))
    case 'resend':
      return told(number, await shell.perform(resend, { rules, actor, input }))
    case 'recall':
      return told(number, await shell.perform(recall, { rules, actor, input }))
    case 'correct': {
      const picture = (await picturesOf(shell, actor, values))[0] ?? null
      return told(number, await shell.perform(corrected, { rules, actor, input: { number, body: reason, picture } }))
    }
  }
}

type Correction = { number: string; body: string; picture: Picture | null }

const corrected: Act<BroadcastGround['rules'], Correction, { says: string }, BroadcastRefusal> = async (
  ground,
  actor,
  input,
) => {
  const shown = await correct(ground, actor, input)
  return 'refused' in shown ? shown : shownAndPublished(ground, actor, { ...shown.done.draft, number: null })
}

async function picturesOf(
  { config, database, now }: Shell,
  actor: Identity,
  values: Arguments['values'],
): Promise<Picture[]> {
  const { picture } = values
  if (typeof picture !== 'string') return []
  const bytes = await readFile(picture).catch(() => null)
  if (!bytes) return misuse({ where: '--picture', what: `读不到 ${picture}`, cure: '检查文件名' })
  const { keep, inspector } = openPictures(config.data, { database, clock: { now: () => now } })
  const keeping = await keep(bytes, ownerOf({ id: '' }, actor))
  await inspector.close()
  if (keeping.outcome === 'kept') return [{ url: keeping.picture.url, alt: '' }]
  if (keeping.reason === 'no-room')
    return misuse({ where: '--picture', what: '磁盘或图片目录满了', cure: '腾出地方再试' })
  if (keeping.reason === 'too-many-pictures')
    return misuse({ where: '--picture', what: '这 24 小时里的图片太多了', cure: '明天再发，或者先不带图' })
  return misuse({ where: '--picture', what: '不是能发的图片', cure: 'png、jpg、gif、webp，最大 5 MB' })
}
