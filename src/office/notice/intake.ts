import { createHash } from 'node:crypto'
import { fill } from '../../content/words.ts'
import type { KeptNotice, KeptProposal } from '../../core/content/notice.ts'
import type { Identity } from '../../core/roster.ts'
import { type CompileGround, compileNotice } from '../../notice/compile.ts'
import type { NoticeFault } from '../../notice/document.ts'
import type { NoticeProposal } from '../../notice/proposal.ts'
import { noticeLines } from '../../notice/structure.ts'
import { isoDay } from '../../time/shown.ts'
import type { EditOutcome } from '../content/ground.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { clauseFor, clausesProposed, dutiesTouched, namesOfNotice } from './about.ts'
import { mayNotTake, type NoticeGround, nameOfStaff, noticeRefused } from './ground.ts'
import { noticeGround, readNotice } from './read.ts'
import type { IntakeWords } from './words.ts'

/** What is needed to read a notice for keeping. */
export interface IntakeGround extends CompileGround {
  intake: IntakeWords
}

/** A notice that was read for keeping, or why it could not be. */
export type ReadIntake =
  | { fault: NoticeFault }
  | {
      fault: null
      notice: Omit<KeptNotice, 'by' | 'at'>
      proposals: readonly Pick<KeptProposal, 'n' | 'said' | 'duties'>[]
    }

/** More proposals than any notice makes. */
const mostProposals = 1500

/** Reads the file of a notice and all that it proposes. Never throws; takes a while where the file is large, so that a thread of its own does it (`reader.ts`). */
export async function readIntake(bytes: Uint8Array, name: string, ground: IntakeGround): Promise<ReadIntake> {
  const { document, fault } = await readNotice(bytes, name)
  if (fault) return { fault }
  const { proposals: all, issued, year } = compileNotice(document, ground)
  const proposals = all.filter(one => !isSaidTwice(one, all))
  if (proposals.length > mostProposals) return { fault: 'too-large' }
  const lines = noticeLines(document)
  const clauses = clausesProposed(lines, proposals)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = name.slice(0, 120)
  return {
    fault: null,
    notice: { id: sha256.slice(0, 16), sha256, file, ...namesOfNotice(lines, file), issued, year, clauses },
    proposals: proposals.map((said, n) => {
      return { n: n + 1, said, duties: dutiesTouched(clauseFor(clauses, said), said, ground.intake) }
    }),
  }
}

/** Whether a day that is no fact of the school is only when something is due that is proposed itself, so that nobody decides on one sentence twice. */
const isSaidTwice = (one: NoticeProposal, all: readonly NoticeProposal[]) =>
  one.kind === 'value' &&
  one.of === 'date' &&
  one.field === null &&
  all.some(
    other =>
      (other.kind === 'task' || other.kind === 'duty') &&
      other.clause === one.clause &&
      other.when === one.when &&
      other.words.includes(one.words),
  )

/** By what a notice is read now: the words, the school's facts and names. */
export async function intakeGround(
  ground: NoticeGround,
  actor: Identity,
  _input: undefined,
): Promise<EditOutcome<IntakeGround>> {
  const refused = mayNotTake(ground, actor, 'read')
  if (refused) return refused
  const { rules, read, now } = ground
  const { school } = rules.content.knowledge
  const { fields, names } = noticeGround(school, await read.roster.places())
  return shown({ words: rules.noticeWords, intake: rules.intake, fields, names, today: isoDay(now, school.zone) })
}

/** A notice that was kept: its id, whether it is a new one, and what is said of it. */
export interface KeptAs {
  id: string
  isNew: boolean
  says: string
}

/** Keeps a notice with its proposals, none of which holds; one that is kept already stays as it is. */
export async function keepNotice(
  ground: NoticeGround,
  actor: Identity,
  { notice, proposals }: Extract<ReadIntake, { fault: null }>,
): Promise<EditOutcome<KeptAs>> {
  const { says } = ground.rules.intake
  const { id } = notice
  const refused = mayNotTake(ground, actor, id)
  if (refused) return refused
  const before = await ground.read.notices.notice(id)
  if (before) {
    const name = await nameOfStaff(ground, before.by)
    return shown({ id, isNew: false, says: fill(says.again, { name }) })
  }
  const count = proposals.length
  return {
    done: { id, isNew: true, says: count === 0 ? says.keptNone : fill(says.kept, { count }) },
    effects: [{ do: 'keep-notice', notice: { ...notice, by: actor.number }, proposals }],
    audit: { act: 'keep-notice', detail: id },
  }
}

/** Deletes a notice of which nothing was taken: whoever put it in, and whoever looks after the school. */
export async function dropNotice(
  ground: NoticeGround,
  actor: Identity,
  { id }: { id: string },
): Promise<EditOutcome<{ says: string }>> {
  const refused = mayNotTake(ground, actor, id)
  if (refused) return refused
  const { read, rules } = ground
  const notice = await read.notices.notice(id)
  if (!notice) return noticeRefused(ground, 'gone')
  const isTheirs = notice.by === actor.number || may(actor, 'edit-facts', { of: 'school' })
  if (!isTheirs) return noticeRefused(ground, 'notTheirs', { is: 'noRight', tried: `drop-notice ${id}` })
  const taken = (await read.notices.proposals(id)).some(p => p.taken !== null)
  if (taken) return noticeRefused(ground, 'inUse', { is: 'same' })
  const says = rules.intake.says.dropped
  return { done: { says }, effects: [{ do: 'drop-notice', id }], audit: { act: 'drop-notice', detail: id } }
}
