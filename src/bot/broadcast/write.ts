import { fill } from '../../content/words.ts'
import type { BroadcastDraft, BroadcastKind, DraftField } from '../../core/broadcast.ts'
import { levels } from '../../core/broadcast.ts'
import type { Choice } from '../../core/delivery.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import type { Context, Step } from '../context.ts'
import { may } from '../rights.ts'
import { labelled, levelOf, readField, templatesFor } from './fields.ts'
import { preview, previewButtons } from './preview.ts'
import { release } from './release.ts'
import { audit, buttons, refuse, tell, writing } from './say.ts'

const order: readonly DraftField[] = ['template', 'level', 'audience', 'time', 'body', 'picture', 'question']

const keyOf = {
  template: 'template',
  level: 'level',
  audience: 'audience',
  time: 'due',
  body: 'body',
  picture: 'picture',
  question: 'question',
} as const

/** 发布预警 …, 发布通知 …: begins a broadcast; all in one line, or the rest is asked for step by step. */
export async function begin(context: Context, kind: BroadcastKind, rest: string): Promise<Step> {
  const { turn, isGroup, broadcastWords: words } = context
  if (!may(turn.who, 'broadcast')) return refuse(context, words.problems.noRight, `publish ${kind}`)
  if (turn.who.number === null) return refuse(context, words.problems.notBound, `publish ${kind}`)
  const command = `${words.commands.publish}${kind}`
  if (isGroup) return tell(fill(words.problems.privateOnly, { command }))
  const empty: BroadcastDraft = { kind, of: null, number: null, asking: 'template', touchedAt: turn.now.getTime() }
  return take(context, empty, rest)
}

/** A message of someone who is writing a broadcast; null when it is not for that. */
export async function goOn(context: Context, draft: BroadcastDraft): Promise<Step | null> {
  const { turn, text, broadcastWords: words } = context
  const isOneOf = (list: readonly string[]) => list.some(word => bareWords(word) === bareWords(text))
  if (turn.now.getTime() - draft.touchedAt > words.draftMinutes * 60_000)
    return isOneOf([...words.go, ...words.change]) ? writing(tell(words.draftGone), null) : null
  if (isOneOf(words.cancel)) return drop(context, draft)
  const touched = { ...draft, touchedAt: turn.now.getTime() }
  if (labelled(text, words).parts.length > 0) return take(context, touched, text)
  switch (draft.asking) {
    case 'preview':
      if (isOneOf(words.go)) return release(context, touched)
      if (isOneOf(words.change)) return writing(tell(words.ask.change), { ...touched, asking: 'change' })
      return writing(tell(fill(words.askAgain, { ask: words.ask.change }), { choices: previewButtons(words) }), touched)
    case 'change':
      return writing(tell(fill(words.askAgain, { ask: words.ask.change })), touched)
    default:
      return fillIn(context, touched, [{ field: draft.asking, said: text }])
  }
}

function drop({ broadcastWords: words }: Context, { number }: BroadcastDraft): Step {
  const end = number === null ? [] : [{ do: 'end-broadcast' as const, number, as: 'cancelled' as const, reason: '' }]
  const effects = number === null ? [] : [...end, audit('broadcast-cancelled', number)]
  return writing(tell(words.cancelled, { effects }), null)
}

/** Reads a whole line: what is labelled, the words before it, and the pictures that came with it. */
async function take(context: Context, draft: BroadcastDraft, text: string): Promise<Step> {
  const { turn, broadcastWords: words } = context
  const { before, parts } = labelled(text, words)
  const isNew = draft.asking === 'template' && draft.template === undefined
  const loose = isNew ? await looseParts(context, draft, before) : []
  const said = [...loose, ...parts]
  if (turn.update.message.images.length > 0 && !said.some(p => p.field === 'picture'))
    said.push({ field: 'picture', said: '' })
  return fillIn(context, draft, said)
}

/** Words in front: a template, a level, an audience and a time where they are some; what remains is the text. */
async function looseParts(context: Context, draft: BroadcastDraft, before: string) {
  const parts: { field: DraftField; said: string }[] = []
  let rest = before
  for (;;) {
    const [token] = /^[^\s,，;；|｜]+/.exec(rest) ?? []
    if (!token) break
    const remaining = rest.slice(token.length).replace(/^[\s,，;；|｜]+/, '')
    const open = (['template', 'level', 'time', 'audience'] as const).filter(f => !parts.some(p => p.field === f))
    const field = await firstFitting(context, draft, { open, token })
    // The last word alone is more likely the text than whom it is for, unless it names a template or a level.
    if (!field || (remaining === '' && field === 'audience' && parts.length === 0)) break
    parts.push({ field, said: token })
    rest = remaining
  }
  return rest === '' ? parts : [...parts, { field: 'body' as const, said: rest }]
}

async function firstFitting(
  context: Context,
  draft: BroadcastDraft,
  { open, token }: { open: readonly DraftField[]; token: string },
): Promise<DraftField | null> {
  if (/^\d+$/.test(token)) return null
  for (const field of open) if ('fills' in (await readField(context, field, { said: token, draft }))) return field
  return null
}

/** Puts answers into the draft, then asks for the next thing or shows the whole. */
async function fillIn(
  context: Context,
  before: BroadcastDraft,
  parts: readonly { field: DraftField; said: string }[],
): Promise<Step> {
  const { broadcastWords: words } = context
  let draft = before
  for (const { field, said } of parts) {
    const filled = await readField(context, field, { said, draft })
    if ('fills' in filled) draft = { ...draft, ...filled.fills }
    else return askFor(context, draft, { field, text: filled.problem, isRefused: true })
  }
  // Written in one line, it is complete with what most broadcasts have.
  if (draft.body !== undefined && parts.some(p => p.field === 'body') && parts.length > 1)
    draft = completed(draft, words)
  const missing = order.find(field => draft[keyOf[field]] === undefined)
  return missing
    ? askFor(context, draft, { field: missing, text: words.ask[missing], isRefused: false })
    : preview(context, draft)
}

function completed(draft: BroadcastDraft, words: Context['broadcastWords']): BroadcastDraft {
  const template = draft.template ?? templatesFor(draft, words)[0]!
  return {
    ...draft,
    template,
    level: draft.level ?? levelOf(template, words),
    picture: draft.picture ?? null,
    question: draft.question ?? null,
  }
}

function askFor(
  context: Context,
  draft: BroadcastDraft,
  { field, text, isRefused }: { field: DraftField; text: string; isRefused: boolean },
): Step {
  const choices = choicesFor(context, draft, field)
  const isOutside = isRefused && (field === 'audience' || field === 'time')
  const effects = isOutside ? [audit('broadcast-refused', `${field} ${draft.number ?? ''}`.trim())] : []
  return writing(tell(text, { choices, effects }), { ...draft, asking: field })
}

function choicesFor({ broadcastWords: words }: Context, draft: BroadcastDraft, field: DraftField): Choice[] {
  switch (field) {
    case 'template':
      return buttons(...templatesFor(draft, words))
    case 'level':
      return buttons(...levels)
    case 'time':
      return buttons(words.nowButton)
    case 'picture':
    case 'question':
      return buttons(words.skipButton)
    case 'audience':
    case 'body':
      return []
  }
}
