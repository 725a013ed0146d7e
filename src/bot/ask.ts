import { freshMemory } from '../core/memory.ts'
import { noReads, type Reads } from '../core/reads.ts'
import { type Belonging, type Identity, nowhere, stranger } from '../core/roster.ts'
import { freshChatState, freshSession, type Session } from '../core/session.ts'
import type { Decide, Decision, Turn, Verdict } from '../core/turn.ts'
import { kindsMeant } from '../knowledge/direct/asked.ts'
import { factsIn } from '../knowledge/facts.ts'
import type { Knowledge } from '../knowledge/load.ts'
import { type ShownValue, valuesShown } from '../knowledge/shown.ts'
import { type Speaking, whatSpeaks } from '../knowledge/understanding/why.ts'
import { schoolFor } from '../knowledge/values.ts'
import { alarmIn } from '../safety/detect.ts'
import type { Content } from './content.ts'
import { earlierIn } from './talk.ts'
import { contextOf, makeDecide, settingOf } from './turn.ts'

/** What `ask --json` prints for one line. */
export interface Asked extends Verdict {
  text: string
  reply: string | null
  /** What is remembered of the talk once this was said. */
  session: Session
}

/** As whom a question is asked: who that is, where they belong, and what may be read of the records. */
export interface Asker {
  who: Identity
  whose: Belonging
  read: Reads
}

/** Somebody of whom nothing is known, with records that hold nothing. */
export const anybody: Asker = { who: stranger, whose: nowhere, read: noReads }

/** What a question came to, with all that can be told of why. */
export interface AskedWhy extends Asked {
  /** What is alarming in it. */
  alarm: ReturnType<typeof alarmIn>
  /** The school's values in the answer. */
  values: ShownValue[]
  talk: ReturnType<typeof talkIn>
}

/** Asks as in a chat, and tells what the answer rests on; nothing is saved. */
export async function askWhy(
  content: Content,
  text: string,
  asking: AskingHow,
  asker: Asker = anybody,
): Promise<AskedWhy> {
  const asked = await askOnce(
    makeDecide(() => content),
    text,
    asking,
    asker,
  )
  const { isRoom, isMentioned, now } = asking
  return {
    ...asked,
    alarm: alarmIn(content.safety, text, { isOverheard: isRoom && !isMentioned }),
    values: valuesIn(content.knowledge, asked, { whose: asker.whose, now }),
    talk: talkIn(content.knowledge, text, asked.session),
  }
}

/** What speaks for and against each of the likeliest entries, for whoever asks; null where the model was not taught or the message is none of ours. */
export function speaksFor(
  content: Content,
  text: string,
  asking: AskingHow,
  asker: Asker = anybody,
): Speaking[] | null {
  const context = contextOf(turnAlone(text, asking, asker), content, settingOf({}))
  return whatSpeaks(context.knowledge, context.text, earlierIn(context))
}

/** What is known of the talk once this was said: what kinds of question it is, what was told, what is remembered. */
function talkIn(knowledge: Knowledge, text: string, { last, talk }: Session) {
  const { lexicon, reader } = knowledge
  const texts = talk?.texts ?? []
  const facts = Object.assign({}, talk?.facts, ...texts.map(said => factsIn(lexicon.facts, reader.read(said))))
  return { kinds: kindsMeant(knowledge, text), facts, texts, entry: last?.entry ?? null }
}

/** The school's values in what was said. */
function valuesIn(
  { entries, phrases, school }: Knowledge,
  { reply, entry, candidates }: Omit<Asked, 'session'>,
  { whose, now }: { whose: Belonging; now: Date },
): ShownValue[] {
  const ids = new Set([...(entry === null ? [] : [entry]), ...candidates.map(c => c.entry)])
  const said = [...ids].flatMap(id => entries.get(id) ?? [])
  return valuesShown(reply ?? '', said, { phrases, school: schoolFor(school, whose), now })
}

/** Where and when a question is asked, and what is remembered of the talk before it. */
export interface AskingHow {
  isRoom: boolean
  isMentioned: boolean
  now: Date
  before?: Session
}

/** One question on its own, or after what is remembered of a talk. */
export async function askOnce(decide: Decide, text: string, asking: AskingHow, asker: Asker = anybody): Promise<Asked> {
  return asAsked(text, await decide(turnAlone(text, asking, asker)))
}

/** The turn of one question: nothing is remembered but what is handed in. */
export function turnAlone(
  text: string,
  { isRoom, isMentioned, now, before }: AskingHow,
  { who, whose, read }: Asker = anybody,
): Turn {
  return {
    update: {
      id: 'ask',
      chat: { id: 'ask', channel: 'ask', kind: isRoom ? 'group' : 'private', title: '' },
      person: { id: 'ask', name: who.name, role: who.role, privateChat: null },
      at: now,
      message: { text, images: [], mentioned: isMentioned, repliesToBot: false },
    },
    session: before ?? freshSession(),
    chat: freshChatState(),
    memory: freshMemory(),
    now,
    who,
    whose,
    read,
    requests: [],
    certificate: null,
    draw: () => '0'.repeat(24),
  }
}

/** What was decided about a question, as it is printed. */
export function asAsked(text: string, { effects, verdict, session }: Decision): Asked {
  const said = effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : []))
  const { outcome, entry, score, candidates } = verdict
  return {
    ...{ text, session },
    outcome,
    entry,
    score: round(score),
    reply: said.length > 0 ? said.join('\n') : null,
    candidates: candidates.map(c => ({ entry: c.entry, score: round(c.score) })),
  }
}

const round = (score: number) => Math.round(score * 10_000) / 10_000
