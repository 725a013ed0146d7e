import { type Broadcast, levels } from '../../../core/broadcast.ts'
import { type Role, staffRoles } from '../../../core/role.ts'
import { draftOf } from '../../../office/broadcasts/draft.ts'
import type { Composition } from '../../../office/broadcasts/written.ts'
import { canonicalNumber } from '../../../office/people/naming.ts'
import { tableTime } from '../../../time/shown.ts'
import type { Form, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import { unitSchema } from '../../parts/part.ts'
import { numberIn } from './rules.ts'

/** The fields of the form in which a broadcast is written, as they were entered. */
export interface Entered {
  template: string
  level: string
  audience: string
  /** Parts of the tree, each in JSON; `mine` for all that one looks after. */
  units: readonly string[]
  roles: string
  loan: string
  flow: string
  done: string
  dorms: readonly string[]
  tags: readonly string[]
  numbers: string
  when: string
  at: string
  body: string
  /** The address of a picture that was kept; empty for none. */
  picture: string
  asked: string
  options: string
  explain: string
  of: string | null
  draft: string | null
}

/** Whom a broadcast is for where nothing was ticked. */
const nobodyYet = {
  audience: '',
  units: [],
  roles: 'student',
  loan: 'any',
  flow: '',
  done: 'no',
  dorms: [],
  tags: [],
  numbers: '',
}

/** A form in which nothing was entered but its template, with the text that it begins with. */
export const emptyForm = (visit: Visit, template: string): Entered => {
  const { templates } = visit.content.broadcastWords
  const { level = '普通', outline = '' } = templates[template] ?? {}
  return {
    ...nobodyYet,
    ...{ template, level, when: '', at: '', body: outline, picture: '', asked: '', options: '', explain: '' },
    of: null,
    draft: null,
  }
}

/** What was entered in a form. */
export const filledIn = (form: Form): Entered => ({
  template: form.get('template'),
  level: form.get('level'),
  audience: form.get('audience'),
  units: form.all('units'),
  roles: form.get('roles'),
  loan: form.get('loan'),
  flow: form.get('flow'),
  done: form.get('done'),
  dorms: form.all('dorms'),
  tags: form.all('tags'),
  numbers: form.get('numbers'),
  when: form.get('when'),
  at: form.get('at'),
  body: form.get('body').replace(/\r\n?/g, '\n'),
  picture: form.get('nopicture') === '1' ? '' : form.get('kept'),
  asked: form.get('asked'),
  options: form.get('options').replace(/\r\n?/g, '\n'),
  explain: form.get('explain'),
  of: numberIn(form.get('of')),
  draft: numberIn(form.get('draft')),
})

/** The form that a draft was kept from. */
export function filledFrom(broadcast: Broadcast, zone: string): Entered {
  const {
    template,
    level,
    audience: meant,
    due,
    body,
    picture,
    question,
    of,
    number,
  } = {
    ...broadcast,
    due: draftOf(broadcast).due!,
  }
  return {
    ...{ template, level, body, of: of?.number ?? null, draft: number },
    ...whomIn(meant),
    when: due === 'now' ? 'now' : 'at',
    at: due === 'now' ? '' : tableTime(due, zone).replace(' ', 'T'),
    picture: picture?.url ?? '',
    asked: question?.question ?? '',
    options: question?.options.map((option, n) => (n === question.right ? `${option} *` : option)).join('\n') ?? '',
    explain: question?.explain ?? '',
  }
}

function whomIn({ units, roles, numbers, loan, progress, dorms, tags = [] }: Broadcast['audience']) {
  return {
    ...nobodyYet,
    units: units.map(unit => JSON.stringify(unit)),
    roles: Object.keys(rolesOf).find(name => rolesOf[name]!.join() === roles.join()) ?? 'student',
    loan,
    flow: progress?.name ?? '',
    done: progress?.isDone ? 'yes' : 'no',
    dorms,
    tags,
    numbers: numbers.join('\n'),
  }
}

/** Whom a choice of people means; nobody named means students. */
const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  student: [],
  monitor: ['monitor'],
  counselor: ['counselor'],
  staff: staffRoles,
}

/** The most numbers that are pasted at once. */
const mostNumbers = 5000

/** What the office reads of a form. */
export function writtenOf(visit: Visit, filled: Entered, picture: Composition['picture']): Composition {
  const { asked, options, explain, when, loan, flow, of, draft } = filled
  const numbers = filled.numbers.split(/[\s,，、;；]+/).filter(number => number !== '')
  const explained = explain === '' ? '' : `\n解释：${explain}`
  return {
    template: filled.template,
    level: levels.find(level => level === filled.level) ?? filled.level,
    audience: filled.audience,
    ticked: {
      units: filled.units.flatMap(unit => (unit === 'mine' ? visit.actor.scope : (carriedIn(unit, unitSchema) ?? []))),
      roles: rolesOf[filled.roles] ?? [],
      loan: loan === 'yes' || loan === 'no' ? loan : 'any',
      progress: flow === '' ? null : { name: flow, isDone: filled.done === 'yes' },
      dorms: filled.dorms,
      tags: filled.tags,
      numbers: numbers.slice(0, mostNumbers).map(canonicalNumber),
    },
    when: when === 'at' || when === 'awake' ? when : 'now',
    time: filled.at,
    body: filled.body,
    picture,
    question: asked === '' && options === '' ? '' : `${asked}\n${options}${explained}`,
    of,
    number: draft,
  }
}
