import { fill } from '../../content/words.ts'
import type { Chore } from '../../core/chore.ts'
import { type Saying, saying } from '../../core/delivery.ts'
import type { Handoff, Report, ReportKind } from '../../core/desk.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import { makeTellingOn, nextTold, type TellingOn, type ToldInTurn } from '../telling-on.ts'
import { type DeskGround, type DeskOutcome, onTheirs } from './ground.ts'
import { requestText } from './telling.ts'

type HandoffWords = Phrases['handoff']

/** Whose a report is: the class of whom it is about where the words name them, else of whoever reported; of what is being spread the school's (null). */
export const ownerOfReport = (kind: ReportKind, { asker, named }: Record<'asker' | 'named', ClassRef | null>) =>
  kind === 'rumour' ? null : kind === 'person' ? (named ?? asker) : asker

/** How many minutes a report waits for somebody before the next are told. */
export const minutesOf = ({ kind, isNow }: Pick<Report, 'kind' | 'isNow'>, { report }: HandoffWords): number =>
  report.minutes[isNow ? 'now' : kind]

/** When the next are told of a report that waits from now on (epoch milliseconds); nothing for what is no report. */
export const waitingAgain = (
  { rules, now }: Pick<DeskGround, 'rules' | 'now'>,
  { report }: Pick<Handoff, 'report'>,
): { nextAt?: number } => (report ? { nextAt: now.getTime() + minutesOf(report, rules.words.handoff) * 60_000 } : {})

/** A report as the notice of it names it. */
type Reported = Pick<Handoff, 'number' | 'name' | 'topic' | 'urgency' | 'text' | 'mayContact' | 'report'>

/** What those whose a report is are told of it. `before` says why they are told. */
export function reportNotice(
  words: HandoffWords,
  { number, name, topic, urgency, text, mayContact, report }: Reported,
  before = '',
): Saying {
  const { report: say, claim, done } = words
  const notice = fill(say.notice, {
    ...{ number, topic, text },
    name: name || say.someone,
    urgency: report?.isNow ? fill(say.now, { urgency }) : '',
    how: mayContact ? fill(say.mayAsk, { number }) : say.mayNotAsk,
  })
  const choices = [claim, done].map(([word]) => ({ value: `${word} ${number}`, label: word! }))
  return { ...saying([before, notice].filter(part => part !== '').join('\n')), choices }
}

/** A request as the notice told of it. */
export const noticeText = (handoff: Handoff, words: HandoffWords): string =>
  handoff.report ? reportNotice(words, handoff).text : requestText(words.notice, handoff, words)

/** A request as a member of staff may read it: who hid themselves is known to whoever sees to it alone, and how to reach somebody only where they may be. */
export function readableBy(actor: Pick<Identity, 'number'>, handoff: Handoff, { report: say }: HandoffWords): Handoff {
  const how = handoff.mayContact ? handoff.how : ''
  return isKnownTo(actor, handoff) ? { ...handoff, how } : { ...handoff, how, name: say.someone, asker: null }
}

/** Does something with a request as whoever acts may read it, see `onTheirs`. */
export async function onRequest<What extends { says: string }>(
  { read, rules: { words } }: Pick<DeskGround, 'read' | 'rules'>,
  actor: Identity,
  number: string,
  go: (found: Handoff) => DeskOutcome<What> | Promise<DeskOutcome<What>>,
): Promise<DeskOutcome<What>> {
  const found = await read.desk.handoff(number)
  return onTheirs(actor, { right: 'see-handoffs', number, found }, words.handoff, one =>
    go(readableBy(actor, one, words.handoff)),
  )
}

/** Whether a member of staff may know who made a request. */
export const isKnownTo = ({ number }: Pick<Identity, 'number'>, { report, taker }: Handoff): boolean =>
  !report?.isHidden || (taker !== null && taker.number === number)

/** A report that nobody has taken, with everybody who may be told. */
export interface EscalatingReport extends TellingOn {
  handoff: Handoff
}

/** Where reports wait for somebody. */
export interface WaitingReports extends ToldInTurn<EscalatingReport> {
  /** Lets no report wait longer than until so many minutes from `now`. */
  waitNoLonger(now: Date, minutesOf: (report: Report) => number): Promise<void>
}

/** What telling reports on stands on. `log` hears numbers and reasons, never names or words. */
interface ReportParts {
  words(): HandoffWords
  log(event: string, detail: Record<string, unknown>): void
}

/** Reports that nobody has taken: when the minutes are over, or nothing reached those who were told, the next are told, until somebody takes it. */
export function makeReportsToldOn(reports: WaitingReports, { words, log }: ReportParts): Chore {
  return {
    ...makeTellingOn('reports', reports, {
      decide: (found, now) => toldOn(found, now, words()),
      told(report, from, { next, reason }) {
        if (next) log('report-escalated', { report, from, to: next.step, reason })
        else log('report-nobody-left', { report, step: from, reason })
      },
    }),
    rewind: now => reports.waitNoLonger(now, report => minutesOf(report, words())),
  }
}

function toldOn(found: EscalatingReport, now: Date, words: HandoffWords) {
  const { handoff } = found
  if (!handoff.report) return null
  const minutes = minutesOf(handoff.report, words)
  return nextTold(found, now, {
    minutes,
    sayingFor(reason) {
      const { escalated, unreached } = words.report
      return reportNotice(
        words,
        readableBy({ number: null }, handoff, words),
        reason === 'unanswered' ? fill(escalated, { minutes }) : unreached,
      )
    },
  })
}
