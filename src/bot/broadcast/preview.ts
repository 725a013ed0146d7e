import { fill } from '../../content/words.ts'
import { type Broadcast, type BroadcastDraft, notLeft, type Reckoning } from '../../core/broadcast.ts'
import type { Choice } from '../../core/delivery.ts'
import { afterQuiet, estimateSeconds } from '../../delivery/broadcast.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { letterOf, momentText } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { audit, buttons, senderOf, tell, writing } from './say.ts'

/** The broadcast that a complete draft describes, as of now. */
export async function draftedBroadcast(context: Context, draft: BroadcastDraft): Promise<Broadcast> {
  const { turn, knowledge, broadcastWords: words } = context
  const { who, read, now } = turn
  const person = await read.roster.person(who.number!)
  const broadcast: Omit<Broadcast, 'text'> = {
    number: draft.number ?? (await read.broadcasts.nextNumber()),
    kind: draft.kind,
    template: draft.template!,
    level: draft.level!,
    body: draft.body!,
    picture: draft.picture ?? null,
    question: draft.question ?? null,
    audience: draft.audience!.audience,
    audienceWords: draft.audience!.words,
    sender: senderOf(context, words, person?.college ?? ''),
    state: 'draft',
    due: draft.due === 'now' ? now.getTime() : draft.due!,
    of: draft.of === null ? null : { number: draft.of, as: 'correction' },
    createdAt: now.getTime(),
    ...notLeft,
  }
  return { ...broadcast, text: letterOf(broadcast, words, knowledge.school.zone) }
}

/** Shows the whole broadcast with what it comes to; nothing leaves before it is released. */
export async function preview(context: Context, draft: BroadcastDraft): Promise<Step> {
  const { turn, broadcastWords: words, knowledge } = context
  const reckoning = await turn.read.broadcasts.reckon(draft.audience!.audience)
  if (reckoning.people === 0) {
    const text = fill(words.problems.emptyAudience, { audience: draft.audience!.words })
    const { audience: _, ...rest } = draft
    return writing(tell(text, { effects: [audit('broadcast-refused', 'empty audience')] }), {
      ...rest,
      asking: 'audience',
    })
  }
  const broadcast = await draftedBroadcast(context, draft)
  const isLater = draft.due !== 'now'
  const text = previewText(broadcast, reckoning, { words, zone: knowledge.school.zone, isLater })
  const step = tell(text, {
    choices: previewButtons(words),
    images: broadcast.picture ? [broadcast.picture] : [],
    effects: [
      { do: 'save-broadcast', broadcast },
      ...(draft.number === null ? [audit('broadcast-created', `${broadcast.number} ${broadcast.level}`)] : []),
    ],
  })
  return writing(step, { ...draft, number: broadcast.number, asking: 'preview' })
}

/** The buttons below a preview. */
export const previewButtons = (words: BroadcastWords): Choice[] =>
  buttons(words.publishButton, words.changeButton, words.cancelButton)

/** What a broadcast will be and whom it will reach, in words. */
export function previewText(
  broadcast: Broadcast,
  reckoning: Reckoning,
  { words, zone, isLater }: { words: BroadcastWords; zone: string; isLater: boolean },
): string {
  const { number, text, audienceWords: audience, level, due, picture } = broadcast
  const { people, privately, byGroup, groups, notBound, cannotPush, classes } = reckoning
  const count = notBound + cannotPush
  const unreachable = count === 0 ? words.unreachableNone : fill(words.unreachableBoth, { count, notBound, cannotPush })
  const time = isLater ? momentText(new Date(due), zone) : words.timeNow
  const duration = durationText(estimateSeconds(reckoning.sends), words)
  const isQuiet = level !== '紧急' && afterQuiet(new Date(due), words.quiet, zone).getTime() !== due
  const isWide = broadcast.audience.loan !== 'any' || broadcast.audience.progress !== null
  return [
    fill(words.preview, {
      number,
      text,
      audience,
      people,
      private: privately,
      byGroup,
      groups,
      unreachable,
      time,
      duration,
    }),
    ...(picture ? [words.previewPicture] : []),
    ...(isWide ? [words.previewWide] : []),
    ...(isQuiet ? [words.previewQuiet] : []),
    ...(level === '紧急' ? [words.previewUrgent] : []),
    ...(count > 0
      ? [fill(words.previewRelay, { number, classes: classes.filter(c => c.unreachable > 0).length })]
      : []),
  ].join('\n')
}

/** A length of time in the largest fitting unit. */
export function durationText(seconds: number, words: BroadcastWords): string {
  if (seconds < 1) return words.durationNow
  if (seconds < 90) return fill(words.durationSeconds, { count: seconds })
  if (seconds < 90 * 60) return fill(words.durationMinutes, { count: Math.ceil(seconds / 60) })
  if (seconds < 36 * 3600) return fill(words.durationHours, { count: Math.ceil(seconds / 3600) })
  return fill(words.durationDays, { count: Math.ceil(seconds / 86_400) })
}
