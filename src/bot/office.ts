import type { BroadcastRules } from '../office/broadcasts/ground.ts'
import type { CaseRules } from '../office/cases/ground.ts'
import type { DeskRules } from '../office/desk/ground.ts'
import type { Content } from './content.ts'

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
    flows: [...flows.current.values()].map(f => ({ name: f.name, title: f.title, says: [f.title, ...f.starts] })),
    zone: knowledge.school.zone,
  }
}

/** What the acts on cases go by, in the content in force. */
export const caseRulesOf = ({ caseWords, knowledge }: Pick<Content, 'caseWords' | 'knowledge'>): CaseRules => ({
  words: caseWords,
  zone: knowledge.school.zone,
})

/** What the acts of the desk go by, in the knowledge in force. */
export const deskRulesOf = ({ phrases }: Pick<Content['knowledge'], 'phrases'>): DeskRules => ({ words: phrases })
