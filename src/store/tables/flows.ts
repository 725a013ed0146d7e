import type { Holding } from './holding.ts'

/** Guided conversations: runs, what was handed in, requests for a person. */
export interface FlowsTables {
  person_memory: { person: string; state: string; at: number }
  submission: {
    number: string
    person: string
    flow: string
    version: number
    answers: string
    state: string
    code: string | null
    at: number
    revised_at: number | null
    delete_at: number
  }
  handoff: {
    number: string
    person: string
    name: string
    topic: string
    urgency: string
    text: string
    how: string
    may_contact: number
    state: 'open' | 'done'
    at: number
    delete_at: number
  }
  /** Something to be looked at later: `update` is the update that it will be handled as, in JSON. */
  timer: { key: string; person: string; chat: string; update: string; due: number }
  flow_version: { name: string; version: number; text: string }
}

/** What of people these tables hold. */
export const flowHoldings: { [Name in keyof FlowsTables]: Holding<FlowsTables[Name]> } = {
  // Runs and drafts go; what was handed in is remembered as long as it is kept.
  person_memory: {
    kind: 'draft',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'at', own: true },
    shows: 'all',
    forget: 'delete',
    moves: 'own',
  },
  submission: {
    kind: 'submission',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at', own: true },
    shows: 'all',
    forget: 'delete',
    moves: 'renamed',
  },
  handoff: {
    kind: 'handoff',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { at: 'delete_at' },
    shows: 'all',
    forget: 'own',
    moves: 'renamed',
  },
  timer: {
    kind: 'draft',
    whose: [{ by: 'owner', column: 'person' }],
    ends: { after: 'due' },
    shows: ['chat', 'due'],
    forget: 'delete',
    moves: 'renamed',
  },
  flow_version: null,
}
