import type { Content } from '../../src/bot/content.ts'
import { makeFlows } from '../../src/flows/library.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'

export type { Content }

/** Content around some knowledge: these flows, and nothing that sends a text to a moderator. */
export function contentOf(knowledge: Knowledge, flows: readonly Flow[] = []): Content {
  return { knowledge, flows: makeFlows(flows, []), moderation: { words: [] }, flowTexts: [] }
}
