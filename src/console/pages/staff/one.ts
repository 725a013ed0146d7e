import { html } from 'hono/html'
import { z } from 'zod'
import { fill } from '../../../content/words.ts'
import { type StaffRole, staffRoles } from '../../../core/role.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import { handOutWayIn, signInMinutes } from '../../../office/console/signin.ts'
import type { StaffLine } from '../../../office/staff/list.ts'
import { partNames, setStaffScope } from '../../../office/staff/scope.ts'
import type { Came, Form, Html, View, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import { consoleRules } from '../../guard.ts'
import { area, form, pressButton, select } from '../../parts/form.ts'
import { unitSchema } from '../../parts/part.ts'
import { channelsText, facts, linkButton, section, time } from '../../parts/pieces.ts'
import { leaveOf, staffRulesOf } from './leave.ts'
import { sessionsOf } from './sessions.ts'
import type { StaffPageWords } from './words.ts'

/** One member of staff: what stands of them, their leave, and for whoever looks after them their part, a way in and their sessions. */
export async function oneOfStaff(
  visit: Visit,
  say: StaffPageWords,
  { line, names }: { line: StaffLine; names: ReadonlyMap<string, string> },
): Promise<View> {
  const { person, isTheirs } = line
  const { wayIn, part, sessions } = say
  const own = isTheirs
    ? html`${section(part.heading, partOf(visit, say, person), { note: part.note })}
      ${section(
        wayIn.heading,
        pressButton(visit, 'wayIn', {
          button: wayIn.make,
          look: 'quiet',
          values: { number: person.number, name: person.name },
        }),
        { note: wayIn.note },
      )}
      ${section(sessions.heading, await sessionsOf(visit, say, person.number))}`
    : ''
  return {
    title: person.name,
    up: { to: '/desk/staff', label: say.up },
    main: html`${factsOf(visit, say, line)}${section(fill(say.leave.of, { name: person.name }), leaveOf(visit, say, { line, names }))}${own}`,
  }
}

function factsOf(visit: Visit, say: StaffPageWords, line: StaffLine): Html {
  const { number, role, scope } = line.person
  const { roles, whole } = visit.words.shell
  return facts([
    [say.facts.number, number],
    [say.facts.role, roles[role as StaffRole]],
    [say.facts.scope, scope.some(u => u.of === 'school') ? whole : scope.flatMap(partNames).join('、')],
    [say.facts.reach, reachText(visit, line, say)],
    [say.facts.seen, line.signedInAt === null ? say.list.never : time(visit, line.signedInAt)],
  ])
}

/** Where somebody can be met, in a few words. */
export function reachText(visit: Visit, { channels, hasHome }: StaffLine, { list }: StaffPageWords): string {
  if (channels.length === 0) return hasHome ? '' : list.unbound
  const names = channelsText(visit, channels)
  return hasHome ? names : `${names}（${list.unreached}）`
}

function partOf(visit: Visit, { part }: StaffPageWords, { number, role, scope }: RosterPerson): Html {
  const tried = visit.tried?.act === 'part' ? visit.tried.form : null
  const options = staffRoles.map(value => ({ value, label: visit.words.shell.roles[value] }))
  return form(
    visit,
    'part',
    html`${select('role', part.role, { options, value: tried?.get('role') ?? role })}
      ${area('says', part.scope, { value: tried?.get('says') ?? scope.flatMap(partNames).join('、'), hint: part.scopeHint, rows: 3 })}`,
    { button: part.save, values: { number } },
  )
}

/** Gives somebody another part. */
export async function pressPart(visit: Visit, given: Form): Promise<Came> {
  const role = staffRoles.find(r => r === given.get('role')) ?? 'counselor'
  const says = given
    .get('says')
    .split(/[、,，;；\s]+/)
    .filter(name => name !== '')
  return partCame(await visit.act(setStaffScope, staffRulesOf(visit), { number: given.get('number'), role, says }))
}

const beforeSchema = z.strictObject({ number: z.string(), role: z.enum(staffRoles), units: z.array(unitSchema) })

/** Gives somebody the part again that they had before. */
export async function pressPartBack(visit: Visit, given: Form): Promise<Came> {
  const before = carriedIn(given.get('before'), beforeSchema)
  if (!before) return { refused: visit.words.shell.trouble.form }
  return partCame(await visit.act(setStaffScope, staffRulesOf(visit), before))
}

function partCame(came: Awaited<ReturnType<typeof setStaffScope>>): Came {
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: { act: 'partBack', values: { before: JSON.stringify(came.done.before) } } }
}

/** Makes a way in for somebody, which is shown once. */
export async function pressWayIn(visit: Visit, given: Form, say: StaffPageWords): Promise<Came> {
  const { wayIn } = say
  const [number, name] = [given.get('number'), given.get('name').slice(0, 40)]
  const values = { name, minutes: signInMinutes }
  if (given.get('sure') !== '1') return { ask: fill(wayIn.ask, values), button: wayIn.make, isGrave: true }
  const came = await visit.act(handOutWayIn, consoleRules, { number })
  if ('refused' in came) return { refused: wayIn.refused }
  const { token, who } = came.done
  const url = `${visit.desk.publicUrl ?? ''}/desk/in/${token}`
  const again = `/desk/staff/${encodeURIComponent(number)}`
  return {
    view: {
      title: wayIn.heading,
      main: html`<p>${fill(wayIn.once, { name: who.name, minutes: signInMinutes })}</p>
        <label class="field"><span>${wayIn.copy}</span><input readonly value="${url}" /></label>${linkButton(again, wayIn.back)}`,
    },
  }
}
