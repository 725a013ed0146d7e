import { fill } from '../../content/words.ts'
import type { Broadcast, BroadcastDraft } from '../../core/broadcast.ts'
import type { Choice, Saying } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import type { Effect } from '../../core/turn.ts'
import type { Picture } from '../../core/update.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { type Context, type Step, silentVerdict, unknownVerdict } from '../context.ts'
import { type Act, may } from '../rights.ts'

/** Something to say without an offer to rate it. */
export const saying = (text: string, choices: readonly Choice[] = [], images: readonly Picture[] = []): Saying => ({
  text,
  choices,
  images,
  rateable: false,
})

/** Says something to whoever wrote, after these effects. */
export function tell(
  text: string,
  {
    choices = [],
    effects = [],
    images = [],
  }: { choices?: readonly Choice[]; effects?: Effect[]; images?: Picture[] } = {},
): Step {
  return {
    effects: [...effects, { do: 'say', toPerson: true, saying: saying(text, choices, images) }],
    verdict: unknownVerdict,
  }
}

/** Does something without a word. */
export const quietly = (effects: Effect[]): Step => ({ effects, verdict: silentVerdict })

/** A line of the audit log. */
export const audit = (act: string, detail: string): Effect => ({ do: 'audit', act, detail })

/** The step, and what the person is writing from now on. */
export const writing = (step: Step, draft: BroadcastDraft | null): Step => ({
  ...step,
  session: { ...step.session, writing: draft },
})

/** Buttons that say what they send. */
export const buttons = (...labels: string[]): Choice[] => labels.map(label => ({ value: label, label }))

/** Whether someone may do this to everybody whom a broadcast means. */
export function covers(
  who: Pick<Identity, 'role' | 'scope'>,
  act: Act,
  { audience }: Pick<Broadcast, 'audience'>,
): boolean {
  const units = audience.units.length > 0 ? audience.units : [{ of: 'school' as const }]
  const asked: Identity = { number: null, name: '', home: null, ...who }
  return units.every(unit => may(asked, act, unit))
}

/** Refuses with a sentence, and a line in the audit log. In a group that did not ask the bot only the line is left. */
export function refuse({ isGroup, addressed }: Context, text: string, tried: string): Step {
  const line = audit('broadcast-refused', tried)
  return isGroup && !addressed ? quietly([line]) : tell(text, { effects: [line] })
}

/** The name and office under which someone sends. */
export function senderOf({ turn }: Context, words: BroadcastWords, college: string): Broadcast['sender'] {
  const office = college === '' ? words.officeSchool : fill(words.office, { college })
  return { number: turn.who.number!, name: turn.who.name, office }
}
