import type { Content } from '../../bot/content.ts'
import type { Setting } from '../../bot/context.ts'
import { makeDecide } from '../../bot/turn.ts'
import type { Clock, Ids } from '../../core/clock.ts'
import { modelConsent, type PickQuestion } from '../../core/picking.ts'
import { ownerOf } from '../../core/roster.ts'
import type { Decision, Turn } from '../../core/turn.ts'
import type { Update } from '../../core/update.ts'
import type { CarefulPicker } from '../../model/careful.ts'
import type { Database } from '../../store/open.ts'
import { readsIn } from '../../store/reads.ts'
import { previewTurn } from '../../store/turns.ts'
import type { Log } from '../log.ts'

/** What asking before a turn stands on. */
export interface AskingParts {
  database: Database
  content(): Content
  setting: Partial<Setting>
  picker: Pick<CarefulPicker, 'ask'>
  clock: Clock
  ids: Ids
  log: Pick<Log, 'warn'>
}

/**
 * Hands an update back with what the school's model service picked for it, before its turn and outside of any transaction. Whether it is asked is decided by
 * the turn itself, played once beforehand and thrown away: so nobody is asked about who is in danger, in a conversation, or without consent. Never
 * throws: whatever fails, the update is as it was.
 */
export function makeAsking(parts: AskingParts): (update: Update) => Promise<Update> {
  return async update => {
    try {
      const asked = await wanted(update, parts)
      const picked = asked && (await parts.picker.ask(asked))
      return picked ? { ...update, message: { ...update.message, picked } } : update
    } catch (error) {
      parts.log.warn({ event: 'model-not-asked', update: update.id, reason: (error as Error).name })
      return update
    }
  }
}

async function wanted(
  update: Update,
  { database, content, setting, clock, ids }: AskingParts,
): Promise<PickQuestion | null> {
  if (update.timer || update.chat.kind === 'group') return null
  const consent = await readsIn(database.db, clock.now()).roster.consent(update.person.id, modelConsent)
  if (!consent?.isGiven) return null
  const turn = await previewTurn(database, update, { clock, ids })
  const { asked } = await played(turn, content, setting)
  return asked && !(await isLookedAfter(turn, content())) ? asked : null
}

/** Whether somebody was worried about the writer not long ago: then nothing of theirs is anybody else's business. */
async function isLookedAfter({ update, who, now, read }: Turn, { caseWords }: Content): Promise<boolean> {
  const since = now.getTime() - caseWords.crisis.sameHours * 3_600_000
  const of = { owner: ownerOf(update.person, who), number: who.number, home: who.home, chat: update.chat }
  return (await read.cases.care({ ...of, since, words: '' })).earlier !== null
}

/** Plays a turn for what it decides and what it would ask the model, null for nothing. */
export async function played(
  turn: Turn,
  content: () => Content,
  setting: Partial<Setting> = {},
): Promise<{ decision: Decision; asked: PickQuestion | null }> {
  let asked: PickQuestion | null = null
  const wants = (question: PickQuestion) => {
    asked = question
  }
  const decision = await makeDecide(content, { ...setting, model: { wants } })(turn)
  return { decision, asked }
}
