import { privateAnswer } from '../knowledge/render.ts'
import { schoolFor } from '../knowledge/values.ts'
import type { ActivityRules } from '../office/activities/ground.ts'
import type { BroadcastRules } from '../office/broadcasts/ground.ts'
import type { CareListRules } from '../office/care-list/ground.ts'
import type { CaseRules } from '../office/cases/ground.ts'
import type { ContributionRules } from '../office/desk/contributions.ts'
import type { DeskRules } from '../office/desk/ground.ts'
import type { RecordRules } from '../office/desk/records-asked.ts'
import type { JobGround, JobRules } from '../office/jobs/ground.ts'
import type { LedgerRules } from '../office/ledger/ground.ts'
import type { Digest } from '../office/people/code.ts'
import type { PeopleGround, PeopleRules } from '../office/people/ground.ts'
import type { ServingGround, ServingRules } from '../office/people/serving.ts'
import type { ProgressRules } from '../office/progress/ground.ts'
import { markOf, progressFlows } from '../office/progress/items.ts'
import type { Content } from './content.ts'
import { type Context, office } from './context.ts'

/** What the acts on broadcasts go by, in the content in force. */
export function broadcastRulesOf({
  flows,
  knowledge,
  broadcastWords,
  rosterWords,
}: Pick<Content, 'flows' | 'knowledge' | 'broadcastWords' | 'rosterWords'>): BroadcastRules {
  return {
    words: broadcastWords,
    audience: rosterWords.audience,
    flows: [...flows.current.values()].map(f => ({
      name: f.name,
      title: f.title,
      says: [f.title, ...f.starts],
      mark: markOf(f),
    })),
    zone: knowledge.school.zone,
  }
}

/** What the acts on cases go by, in the content in force. */
export const caseRulesOf = ({
  caseWords,
  knowledge,
  stories,
}: Pick<Content, 'caseWords' | 'knowledge' | 'stories'>): CaseRules => ({
  words: caseWords,
  stories,
  zone: knowledge.school.zone,
})

/** What the acts of the desk go by, in the knowledge in force. */
export const deskRulesOf = ({ phrases, school, entries }: Content['knowledge']): DeskRules => ({
  words: phrases,
  zone: school.zone,
  entryText(id, whose, now) {
    const entry = entries.get(id)
    if (!entry || entry.isForStaff) return null
    return privateAnswer(entry, { phrases, school: schoolFor(school, whose), now })
  },
})

/** What the acts on the list of students whom staff look after more than others go by, in the content in force. */
export const careListRulesOf = ({
  careListWords,
  knowledge,
}: Pick<Content, 'careListWords' | 'knowledge'>): CareListRules => ({
  words: careListWords,
  zone: knowledge.school.zone,
})

/** What the acts on contributions and records go by, in the content in force. */
export const contributionRulesOf = ({ knowledge, flows }: Pick<Content, 'knowledge' | 'flows'>): ContributionRules => ({
  words: knowledge.phrases,
  flows,
  school: knowledge.school,
})

/** What is gone by where records are asked for in words, in the content in force. */
export const recordRulesOf = (
  content: Pick<Content, 'knowledge' | 'flows' | 'recordWords' | 'rosterWords'>,
): RecordRules => ({
  ...contributionRulesOf(content),
  said: content.recordWords,
  whole: content.rosterWords.audience.said.school,
})

/** What the acts on postings go by, in the content in force. */
export const jobRulesOf = ({
  jobWords: words,
  places,
  jobKinds: kinds,
  safety,
  knowledge,
}: Pick<Content, 'jobWords' | 'places' | 'jobKinds' | 'safety' | 'knowledge'>): JobRules => ({
  words,
  lists: { heard: words.heard, fillers: words.fillers, places, kinds },
  safety,
  zone: knowledge.school.zone,
})

/** What an act on postings stands on within a turn. */
export const jobGroundOf = (context: Context): JobGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: jobRulesOf(context),
})

/** What the acts on people go by, in the content in force. */
export const peopleRulesOf = (
  { rosterWords, knowledge }: Pick<Content, 'rosterWords' | 'knowledge'>,
  digest: Digest,
): PeopleRules => ({
  words: rosterWords,
  office: office(knowledge),
  digest,
  zone: knowledge.school.zone,
})

/** What the acts on how groups are served go by, in the content in force. */
export const servingRulesOf = ({
  knowledge,
  caseWords,
  rosterWords,
}: Pick<Content, 'knowledge' | 'caseWords' | 'rosterWords'>): ServingRules => ({
  phrases: knowledge.phrases,
  groupMode: knowledge.school.groupMode,
  scam: caseWords.scam,
  groups: rosterWords.groups,
  channels: rosterWords.channels,
})

/** What such an act stands on within a turn. */
export const servingGroundOf = (context: Context): ServingGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: servingRulesOf(context),
})

/** What an act on people stands on within a turn. */
export const peopleGroundOf = (context: Context): PeopleGround => ({
  read: context.turn.read,
  now: context.turn.now,
  draw: context.turn.draw,
  rules: peopleRulesOf(context, context.digest),
})

/** What the acts on how far people are go by, in the content in force. */
export const progressRulesOf = (
  content: Pick<Content, 'flows' | 'knowledge' | 'broadcastWords' | 'rosterWords' | 'progressWords' | 'reminderWords'>,
): ProgressRules => ({
  words: content.progressWords,
  audience: content.rosterWords.audience,
  flows: progressFlows(content.flows.current.values(), content.rosterWords.audience),
  broadcasts: broadcastRulesOf(content),
  quiet: content.reminderWords.quiet,
  zone: content.knowledge.school.zone,
})

/** What the acts on the ledger of duties go by, in the content in force. */
export const ledgerRulesOf = (
  content: Pick<Content, 'flows' | 'knowledge' | 'rosterWords' | 'ledgerWords' | 'termWords'>,
): LedgerRules => ({
  ledger: content.ledgerWords,
  term: content.termWords,
  keepDays: content.knowledge.retention.days.evidence!,
  contributions: contributionRulesOf(content),
  progress: progressFlows(content.flows.current.values(), content.rosterWords.audience),
  audience: content.rosterWords.audience,
})

/** What the acts on activities go by, in the content in force. */
export const activityRulesOf = (
  content: Pick<Content, 'flows' | 'knowledge' | 'broadcastWords' | 'rosterWords' | 'activityWords' | 'reminderWords'>,
): ActivityRules => ({
  words: content.activityWords,
  broadcasts: broadcastRulesOf(content),
  left: content.reminderWords.left,
  flows: content.flows,
  quiet: content.reminderWords.quiet,
  zone: content.knowledge.school.zone,
})
