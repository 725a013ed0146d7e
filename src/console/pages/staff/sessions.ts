import { fill } from '../../../content/words.ts'
import type { ConsoleSession } from '../../../core/work/console.ts'
import { endSession, openSessions } from '../../../office/console/sessions.ts'
import type { Came, Form, Html, Visit } from '../../desk.ts'
import { consoleRules } from '../../guard.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { StaffPageWords } from './words.ts'

/** Who is signed in, among those whom the visitor may sign out; of one number where one is given. */
export async function sessionsOf(visit: Visit, { sessions: say }: StaffPageWords, number?: string): Promise<Html> {
  const came = await visit.act(openSessions, consoleRules, undefined)
  const all = 'done' in came ? came.done.sessions : []
  const rows = number === undefined ? all : all.filter(s => s.number === number)
  return table<ConsoleSession>(
    visit,
    rows,
    [
      { head: say.columns.who, as: 'main', cell: s => `${s.name} ${s.number}`.trim() },
      { head: say.columns.agent, cell: s => browserIn(s.agent, say) },
      { head: say.columns.at, cell: s => time(visit, s.at), sort: s => s.at },
      { head: say.columns.seen, cell: s => time(visit, s.seenAt), sort: s => s.seenAt },
      {
        head: say.columns.end,
        as: 'press',
        cell: s =>
          s.id === visit.session
            ? badge(say.here, 'good')
            : pressButton(visit, 'out', { button: say.end, look: 'quiet', values: { id: s.id, name: s.name } }),
      },
    ],
    { caption: say.caption, empty: say.none },
  )
}

/** What a browser calls itself, in a few words: the browser and the system. */
function browserIn(agent: string, { browsers, systems, otherAgent }: StaffPageWords['sessions']): string {
  const parts = [browsers, systems].flatMap(
    names => Object.entries(names).find(([sign]) => agent.includes(sign))?.[1] ?? [],
  )
  return parts.length > 0 ? parts.join(' · ') : otherAgent
}

/** Ends a session; whose it is, is asked once more. */
export async function pressOut(visit: Visit, given: Form, { sessions: say }: StaffPageWords): Promise<Came> {
  const name = given.get('name').slice(0, 40)
  if (given.get('sure') !== '1') return { ask: fill(say.ask, { name }), button: say.endAll }
  const came = await visit.act(endSession, consoleRules, { id: given.get('id') })
  return 'done' in came ? { done: fill(say.ended, { name }) } : { refused: say.unknown }
}
