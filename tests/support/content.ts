import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Content, readSafety } from '../../src/bot/content.ts'
import { parseReminderWords } from '../../src/delivery/words.ts'
import { parseCalendar } from '../../src/delivery/workdays.ts'
import { makeFlows } from '../../src/flows/library.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { parseCertificateWords } from '../../src/reports/words.ts'

export type { Content }

const safety = readSafety(resolve(import.meta.dirname, '../../knowledge/safety'), [])!

const knowledgeFile = (name: string) => ({
  where: `knowledge/${name}`,
  text: readFileSync(resolve(import.meta.dirname, '../../knowledge', name), 'utf8'),
})
const reminderWords = parseReminderWords(knowledgeFile('reminders.yaml'), [])!
const calendar = parseCalendar(knowledgeFile('calendar.yaml'), [])!

const where = resolve(import.meta.dirname, '../../knowledge/certificate.yaml')
const words = parseCertificateWords({ where, text: readFileSync(where, 'utf8') }, [])!

/** Content around some knowledge: these flows, and nothing that sends a text to a moderator. */
export function contentOf(knowledge: Knowledge, flows: readonly Flow[] = []): Content {
  return {
    knowledge,
    flows: makeFlows(flows, []),
    moderation: { words: [] },
    certificate: words,
    safety,
    reminderWords,
    calendar,
    reminders: [],
    flowTexts: [],
  }
}
