import { type Broadcast, type BroadcastDraft, type DraftField, notLeft } from '../../core/broadcast.ts'
import type { Identity } from '../../core/roster.ts'
import { levelOf, templatesFor } from './fields.ts'
import { type BroadcastGround, senderFor } from './ground.ts'
import { letterOf } from './letter.ts'
import type { BroadcastWords } from './words.ts'

/** What is asked for, in this order, and where the draft keeps it. */
const keyOf = {
  template: 'template',
  level: 'level',
  audience: 'audience',
  time: 'due',
  body: 'body',
  picture: 'picture',
  question: 'question',
} as const satisfies Record<DraftField, keyof BroadcastDraft>

/** The next field that a draft lacks; undefined when it is complete. */
export const missingIn = (draft: BroadcastDraft): DraftField | undefined =>
  (Object.keys(keyOf) as DraftField[]).find(field => draft[keyOf[field]] === undefined)

/** A draft with what most broadcasts have in place of what was not told: the first template, its level, no picture, no question. */
export function completed(draft: BroadcastDraft, words: BroadcastWords): BroadcastDraft {
  const template = draft.template ?? templatesFor(draft, words)[0]!
  return {
    ...draft,
    template,
    level: draft.level ?? levelOf(template, words),
    picture: draft.picture ?? null,
    question: draft.question ?? null,
  }
}

/** The draft that a broadcast is which has not been published yet. What was to leave at once still is. */
export function draftOf(broadcast: Broadcast): BroadcastDraft {
  const { kind, template, level, audience, audienceWords, due, createdAt, body, picture, question, of, number } =
    broadcast
  return {
    ...{ kind, template, level, body, picture, question, number },
    audience: { audience, words: audienceWords },
    due: due <= createdAt ? 'now' : due,
    of: of?.number ?? null,
    asking: 'preview',
    touchedAt: createdAt,
  }
}

/** What of a template's blanks still stands in a text as it was. */
export const blanksIn = (
  { template, body }: Pick<Broadcast, 'template' | 'body'>,
  { templates }: Pick<BroadcastWords, 'templates'>,
): string[] =>
  [...new Set((templates[template]?.outline ?? '').match(/〔[^〔〕]+〕/g) ?? [])].filter(b => body.includes(b))

/** The broadcast that a complete draft describes, as of now and under the name of whoever acts. */
export async function broadcastFrom(
  ground: BroadcastGround,
  actor: Identity,
  draft: BroadcastDraft,
): Promise<Broadcast> {
  const { read, rules, now } = ground
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
    sender: await senderFor(ground, actor),
    state: 'draft',
    due: draft.due === 'now' ? now.getTime() : draft.due!,
    of: draft.of === null ? null : { number: draft.of, as: 'correction' },
    createdAt: now.getTime(),
    ...notLeft,
  }
  return { ...broadcast, text: letterOf(broadcast, rules.words, rules.zone) }
}
