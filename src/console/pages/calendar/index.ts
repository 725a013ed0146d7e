import { moveTime, testTime, undoTimeChange } from '../../../office/reminders/moving.ts'
import {
  leaveOutTime,
  pauseReminder,
  repauseReminder,
  resumeReminder,
  takePauseBack,
} from '../../../office/reminders/pausing.ts'
import { tableTime } from '../../../time/shown.ts'
import { type Came, definePage, type Form, type Undo, type Visit } from '../../desk.ts'
import { calendarFile } from './export.ts'
import { calendarOverview } from './overview.ts'
import { instantIn, timePage, unitsIn } from './time.ts'
import { trying } from './trying.ts'
import { type CalendarWords, calendarSchema } from './words.ts'

const timeOf = (form: Form) => ({ reminder: form.get('reminder'), instant: Number(form.get('instant')) })

/** What an act came to, with the press that takes it back. */
function cameTo<What extends { says: string }>(
  came: { done: What } | { refused: { says: string } },
  undo: (done: What) => Undo | null = () => null,
): Came {
  if ('refused' in came) return { refused: came.refused.says }
  const back = undo(came.done)
  return back ? { done: came.done.says, undo: back } : { done: came.done.says }
}

async function move(visit: Visit, form: Form): Promise<Came> {
  const input = { ...timeOf(form), to: instantIn(visit, form, 'to'), reason: form.get('reason') }
  return cameTo(await visit.act(moveTime, visit.content, input), ({ before: { at, reason } }) => {
    if (at <= visit.now.getTime()) return null
    const to = tableTime(at, visit.zone)
    return { act: 'move', values: { reminder: input.reminder, instant: String(input.instant), to, reason } }
  })
}

/** 日历: the school's dates, the standing reminders and the broadcasts, by month and as a list, and what is changed about them. */
export const calendarPage = definePage<CalendarWords>({
  name: 'calendar',
  right: 'see-reminders',
  words: calendarSchema,
  async show(visit, say) {
    if (visit.item === '') return calendarOverview(visit, say)
    return visit.item === 'try' ? trying(visit, say) : timePage(visit, say)
  },
  file: async (visit, say) => (visit.item === 'farewell.ics' ? calendarFile(visit, say) : null),
  acts: {
    async pause(visit, form) {
      const [from, until] = [instantIn(visit, form, 'from'), instantIn(visit, form, 'until')]
      const input = {
        reminder: form.get('reminder'),
        units: unitsIn(visit, form),
        from,
        until,
        reason: form.get('reason'),
      }
      const came = await visit.act(pauseReminder, visit.content, input)
      return cameTo(came, ({ change }) => ({ act: 'unpause', values: { id: change.id } }))
    },
    unpause: async (visit, form) => cameTo(await visit.act(takePauseBack, visit.content, { id: form.get('id') })),
    async resume(visit, form) {
      const came = await visit.act(resumeReminder, visit.content, { id: form.get('id') })
      return cameTo(came, ({ change, until }) => {
        return { act: 'repause', values: { id: change.id, until: tableTime(until, visit.zone) } }
      })
    },
    async repause(visit, form) {
      const until = instantIn(visit, form, 'until') ?? new Date(0)
      return cameTo(await visit.act(repauseReminder, visit.content, { id: form.get('id'), until }))
    },
    async leaveOut(visit, form) {
      const input = { ...timeOf(form), units: unitsIn(visit, form), reason: form.get('reason') }
      const came = await visit.act(leaveOutTime, visit.content, input)
      return cameTo(came, ({ change }) => ({ act: 'undo', values: { id: change.id } }))
    },
    move: (visit, form) => move(visit, form),
    undo: async (visit, form) => cameTo(await visit.act(undoTimeChange, visit.content, { id: form.get('id') })),
    test: async (visit, form) => cameTo(await visit.act(testTime, visit.content, timeOf(form))),
  },
})
