import { fill } from '../../../content/words.ts'
import type { Choice } from '../../../core/delivery.ts'
import { type ClassRef, isWithin, type Unit } from '../../../core/roster.ts'
import { nearestNames, unitName } from '../../../office/people/naming.ts'
import { type ProgressGround, refusedProgress, seesOf } from '../../../office/progress/ground.ts'
import { askedNow, type ProgressList, remindable } from '../../../office/progress/list.ts'
import { missing } from '../../../office/progress/missing.ts'
import { sentNotices } from '../../../office/progress/notices.ts'
import { overview } from '../../../office/progress/overview.ts'
import { remindLeft } from '../../../office/progress/remind.ts'
import { may } from '../../../office/rights.ts'
import type { Context, Decided, Middleware } from '../../context.ts'
import { keepsFromStaff } from '../../flow/owns.ts'
import { privatelySoon } from '../../flow/private.ts'
import { progressRulesOf } from '../../office.ts'
import { lineOf, tell, toldOutcome } from '../told.ts'
import { type AskedProgress, askedProgress, mayAskProgress, type ProgressHearing } from './heard.ts'

/** Longer messages hold more than such a question. */
const longest = 40
/** The most bytes that a button carries. */
const buttonBytes = 60

/**
 * `谁没签承诺`, `没确认 A07`, `进度 退宿 计科1班`: how far people are, for those who look after them and for monitors of their own class. Always in
 * private, because names are in it.
 */
export const progressAsked: Middleware = context => {
  const { turn, addressed, text } = context
  if (turn.update.timer || !addressed || text.length > longest) return null
  if (!may(turn.who, 'see-progress') || keepsFromStaff(context)) return null
  const { rules } = groundOf(context)
  const hearing = { words: rules.words, audience: rules.audience, flows: rules.flows }
  return mayAskProgress(text, hearing) ? asked(context, hearing) : null
}

/** What it asks, by the names of the classes; null when it asks something else after all. */
async function asked(context: Context, hearing: ProgressHearing): Promise<Decided | null> {
  const { turn, text } = context
  const classes = await turn.read.roster.classes([{ of: 'school' }])
  const care = seesOf(turn.who)
  const own = classes.filter(c => care.some(part => isWithin({ of: 'class', ...c }, part)))
  // Of two classes that are called the same, one's own is meant.
  const ofOwn = askedProgress(text, hearing, own)
  const heard = ofOwn && ofOwn.unknownClass === null ? ofOwn : askedProgress(text, hearing, classes)
  if (!heard) return null
  return privatelySoon(context, inside => act(inside, heard, own))
}

const groundOf = (context: Context): ProgressGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: progressRulesOf(context),
})

async function act(context: Context, asked: AskedProgress, own: readonly ClassRef[]): Promise<Decided> {
  const { who } = context.turn
  const ground = groundOf(context)
  const { words } = ground.rules
  if (asked.unknownClass !== null) {
    const nearest = nearestNames(
      asked.unknownClass,
      own.map(c => c.name),
    ).join('、')
    const refused = refusedProgress(ground, 'unknownClass', { said: asked.unknownClass })
    return tell([refused.refused.says, ...(nearest === '' ? [] : [fill(words.nearest, { nearest })])].join('\n'))
  }
  const item = asked.item === 'newest' ? await newestNotice(ground, who) : asked.item
  if (asked.item === 'newest' && item === null) return toldOutcome(context, refusedProgress(ground, 'noNotice'))
  const { unit } = asked
  if (asked.is === 'overview')
    return toldOutcome(context, await overview(ground, who, { unit, ...(item === null ? {} : { items: [item] }) }))
  if (asked.is === 'confirm') return toldOutcome(context, await remindLeft(ground, who, { item: item!, unit }))
  const outcome = await missing(ground, who, { item: item!, unit, isDone: asked.is === 'done' })
  if ('refused' in outcome) return toldOutcome(context, outcome)
  const offer = offerOf(ground, context, { list: outcome.done.list, unit, own })
  const said = tell([outcome.done.says, ...offer.lines].join('\n'), { choices: offer.choices })
  return { ...said, effects: [...lineOf(outcome.audit), ...said.effects] }
}

/** The broadcast that left last and was meant for somebody in the actor's care. */
async function newestNotice(ground: ProgressGround, who: Context['turn']['who']): Promise<string | null> {
  const outcome = await sentNotices(ground, who)
  return 'done' in outcome ? (outcome.done.notices[0]?.number ?? null) : null
}

/** What may be done about those who are left: the word that reminds them, with how many it writes to. */
function offerOf(
  { rules: { words, audience } }: ProgressGround,
  { turn }: Context,
  { list, unit, own }: { list: ProgressList; unit: Unit | null; own: readonly ClassRef[] },
): { lines: string[]; choices: Choice[] } {
  const { item } = list
  const count = (item.of === 'flow' ? remindable(list) : askedNow(list)).length
  if (list.isDone || count === 0 || !may(turn.who, 'broadcast')) return { lines: [], choices: [] }
  const called = item.of === 'flow' ? item.flow.says[0]! : item.id
  const place = unit === null || item.of === 'notice' ? '' : placeName(unit, own, audience.said.school)
  const command = [words.heard.confirm, called, place].filter(part => part !== '').join(' ')
  const isShort = Buffer.byteLength(command) <= buttonBytes
  return {
    lines: [fill(item.of === 'flow' ? words.remindHint : words.resendHint, { count, command })],
    choices: isShort ? [{ value: command, label: fill(words.remindButton, { count }) }] : [],
  }
}

/** A part of the school as it is understood again: a class by its name alone where no other of one's own has it. */
function placeName(unit: Unit, own: readonly ClassRef[], school: string): string {
  const isAlone = unit.of === 'class' && own.filter(c => c.name === unit.name).length === 1
  return isAlone ? unit.name : unitName(unit, school)
}
