/** A clause of a notice from which something is proposed: where it stands, the headings above it, and its words. */
export interface NoticeClause {
  clause: string
  titles: readonly string[]
  text: string
}

/** A notice as it is kept: what it is, who put it in, and the clauses from which something is proposed; never the file itself. */
export interface KeptNotice {
  /** The beginning of its SHA-256, so that the same file is the same notice. */
  id: string
  sha256: string
  /** What the file was called. */
  file: string
  title: string
  /** As it calls itself: 学工部〔2027〕25号; null where it has no number. */
  number: string | null
  /** When it was signed or sent (`2027-05-17`), as far as it says so; and the year by which its days were read. */
  issued: string | null
  year: number
  /** The roster number of whoever put it in; null for whoever has the shell. */
  by: string | null
  at: number
  clauses: readonly NoticeClause[]
}

/** What a person made of a proposal: nothing yet, taken as it stands, taken otherwise, or not taken. */
export const proposalStates = ['open', 'accepted', 'changed', 'refused'] as const
export type ProposalState = (typeof proposalStates)[number]

/** What a proposal was taken as: a value of the school, a duty for the ledger, the beginning of a broadcast, or that of an entry. */
export type TakenAs = 'field' | 'duty' | 'broadcast' | 'entry'

/** What was taken of a proposal. */
export interface TakenProposal {
  as: TakenAs
  /** The value, or what is to be done, as it was taken. */
  value: string
  /** The fact that was set, and the version that set it; null where it was so already. */
  field: string | null
  version: number | null
  /** The numbers of the duties that it touches, as whoever took it has them. */
  duties: readonly number[]
}

/** A proposal of a notice with what became of it. */
export interface KeptProposal {
  n: number
  /** What the notice says, as it was read (`NoticeProposal` in `notice/`). */
  said: unknown
  state: ProposalState
  /** Null unless it was taken. */
  taken: TakenProposal | null
  /** The numbers of the duties that its words speak of. */
  duties: readonly number[]
  /** Whoever decided (roster number), and when; null while nobody did. */
  by: string | null
  at: number | null
}

/** A notice as a list of them shows it; `counts` is how many of its proposals stand how. */
export interface NoticeListed extends Omit<KeptNotice, 'clauses' | 'sha256'> {
  counts: Readonly<Record<ProposalState, number>>
}

/** A duty that somebody took from a notice, and where it stands there. */
export interface AcceptedDuty extends Pick<KeptProposal, 'said'>, Pick<TakenProposal, 'duties'> {
  notice: Pick<KeptNotice, 'id' | 'title' | 'number' | 'issued'>
  n: number
  /** What is to be done, as it was taken. */
  value: string
  by: string | null
  at: number
}

/** What can be asked of the notices. */
export interface NoticeReads {
  /** All of them, the one that was put in last first. */
  notices(): Promise<NoticeListed[]>
  notice(id: string): Promise<KeptNotice | null>
  /** What it proposes, in its own order. */
  proposals(id: string): Promise<KeptProposal[]>
  /** The duties that were taken from notices, the notice that was put in first first. */
  acceptedDuties(): Promise<AcceptedDuty[]>
}

/** What becomes of some proposals of a notice. */
export type SettledProposal = Pick<KeptProposal, 'n' | 'state' | 'taken' | 'by'>

/** What staff change of the notices. */
export type NoticeEffect =
  /** Keeps a notice with its proposals, all of them open; throws where it is kept already. */
  | {
      do: 'keep-notice'
      notice: Omit<KeptNotice, 'at'>
      proposals: readonly Pick<KeptProposal, 'n' | 'said' | 'duties'>[]
    }
  | { do: 'drop-notice'; id: string }
  | { do: 'settle-proposals'; id: string; of: readonly SettledProposal[] }
