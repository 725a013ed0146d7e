import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { StaffRole } from '../../../core/role.ts'
import { listStaff, type StaffLine } from '../../../office/staff/list.ts'
import { partNames } from '../../../office/staff/scope.ts'
import { definePage, type Html, type Visit } from '../../desk.ts'
import { section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import { leaveOf, pressEnd, pressLeave, pressResume, staffRulesOf, standingText } from './leave.ts'
import { oneOfStaff, pressPart, pressPartBack, pressWayIn, reachText } from './one.ts'
import { pressOut, sessionsOf } from './sessions.ts'
import { type StaffPageWords, staffPageWords } from './words.ts'

/** 人员: one's own leave and sessions; for whoever looks after staff, these with their parts and leaves. */
export const staff = definePage<StaffPageWords>({
  name: 'staff',
  right: 'use-console',
  words: staffPageWords,
  async show(visit, say) {
    const came = await visit.act(listStaff, staffRulesOf(visit), undefined)
    if ('refused' in came) return null
    const { staff: lines, names } = came.done
    if (visit.item !== '') {
      const line = lines.find(l => l.person.number === visit.item)
      return line ? oneOfStaff(visit, say, { line, names }) : null
    }
    const own = lines.find(l => l.person.number === visit.actor.number)
    const theirs = lines.filter(l => l.isTheirs)
    const heading = fill(say.list.heading, { count: theirs.length })
    return {
      title: say.title,
      main: html`${own ? section(say.leave.own, leaveOf(visit, say, { line: own, names })) : ''}
        ${theirs.length > 0 ? section(heading, staffTable(visit, say, { theirs, names })) : ''}
        ${section(say.sessions.heading, await sessionsOf(visit, say), { note: say.sessions.note })}`,
    }
  },
  acts: {
    leave: pressLeave,
    end: pressEnd,
    resume: pressResume,
    out: pressOut,
    part: pressPart,
    partBack: pressPartBack,
    wayIn: pressWayIn,
  },
})

function staffTable(
  visit: Visit,
  say: StaffPageWords,
  { theirs, names }: { theirs: readonly StaffLine[]; names: ReadonlyMap<string, string> },
): Html {
  const { columns, caption, none, never } = say.list
  const { roles } = visit.words.shell
  return table(
    visit,
    theirs,
    [
      {
        head: columns.name,
        as: 'main',
        cell: ({ person: { name, number } }) =>
          html`<a href="/desk/staff/${encodeURIComponent(number)}">${name}</a> ${number}`,
      },
      { head: columns.role, cell: ({ person }) => roles[person.role as StaffRole] },
      { head: columns.scope, cell: line => scopeText(visit, say, line) },
      { head: columns.reach, cell: line => reachText(visit, line, say) },
      {
        head: columns.seen,
        cell: ({ signedInAt }) => (signedInAt === null ? never : time(visit, signedInAt)),
        sort: ({ signedInAt }) => signedInAt ?? 0,
      },
      { head: columns.leave, cell: line => standingText(line, say.leave, { names, zone: visit.zone }) },
    ],
    { caption, empty: none },
  )
}

/** What somebody looks after; many classes are shortened. */
function scopeText({ words }: Visit, { list }: StaffPageWords, { person: { scope } }: StaffLine): string {
  if (scope.some(unit => unit.of === 'school')) return words.shell.whole
  const all = scope.flatMap(partNames)
  return all.length <= 4 ? all.join('、') : `${all.slice(0, 3).join('、')} ${fill(list.all, { count: all.length })}`
}
