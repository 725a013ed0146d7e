import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Content, readInforming, readSafety, readStaffGuide, type WordFiles } from '../../src/bot/content.ts'
import { parseOwnFileWords } from '../../src/bot/own-file/words.ts'
import { parseAnswerWords } from '../../src/flows/hearing/words.ts'
import { makeFlows } from '../../src/flows/library.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { parseStories } from '../../src/knowledge/stories/real-cases.ts'
import { parseNoticeWords } from '../../src/notice/words.ts'
import { parseActivityWords } from '../../src/office/activities/words.ts'
import { parseBroadcastWords } from '../../src/office/broadcasts/words.ts'
import { parseCareListWords } from '../../src/office/care-list/words.ts'
import { caseWordsInEnglish, parseEnglishCaseWords } from '../../src/office/cases/english.ts'
import { parseCaseWords } from '../../src/office/cases/words.ts'
import { parseEditingWords } from '../../src/office/content/words.ts'
import { parseRecordWords } from '../../src/office/desk/record-words.ts'
import { parseJobKinds } from '../../src/office/jobs/kinds.ts'
import { parsePlaces } from '../../src/office/jobs/places.ts'
import { parseJobWords } from '../../src/office/jobs/words.ts'
import { parseLedgerWords } from '../../src/office/ledger/words.ts'
import { parseIntakeWords } from '../../src/office/notice/words.ts'
import { parseRosterWords } from '../../src/office/people/words.ts'
import { parseProgressWords } from '../../src/office/progress/words.ts'
import { parseReminderWords } from '../../src/office/reminders/words.ts'
import { parseTodayWords } from '../../src/office/today/words.ts'
import { parseTermWords } from '../../src/reports/term/words.ts'
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
export const activityWords = parseActivityWords(shipped('activities.yaml'), [])!
export const recordWords = parseRecordWords(shipped('records.yaml'), [])!
export const progressWords = parseProgressWords(shipped('progress.yaml'), [])!
/** The shipped table of what staff can do. */
export const staffGuide = readStaffGuide(resolve(import.meta.dirname, '../../knowledge'), [])!
/** The shipped words about reports. */
export const informing = readInforming(resolve(import.meta.dirname, '../../knowledge'), [])!
const careListWords = parseCareListWords(shipped('care-list.yaml'), [])!
const reminderWords = parseReminderWords(shipped('reminders.yaml'), [])!
const editingWords = parseEditingWords(shipped('editing.yaml'), [])!
/** The shipped real cases. */
export const stories = parseStories(shipped('real-cases.yaml'), [])!
/** The shipped words by which notices are read. */
export const noticeWords = parseNoticeWords(shipped('notice.yaml'), [])!
/** The shipped ledger of duties, and the words of the term's report. */
export const ledgerWords = parseLedgerWords(shipped('ledger.yaml'), [])!
export const termWords = parseTermWords(shipped('report.yaml'), [])!
/** The shipped words by which answers in sentences are read. */
export const answerWords = parseAnswerWords(shipped('answers.yaml'), [])!
/** The shipped words about taking something of a notice. */
export const intakeWords = parseIntakeWords(shipped('intake.yaml'), [])!
/** The shipped words about postings, places and kinds of work. */
export const jobWords = parseJobWords(shipped('jobs.yaml'), [])!
export const places = parsePlaces(shipped('places.yaml'), [])!
export const jobKinds = parseJobKinds(shipped('job-kinds.yaml'), [])!
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
    activityWords,
    recordWords,
    progressWords,
    ledgerWords,
    termWords,
    noticeWords,
    intakeWords,
    staffGuide,
    informing,
    careListWords,
    editingWords,
    todayWords,
    stories,
    jobWords,
    places,
    jobKinds,
    safety,
    reminderWords,
    calendar,
    reminders: [],
    flowTexts: [],
    consoleFiles,
  }
}
