import { type Identity, ownerOfNumber, type RosterPerson } from '../../core/roster.ts'
import type { AuditRecord, AuditSpan } from '../../core/work/audit.ts'
import { type Ground, type Outcome, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { isTheirStaff } from '../staff/theirs.ts'

/** Lines on one page, and in one file to take away. */
export const linesOnPage = 200
const linesInFile = 20_000

/** What is looked for in the audit log; empty texts and null are anything. */
export interface AuditWish {
  /** A number or a name of the staff, or how the log itself names somebody. */
  who: string
  act: string
  from: Date | null
  until: Date | null
  text: string
}

/** What was found, and who may be looked for by name. */
export interface AuditFound {
  lines: AuditRecord[]
  hasMore: boolean
  staff: { number: string; name: string }[]
}

type AuditOutcome = Outcome<AuditFound, 'noRight'>

/** Acts whose detail begins with the class that they are about. */
const actsOnClasses = ['bind-group', 'unbind-group', 'bind-group-refused', 'rebind-group', 'rebind-group-declined']

/**
 * Who did and looked at what, the newest first: one's own lines; with `see-audit` those of the staff whom one looks after and what a line tells to be
 * about one's colleges; all of them with the whole school. Looking at others' lines is a line itself.
 */
export async function readAudit(
  ground: Ground<unknown>,
  actor: Identity,
  { page, ...wish }: AuditWish & { page: number },
): Promise<AuditOutcome> {
  const found = await lookUp(ground, actor, { wish, most: linesOnPage, skip: linesOnPage * Math.max(0, page - 1) })
  if (!found) return noRight
  const detail = detailOf(wish, found.lines.length)
  return shown(found, may(actor, 'see-audit') ? { act: 'read-audit', detail } : null)
}

/** The same to take away as a file: all that fits the wish, the newest of very many. */
export async function exportAudit(ground: Ground<unknown>, actor: Identity, wish: AuditWish): Promise<AuditOutcome> {
  const found = await lookUp(ground, actor, { wish, most: linesInFile, skip: 0 })
  return found ? shown(found, { act: 'audit-exported', detail: detailOf(wish, found.lines.length) }) : noRight
}

const noRight: AuditOutcome = { refused: 'noRight', audit: { act: 'refused-audit', detail: '' } }

interface Looking {
  wish: AuditWish
  most: number
  skip: number
}

/** What is found within the actor's care; null for whoever is no staff. */
async function lookUp(
  { read }: Ground<unknown>,
  actor: Identity,
  { wish, most, skip }: Looking,
): Promise<AuditFound | null> {
  const { number } = actor
  if (!may(actor, 'use-console') || number === null) return null
  const all = await read.staff.members()
  const staff = all.filter(p => p.number === number || isTheirStaff(actor, 'see-audit', p))
  const span = await spanOf({ read }, actor, staff)
  const found = await read.audit.lines({
    span,
    by: wish.who === '' ? null : namedBy(wish.who, staff),
    act: wish.act === '' ? null : wish.act,
    from: wish.from?.getTime() ?? null,
    until: wish.until?.getTime() ?? null,
    text: wish.text,
    ...{ most, skip },
  })
  return { ...found, staff: staff.map(p => ({ number: p.number, name: p.name })) }
}

/** How the log may name whoever is meant. */
function namedBy(who: string, staff: readonly RosterPerson[]): string[] {
  const named = staff.filter(p => p.number === who || p.name === who).map(p => ownerOfNumber(p.number))
  return named.length > 0 ? named : [who, ownerOfNumber(who)]
}

async function spanOf(
  { read }: Pick<Ground<unknown>, 'read'>,
  actor: Identity,
  staff: readonly RosterPerson[],
): Promise<AuditSpan> {
  if (may(actor, 'see-audit', { of: 'school' })) return 'all'
  const parts = may(actor, 'see-audit') ? actor.scope : []
  const colleges = parts.flatMap(part => (part.of === 'college' ? [part.college] : []))
  const classes = parts.length === 0 ? [] : await read.roster.classes(parts)
  return { by: staff.map(p => p.number), about: { colleges, classes, acts: actsOnClasses } }
}

/** What was looked for, in the log's own names: never the words of a search. */
const detailOf = ({ who, act, text }: AuditWish, count: number) =>
  [who, act, text === '' ? '' : 'text', String(count)].filter(part => part !== '').join(' ')
