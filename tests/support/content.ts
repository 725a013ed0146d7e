import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Content, readSafety, readStaffGuide, type WordFiles } from '../../src/bot/content.ts'
import { parseOwnFileWords } from '../../src/bot/own-file/words.ts'
import { parseAnswerWords } from '../../src/flows/hearing/words.ts'
import { makeFlows } from '../../src/flows/library.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { parseStories } from '../../src/knowledge/stories/real-cases.ts'
import { parseNoticeWords } from '../../src/notice/words.ts'
import { parseBroadcastWords } from '../../src/office/broadcasts/words.ts'
import { caseWordsInEnglish, parseEnglishCaseWords } from '../../src/office/cases/english.ts'
import { parseCaseWords } from '../../src/office/cases/words.ts'
import { parseEditingWords } from '../../src/office/content/words.ts'
import { parseRosterWords } from '../../src/office/people/words.ts'
import { parseProgressWords } from '../../src/office/progress/words.ts'
import { parseReminderWords } from '../../src/office/reminders/words.ts'
import { parseTodayWords } from '../../src/office/today/words.ts'
import { parseCertificateWords } from '../../src/reports/words.ts'
import { parseCalendar } from '../../src/time/workdays.ts'

export type { Content }

const safety = readSafety(resolve(import.meta.dirname, '../../knowledge/safety'), [])!

const shipped = (name: string) => {
  const where = resolve(import.meta.dirname, '../../knowledge', name)
  return { where, text: readFileSync(where, 'utf8') }
}
const words = parseCertificateWords(shipped('certificate.yaml'), [])!

/** The shipped words about the roster. */
export const rosterWords = parseRosterWords(shipped('roster.yaml'), [])!

const caseWords = parseCaseWords(shipped('cases.yaml'), [])!
const englishCaseWords = caseWordsInEnglish(caseWords, parseEnglishCaseWords(shipped('en/cases.yaml'), [])!)
/** The shipped words about broadcasts. */
export const broadcastWords = parseBroadcastWords(shipped('broadcasts.yaml'), [])!
/** The shipped words about how far people are. */
export const progressWords = parseProgressWords(shipped('progress.yaml'), [])!
/** The shipped table of what staff can do. */
export const staffGuide = readStaffGuide(resolve(import.meta.dirname, '../../knowledge'), [])!
const reminderWords = parseReminderWords(shipped('reminders.yaml'), [])!
const editingWords = parseEditingWords(shipped('editing.yaml'), [])!
/** The shipped real cases. */
export const stories = parseStories(shipped('real-cases.yaml'), [])!
/** The shipped words by which notices are read. */
export const noticeWords = parseNoticeWords(shipped('notice.yaml'), [])!
/** The shipped words by which answers in sentences are read. */
export const answerWords = parseAnswerWords(shipped('answers.yaml'), [])!
/** The shipped words of the file that people take away. */
export const ownFileWords = parseOwnFileWords(shipped('own-file.yaml'), [])!
const todayWords = parseTodayWords(shipped('today.yaml'), [])!
const calendar = parseCalendar(shipped('calendar.yaml'), [])!

const consoleTexts = readdirSync(resolve(import.meta.dirname, '../../knowledge/console')).map(name => ({
  ...shipped(`console/${name}`),
  where: `knowledge/console/${name}`,
}))

/** Read once for all tests of a file. */
const consoleFiles: WordFiles = { texts: consoleTexts, read: null }

/** Content around some knowledge: these flows, and nothing that sends a text to a moderator. */
export function contentOf(knowledge: Knowledge, flows: readonly Flow[] = []): Content {
  return {
    knowledge,
    flows: makeFlows(flows, []),
    moderation: { words: [] },
    answerWords,
    ownFileWords,
    certificate: words,
    rosterWords,
    caseWords,
    englishCaseWords,
    broadcastWords,
    progressWords,
    noticeWords,
    staffGuide,
    editingWords,
    todayWords,
    stories,
    safety,
    reminderWords,
    calendar,
    reminders: [],
    flowTexts: [],
    consoleFiles,
  }
}
