import { type ClassRef, type Identity, nowhere, type Unit } from '../../core/roster.ts'
import type { DutyNote } from '../../core/work/ledger.ts'
import { type Deadline, deadlineOf } from '../../knowledge/school.ts'
import { schoolFor } from '../../knowledge/values.ts'
import { shown } from '../outcome.ts'
import { type CountedEvidence, countedOf } from './count.ts'
import { gather, type Material, ofCollege } from './gather.ts'
import { type LedgerGround, type LedgerOutcome, type LedgerRules, ledgerScope } from './ground.ts'
import { type Duty, dutiesOf } from './words.ts'

/** A duty with what there is as evidence of it; it has material where anything was counted or written. */
export interface DutyRow extends Pick<Duty, 'number' | 'who' | 'title'> {
  place: string
  evidence: readonly CountedEvidence[]
  notes: readonly DutyNote[]
  hasMaterial: boolean
}

/** The ledger of some part of the school. */
export interface Ledger {
  chapters: readonly {
    title: string
    parts: readonly { id: string; title: string; place: string; rows: readonly DutyRow[] }[]
  }[]
  all: number
  /** How many duties have material. */
  with: number
  /** By when the report is due, where the school has set it. */
  deadline: Deadline | null
  /** Where it is sent; null while the school has not set it. */
  mailbox: string | null
}

/** How the ledger of a college stands. */
export interface CollegeLine {
  college: string
  people: number
  with: number
  missing: readonly number[]
}

/** The fields of the school that say by when the report is due, and where it goes. */
const deadlineField = 'staff.report.end'
const mailboxField = 'staff.report.mailbox'

/**
 * The ledger of a part of the school, of all of the actor's care where `unit` is null; how each of their colleges stands where there are several; and what
 * was read, so that pictures can be chosen from it.
 */
export async function seeLedger(
  ground: LedgerGround,
  actor: Identity,
  { unit }: { unit: Unit | null },
): Promise<LedgerOutcome<{ says: string; ledger: Ledger; colleges: readonly CollegeLine[]; material: Material }>> {
  const scope = ledgerScope(ground, actor, { unit, tried: 'ledger' })
  if ('refused' in scope) return scope
  const material = await gather(ground, actor, { unit, scope })
  const ledger = ledgerOf(ground, material)
  return shown({ says: '', ledger, colleges: collegesOf(ground.rules, material), material })
}

/** The ledger of what was read. */
export function ledgerOf({ rules, now }: Pick<LedgerGround, 'rules' | 'now'>, material: Material): Ledger {
  const chapters = rules.ledger.chapters.map(({ title, parts }) => ({
    title,
    parts: parts.map(({ duties, ...part }) => ({
      ...part,
      rows: duties.map(duty => rowOf(rules, material, { duty, place: part.place })),
    })),
  }))
  const rows = chapters.flatMap(c => c.parts.flatMap(p => p.rows))
  const [only] = material.scope
  const college = material.scope.length === 1 && only && only.of !== 'school' ? only.college : ''
  const school = schoolFor(rules.contributions.school, { ...nowhere, college })
  return {
    chapters,
    all: rows.length,
    with: rows.filter(row => row.hasMaterial).length,
    deadline: deadlineOf(school, deadlineField, now),
    mailbox: school.fields.get(mailboxField)?.value ?? null,
  }
}

function rowOf(rules: LedgerRules, material: Material, { duty, place }: { duty: Duty; place: string }): DutyRow {
  const { number, who, title } = duty
  const evidence = duty.evidence.flatMap(one => countedOf(material, one, rules) ?? [])
  const notes = material.notes.filter(note => note.duty === number)
  return { number, who, title, place, evidence, notes, hasMaterial: evidence.length + notes.length > 0 }
}

/** The rows of a ledger in their order. */
export const rowsOf = ({ chapters }: Pick<Ledger, 'chapters'>): readonly DutyRow[] =>
  chapters.flatMap(({ parts }) => parts.flatMap(part => part.rows))

/** How each college of what was read stands; nothing where it is one alone. */
function collegesOf(rules: LedgerRules, material: Material): CollegeLine[] {
  const names = [...new Set(material.classes.map((one: ClassRef) => one.college))]
  if (names.length < 2) return []
  const duties = dutiesOf(rules.ledger)
  return names.map(college => {
    const own = ofCollege(material, college)
    const rows = duties.map(({ duty, part }) => rowOf(rules, own, { duty, place: part.place }))
    const missing = rows.filter(row => !row.hasMaterial).map(row => row.number)
    const people = own.classes.reduce((sum, one) => sum + one.people, 0)
    return { college, people, with: rows.length - missing.length, missing }
  })
}
