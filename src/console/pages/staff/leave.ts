import { html } from 'hono/html'
import { peopleRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { StandIn } from '../../../core/work/staff.ts'
import { sha256 } from '../../../office/people/code.ts'
import type { StaffLine } from '../../../office/staff/list.ts'
import { endStandIn, leaveDays, resumeStandIn, setStandIn } from '../../../office/staff/standing-in.ts'
import { parseInstant } from '../../../time/calendar.ts'
import { dayMs } from '../../../time/days.ts'
import { isoDay } from '../../../time/shown.ts'
import type { Came, Form, Html, Visit } from '../../desk.ts'
import { field, form, pressButton, select, ticks } from '../../parts/form.ts'
import { card, empty } from '../../parts/pieces.ts'
import type { StaffPageWords } from './words.ts'

/** What the acts on staff go by. */
export const staffRulesOf = ({ content }: Visit) => peopleRulesOf(content, sha256)

/** Who stands in for somebody, what ends it, and a form to set it. */
export function leaveOf(
  visit: Visit,
  { leave }: StaffPageWords,
  { line, names }: { line: StaffLine; names: ReadonlyMap<string, string> },
): Html {
  const { person, standIns, others } = line
  const tried = visit.tried?.act === 'leave' ? visit.tried.form : null
  const today = isoDay(visit.now, visit.zone)
  const options = others.map(o => ({ value: o.number, label: `${o.name} ${o.number}` }))
  return html`<p class="note">${leave.note}</p>${standIns.map(s => standingLine(visit, leave, { s, person: person.number, names }))}
    ${
      options.length === 0
        ? empty(leave.noOthers)
        : form(
            visit,
            'leave',
            html`${field('from', leave.from, { type: 'date', value: tried?.get('from') ?? today, isNeeded: true })}
              ${field('until', leave.until, { type: 'date', value: tried?.get('until') ?? today, isNeeded: true })}
              ${select('who', leave.who, { options, value: tried?.get('who') ?? '' })}
              ${ticks('told', leave.toldHead, { options: [{ value: '1', label: leave.told }], values: tried && tried.get('told') === '' ? [] : ['1'] })}`,
            { button: leave.set, values: { number: person.number } },
          )
    }`
}

function standingLine(
  visit: Visit,
  leave: StaffPageWords['leave'],
  { s, person, names }: { s: StandIn; person: string; names: ReadonlyMap<string, string> },
): Html {
  const isAway = s.away === person
  const name = names.get(isAway ? s.standIn : s.away) ?? ''
  const says = fill(isAway ? leave.awayLine : leave.forLine, { ...leaveDays(s, visit.zone), name })
  return card({
    title: says,
    lines: isAway && !s.isAwayTold ? html`<p class="note">${leave.notTold}</p>` : '',
    acts: isAway ? pressButton(visit, 'end', { button: leave.end, look: 'quiet', values: { id: s.id } }) : '',
  })
}

/** A leave in a few words, for the list. */
export const standingText = (
  { standIns, person }: StaffLine,
  leave: StaffPageWords['leave'],
  { names, zone }: { names: ReadonlyMap<string, string>; zone: string },
): string =>
  standIns
    .map(s => {
      const isAway = s.away === person.number
      const name = names.get(isAway ? s.standIn : s.away) ?? ''
      return fill(isAway ? leave.awayLine : leave.forLine, { ...leaveDays(s, zone), name })
    })
    .join('；')

/** Sets a leave. */
export async function pressLeave(visit: Visit, given: Form, { leave }: StaffPageWords): Promise<Came> {
  const [from, until] = ['from', 'until'].map(name => parseInstant(given.get(name), visit.zone))
  if (!from || !until) return { refused: leave.badDays }
  const came = await visit.act(setStandIn, staffRulesOf(visit), {
    away: given.get('number'),
    standIn: given.get('who'),
    from,
    until: new Date(until.getTime() + dayMs),
    isAwayTold: given.get('told') === '1',
  })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: { act: 'end', values: { id: came.done.standIn.id } } }
}

/** Ends a leave; the undo lets it hold again. */
export async function pressEnd(visit: Visit, given: Form): Promise<Came> {
  const came = await visit.act(endStandIn, staffRulesOf(visit), { id: given.get('id') })
  if ('refused' in came) return { refused: came.refused.says }
  const { says, before } = came.done
  return { done: says, undo: { act: 'resume', values: { id: before.id, until: String(before.until) } } }
}

/** Lets a leave that was ended hold again. */
export async function pressResume(visit: Visit, given: Form): Promise<Came> {
  const until = new Date(Number(given.get('until')))
  if (Number.isNaN(until.getTime())) return { refused: visit.words.shell.trouble.form }
  const came = await visit.act(resumeStandIn, staffRulesOf(visit), { id: given.get('id'), until })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says }
}
