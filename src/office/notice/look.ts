import type { KeptNotice, KeptProposal, NoticeClause, NoticeListed } from '../../core/content/notice.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import { contradictionOf } from '../../notice/contradict.ts'
import type { NoticeField, NoticeProposal } from '../../notice/proposal.ts'
import { type EditOutcome, newestOf } from '../content/ground.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { clauseFor } from './about.ts'
import { citationOf, mayNotTake, type NoticeGround, nameOfStaff, noticeRefused, saidIn } from './ground.ts'
import { noticeGround } from './read.ts'
import { mayDecide, partsMeant } from './scope.ts'

/**
 * What proposals are to those who decide on them: a value that is not what is set, one of a fact of the school, something dated or to be done by students, a
 * duty, what may become an entry, what contradicts itself, and what was decided on.
 */
export const noticeGroups = ['clash', 'values', 'dates', 'duties', 'drafts', 'unclear', 'done'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

/** A proposal as it is shown. */
export interface ProposalShown extends Pick<KeptProposal, 'n' | 'state' | 'taken' | 'duties' | 'at'> {
  said: NoticeProposal
  group: NoticeGroup
  clause: NoticeClause
  /** How answers cite it. */
  source: string
  /** For whom a value is (null: everybody); null where values know no such part. */
  parts: readonly (ForWhom | null)[] | null
  /** What is set now, where it is something else. */
  clash: string | null
  /** The version of its fact that holds now. */
  version: number
  /** Whoever decided, and whether whoever looks may decide. */
  name: string
  isTheirs: boolean
  /** Whether it may be taken as it stands, and together with others. */
  isPlain: boolean
  isSimple: boolean
  /** Whether what was taken of it still holds. */
  holds: boolean
}

/** A notice with what it proposes. */
export interface OpenedNotice {
  notice: Omit<KeptNotice, 'clauses'>
  name: string
  mayDrop: boolean
  proposals: readonly ProposalShown[]
}

/** All notices, with the names of those who put them in. */
export async function listNotices(
  ground: NoticeGround,
  actor: Identity,
  _input: undefined,
): Promise<EditOutcome<{ notices: readonly (NoticeListed & { name: string })[] }>> {
  const refused = mayNotTake(ground, actor, 'list')
  if (refused) return refused
  const notices: (NoticeListed & { name: string })[] = []
  for (const notice of await ground.read.notices.notices())
    notices.push({ ...notice, name: await nameOfStaff(ground, notice.by) })
  return shown({ notices })
}

/** One notice with what it proposes, and what became of that. */
export async function openNotice(
  ground: NoticeGround,
  actor: Identity,
  { id }: { id: string },
): Promise<EditOutcome<OpenedNotice>> {
  const refused = mayNotTake(ground, actor, id)
  if (refused) return refused
  const { read } = ground
  const kept = await read.notices.notice(id)
  if (!kept) return noticeRefused(ground, 'gone')
  const { clauses: _, ...notice } = kept
  const found = await read.notices.proposals(id)
  const names = new Map<string, string>()
  for (const { by } of found) if (by !== null && !names.has(by)) names.set(by, await nameOfStaff(ground, by))
  const showing = await showingOf(ground, actor, kept)
  const proposals = found.map(proposal => showing(proposal, names.get(proposal.by ?? '') ?? ''))
  const isTheirs = notice.by === actor.number || may(actor, 'edit-facts', { of: 'school' })
  const mayDrop = isTheirs && found.every(p => p.taken === null)
  return shown({ notice, name: await nameOfStaff(ground, notice.by), mayDrop, proposals })
}

/** Makes proposals of a notice what is shown of them. */
async function showingOf(ground: NoticeGround, actor: Identity, notice: KeptNotice) {
  const { read, rules } = ground
  const { school } = rules.content.knowledge
  const newest = await read.content.newest()
  const classes: readonly ClassRef[] = await read.roster.classes([{ of: 'school' }])
  const fields = new Map(noticeGround(school, []).fields.map(field => [field.key, field]))
  return (kept: KeptProposal, name: string): ProposalShown => {
    const said = saidIn(kept)
    const field = said.field === null ? undefined : fields.get(said.field)
    const parts = field ? partsMeant(said) : null
    const clash = field && said.kind === 'value' ? contradictionOf(said, field, rules.noticeWords) : null
    const isPlain = field !== undefined && parts !== null && said.kind === 'value'
    const source = citationOf(notice, said.clause, rules.intake.says)
    const version = field ? (newestOf(newest, { kind: 'field', key: field.key })?.version ?? 0) : 0
    return {
      ...{ n: kept.n, state: kept.state, taken: kept.taken, duties: kept.duties, at: kept.at },
      ...{ said, parts, clash, version, name, source, isPlain },
      group: groupOf(kept, said, { field, clash }),
      clause: clauseFor(notice.clauses, said),
      isTheirs: mayDecide(actor, notice, said, classes),
      isSimple: isPlain && clash === null && said.doubt === null,
      holds: isCited(rules.content.knowledge.school, kept, source),
    }
  }
}

function groupOf(
  { state }: KeptProposal,
  { kind, when }: NoticeProposal,
  { field, clash }: { field: NoticeField | undefined; clash: string | null },
): NoticeGroup {
  if (state !== 'open') return 'done'
  if (field) return clash === null ? 'values' : 'clash'
  if (kind === 'question') return 'unclear'
  if (kind === 'duty') return 'duties'
  return kind === 'task' || /^\d{4}-/.test(when ?? '') ? 'dates' : 'drafts'
}

/** Whether a value that was taken is still cited; what is no value holds as long as nobody takes it back. */
function isCited(
  {
    general,
    specials,
  }: { general: ReadonlyMap<string, { from: { source: string | null } | null }> } & {
    specials: ReadonlyMap<string, readonly { source: string | null }[]>
  },
  { taken }: KeptProposal,
  source: string,
): boolean {
  if (taken === null || taken.field === null) return taken !== null
  const sources = [general.get(taken.field)?.from?.source, ...(specials.get(taken.field) ?? []).map(s => s.source)]
  return sources.includes(source)
}
