import { fill } from '../../content/words.ts'
import type { KeptNotice, KeptProposal } from '../../core/content/notice.ts'
import type { Identity } from '../../core/roster.ts'
import type { NoticeProposal } from '../../notice/proposal.ts'
import type { NoticeWords } from '../../notice/words.ts'
import { type EditingRules, type EditRefusal, editRefused } from '../content/ground.ts'
import type { Ground, Refused } from '../outcome.ts'
import { may } from '../rights.ts'
import type { IntakeWords } from './words.ts'

/** What taking something of a notice goes by: what changing content does, and the words of notices. */
export interface NoticeRules extends EditingRules {
  noticeWords: NoticeWords
  intake: IntakeWords
}

export type NoticeGround = Ground<NoticeRules>

/** A refusal in the words of `says`; `tried` stands in the audit log where somebody tried what they may not. */
export const noticeRefused = (
  { rules }: Pick<NoticeGround, 'rules'>,
  why: keyof IntakeWords['says'],
  { is = 'unknown', tried = null, name = '' }: { is?: EditRefusal['why']; tried?: string | null; name?: string } = {},
): Refused<EditRefusal> => editRefused(is, fill(rules.intake.says[why], { name }), { tried })

/** A refusal for whoever may set no facts of the school at all; null for whoever may set some. */
export const mayNotTake = (ground: NoticeGround, actor: Identity, tried: string): Refused<EditRefusal> | null =>
  may(actor, 'edit-facts') ? null : noticeRefused(ground, 'refused', { is: 'noRight', tried: `notice ${tried}` })

/** What a proposal says, as the notice was read. */
export const saidIn = ({ said }: Pick<KeptProposal, 'said'>): NoticeProposal => said as NoticeProposal

/** How answers cite a clause: `学工部〔2027〕25号 三（四）`, or by the notice's title where it has no number. */
export const citationOf = (
  { number, title }: Pick<KeptNotice, 'number' | 'title'>,
  clause: string,
  { titled }: IntakeWords['says'],
): string => `${number ?? fill(titled, { title })} ${clause}`

/** The name of whoever has this number, as the roster has it. */
export async function nameOfStaff({ read, rules }: NoticeGround, number: string | null): Promise<string> {
  if (number === null) return rules.words.shell
  return (await read.roster.person(number))?.name ?? rules.intake.says.somebody
}
