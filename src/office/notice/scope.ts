import type { KeptNotice } from '../../core/content/notice.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import type { NoticeProposal } from '../../notice/proposal.ts'
import { isTheirPart } from '../content/field-rights.ts'
import { may } from '../rights.ts'

const told = ['campus', 'college', 'building', 'class'] as const

/**
 * The parts of the school (null: everybody) for which a value is proposed; null where the notice tells people apart by what values know nothing of: a batch,
 * a degree. Loans of two kinds have facts of their own.
 */
export function partsMeant({ scope, field }: Pick<NoticeProposal, 'scope' | 'field'>): (ForWhom | null)[] | null {
  const isOfLoans = field?.startsWith('loan.') ?? false
  if (scope.batch || scope.degree || (scope.loan && !isOfLoans)) return null
  const parts = told.reduce<ForWhom[]>(
    (before, circle) => {
      const names = scope[circle]?.split(',').filter(name => name !== '') ?? []
      return names.length === 0 ? before : before.flatMap(part => names.map(name => ({ ...part, [circle]: name })))
    },
    [{}],
  )
  return parts.map(part => (Object.keys(part).length === 0 ? null : part))
}

/**
 * Whether a proposal is somebody's to decide on: all of them whoever looks after the school; a value whoever may set it for all whom it is for; everything else
 * whoever put the notice in.
 */
export function mayDecide(
  actor: Identity,
  { by }: Pick<KeptNotice, 'by'>,
  said: NoticeProposal,
  classes: readonly ClassRef[],
): boolean {
  if (may(actor, 'edit-facts', { of: 'school' })) return true
  if (!may(actor, 'edit-facts')) return false
  const isOwn = by !== null && by === actor.number
  const parts = said.field === null ? null : partsMeant(said)
  return parts === null ? isOwn : parts.every(part => isTheirPart(actor, part, classes))
}
