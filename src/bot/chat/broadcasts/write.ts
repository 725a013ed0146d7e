import { fill } from '../../../content/words.ts'
import type { Broadcast, BroadcastDraft, BroadcastKind, DraftField } from '../../../core/broadcast.ts'
import { levels } from '../../../core/broadcast.ts'
import type { Choice } from '../../../core/delivery.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { completed, missingIn } from '../../../office/broadcasts/draft.ts'
import { labelledParts, readField, templatesFor } from '../../../office/broadcasts/fields.ts'
import { cancel } from '../../../office/broadcasts/manage.ts'
import { mayNotWrite, preview, publish, refusedField } from '../../../office/broadcasts/publish.ts'
import type { Done } from '../../../office/outcome.ts'
import type { Context, Decided } from '../../context.ts'
import { lineOf, tell, toldOutcome } from '../told.ts'
import { buttons, groundOf, writing } from './say.ts'

/** 发布预警 …, 发布通知 …: begins a broadcast; all in one line, or the rest is asked for step by step. */
export async function beginWriting(context: Context, kind: BroadcastKind, rest: string): Promise<Decided> {
  const { turn, isGroup, broadcastWords: words } = context
  const mayNot = mayNotWrite(groundOf(context), turn.who, kind)
  if (mayNot) return toldOutcome(context, mayNot)
  const command = `${words.commands.publish}${kind}`
  if (isGroup) return tell(fill(words.problems.privateOnly, { command }))
  const empty: BroadcastDraft = { kind, of: null, number: null, asking: 'template', touchedAt: turn.now.getTime() }
  return take(context, empty, rest)
}

/** A message of someone who is writing a broadcast; null when it is not for that. */
export async function goOnWriting(context: Context, draft: BroadcastDraft): Promise<Decided | null> {
  const { turn, text, broadcastWords: words } = context
  const isOneOf = (list: readonly string[]) => list.some(word => bareWords(word) === bareWords(text))
  if (turn.now.getTime() - draft.touchedAt > words.draftMinutes * 60_000)
    return isOneOf([...words.go, ...words.change]) ? writing(tell(words.draftGone), null) : null
  if (isOneOf(words.cancel)) return drop(context, draft)
  const touched = { ...draft, touchedAt: turn.now.getTime() }
  if (labelledParts(text, words).parts.length > 0) return take(context, touched, text)
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

async function drop(context: Context, { number }: BroadcastDraft): Promise<Decided> {
  if (number === null) return writing(tell(context.broadcastWords.cancelled), null)
  return writing(toldOutcome(context, await cancel(groundOf(context), context.turn.who, { number, reason: '' })), null)
}

/** 发布 below the preview: it is on its way, or waits for a second person; else it is asked for what stands in the way. */
async function release(context: Context, draft: BroadcastDraft): Promise<Decided> {
  const outcome = await publish(groundOf(context), context.turn.who, draft)
  const decided = toldOutcome(context, outcome)
  return writing(decided, 'refused' in outcome ? reopened(draft, outcome.refused.why) : null)
}

/** A draft whose time or audience has to be told anew; null where nothing of it can be mended. */
function reopened(draft: BroadcastDraft, why: string): BroadcastDraft | null {
  const { due, audience, ...rest } = draft
  if (why === 'past') return { ...rest, ...(audience && { audience }), asking: 'time' }
  if (why === 'emptyAudience') return { ...rest, ...(due !== undefined && { due }), asking: 'audience' }
  return null
}

/** Shows the whole broadcast with what it comes to; nothing leaves before it is released. */
async function show(context: Context, draft: BroadcastDraft): Promise<Decided> {
  const outcome = await preview(groundOf(context), context.turn.who, draft)
  if ('done' in outcome) return previewed(context, outcome, draft)
  return writing(toldOutcome(context, outcome), reopened(draft, outcome.refused.why))
}

/** A preview as it is shown, and the draft that it shows. */
export function previewed(
  context: Context,
  outcome: Done<{ says: string; broadcast: Broadcast }>,
  draft: BroadcastDraft,
): Decided {
  const { broadcast } = outcome.done
  const decided = toldOutcome(context, outcome, {
    choices: previewButtons(context.broadcastWords),
    images: broadcast.picture ? [broadcast.picture] : [],
  })
  return writing(decided, { ...draft, number: broadcast.number, asking: 'preview' })
}

/** The buttons below a preview. */
const previewButtons = (words: Context['broadcastWords']): Choice[] =>
  buttons(words.publishButton, words.changeButton, words.cancelButton)

/** Reads a whole line: what is labelled, the words before it, and the pictures that came with it. */
async function take(context: Context, draft: BroadcastDraft, text: string): Promise<Decided> {
  const { turn, broadcastWords: words } = context
  const { before, parts } = labelledParts(text, words)
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
  for (const field of open)
    if ('fills' in (await readField(groundOf(context), context.turn.who, field, { said: token, draft }))) return field
  return null
}

/** Puts answers into the draft, then asks for the next thing or shows the whole. */
async function fillIn(
  context: Context,
  before: BroadcastDraft,
  parts: readonly { field: DraftField; said: string }[],
): Promise<Decided> {
  const { turn, broadcastWords: words } = context
  let draft = before
  for (const { field, said } of parts) {
    const pictures = turn.update.message.images
    const filled = await readField(groundOf(context), turn.who, field, { said, draft, pictures })
    if ('fills' in filled) draft = { ...draft, ...filled.fills }
    else return askFor(context, draft, { field, text: filled.problem.says, isRefused: true })
  }
  // Written in one line, it is complete with what most broadcasts have.
  if (draft.body !== undefined && parts.some(p => p.field === 'body') && parts.length > 1)
    draft = completed(draft, words)
  const missing = missingIn(draft)
  return missing
    ? askFor(context, draft, { field: missing, text: words.ask[missing], isRefused: false })
    : show(context, draft)
}

function askFor(
  context: Context,
  draft: BroadcastDraft,
  { field, text, isRefused }: { field: DraftField; text: string; isRefused: boolean },
): Decided {
  const choices = choicesFor(context, draft, field)
  const effects = isRefused ? lineOf(refusedField(field, draft.number)) : []
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
