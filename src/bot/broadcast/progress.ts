import { fill } from '../../content/words.ts'
import type { Broadcast, Tally } from '../../core/broadcast.ts'
import type { ClassRef, Unit } from '../../core/roster.ts'
import { confirmedOf, percentOf, sumOf } from '../../delivery/broadcast.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { namesText } from '../../delivery/letter.ts'
import type { Context, Step } from '../context.ts'
import { refuse, tell } from './say.ts'

/** The most classes listed in one message. */
const mostClasses = 12

/** 进度 A07: how many confirmed, by class. In private a monitor also hears who of the own class has not. */
export async function progress(context: Context, broadcast: Broadcast): Promise<Step> {
  const { turn, isGroup, broadcastWords: words } = context
  const { who, read } = turn
  const { number } = broadcast
  const isMonitor = who.role === 'monitor'
  const scope: Unit[] = isMonitor ? (who.home ? [{ of: 'class', ...who.home }] : []) : [...who.scope]
  const classes = await read.broadcasts.tally(number, scope)
  const total = sumOf(classes)
  if (broadcast.startedAt !== null && total.people === 0)
    return refuse(context, fill(words.problems.notYours, { act: words.actions.progress }), `progress ${number}`)
  const names = isMonitor && !isGroup && who.home ? await openNames(context, broadcast, who.home) : []
  const text = [
    progressText(broadcast, total, words),
    ...(classes.length > 1 ? classLines(broadcast, classes, words) : []),
    ...(names.length > 0 ? [fill(words.progressNames, { names: namesText(names, words) })] : []),
  ].join('\n')
  return tell(text)
}

async function openNames({ turn }: Context, { number }: Broadcast, home: ClassRef): Promise<string[]> {
  return (await turn.read.broadcasts.unconfirmed(number, home)).map(p => p.name)
}

function classLines({ number }: Broadcast, classes: readonly (ClassRef & Tally)[], words: BroadcastWords): string[] {
  const lines = classes
    .slice(0, mostClasses)
    .map(c => fill(words.progressClass, { class: c.name || c.college, confirmed: confirmedOf(c), people: c.people }))
  const more = classes.length - lines.length
  return more > 0 ? [...lines, fill(words.progressMore, { count: more, number })] : lines
}

/** Where a broadcast stands, in a few lines. */
export function progressText({ number, template, state }: Broadcast, tally: Tally, words: BroadcastWords): string {
  const open = tally.people - confirmedOf(tally)
  return fill(words.progress, {
    number,
    template,
    state: words.states[state],
    people: tally.people,
    confirmed: confirmedOf(tally),
    percent: percentOf(tally),
    late: tally.late > 0 ? fill(words.progressLate, { count: tally.late }) : '',
    open,
    trouble: troubles(tally, words)
      .map(line => `\n${line}`)
      .join(''),
  })
}

function troubles(tally: Tally, words: BroadcastWords): string[] {
  const reasons = Object.entries(tally.reasons)
    .map(([reason, count]) => `${words.reasons[reason] ?? words.reasonOther} ${count}`)
    .join('、')
  return (['queued', 'unreachable', 'failed', 'uncertain', 'claimed'] as const).flatMap(kind =>
    tally[kind] > 0 ? [fill(words.troubles[kind], { count: tally[kind], reasons })] : [],
  )
}
