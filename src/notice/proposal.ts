import type { LeftWhy } from './times/said.ts'
import type { ValueKind } from './words.ts'

/** Whom something holds for, in the words of the notice; everybody where it is empty. */
export type NoticeScope = Partial<
  Record<'campus' | 'college' | 'building' | 'class' | 'batch' | 'loan' | 'degree', string>
>

/** Who has to do something. */
export type Doer = 'student' | 'counselor' | 'college' | 'office'

/**
 * What a notice says, for a person to take or leave. `value`: something that a fact of the school may be set to, or another date, place, telephone,
 * hours. `task`, `duty`: what students, or staff, have to do. `question`: something that contradicts itself, so that no value is proposed.
 */
export interface NoticeProposal {
  kind: 'value' | 'task' | 'duty' | 'question'
  /** What the value is, `text` for a sentence that a rule of the school may be set to; of a task or duty the date it is due. */
  of: ValueKind | 'text'
  /** The fact of the school, by its key; null where none fits. */
  field: string | null
  /** The facts that it may be, where nobody can tell which of them; else empty. */
  choices: readonly string[]
  /** What it is called: the fact's label, or what the notice says. */
  name: string
  /** As the fact is written in `school.yaml`; of a task or duty what is to be done. */
  value: string
  /** The time in it: `2027-06-28`, `2027-06-28T18:00`, `2027-06-21..2027-06-25`, `2027-06-22T14:30..16:30`, `08:30..11:30`; null where there is none. */
  when: string | null
  who: Doer | null
  scope: NoticeScope
  /** Where it stands: 三（一）2, 表1第2行. */
  clause: string
  /** Verbatim. */
  words: string
  /** Why a person should look at it with care; null where there is no reason of its own. */
  doubt: string | null
  /** What is set now, where it is something else; null where it is the same or nothing. */
  contradicts: string | null
}

/** A date that is no value, and why. */
export interface LeftOut {
  words: string
  clause: string
  why: LeftWhy
  reason: string
}

/** A fact of the school that a notice may speak of, and what it is now: its values, each for everybody (`{}`) or for some. */
export interface NoticeField {
  key: string
  label: string
  type: 'date' | 'text' | 'phone'
  values: readonly { for: NoticeScope; value: string }[]
}

/** All that a notice says. */
export interface CompiledNotice {
  proposals: readonly NoticeProposal[]
  left: readonly LeftOut[]
  /** When the notice was signed or sent, as far as it says so. */
  issued: string | null
  year: number
}
