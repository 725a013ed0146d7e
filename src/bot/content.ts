import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesIn, withFile } from '../content/files.ts'
import { brokenPromises } from '../content/promises.ts'
import type { SourceText } from '../content/yaml.ts'
import type { Layer } from '../core/content/item.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { type AnswerWords, parseAnswerWords } from '../flows/hearing/words.ts'
import { type Flows, type FlowText, makeFlows, readFlows } from '../flows/library.ts'
import type { Flow } from '../flows/schema.ts'
import type { Entry } from '../knowledge/entry.ts'
import { type AlsoCheck, faultsOfLayer, type Knowledge, readKnowledge, withLayer } from '../knowledge/load.ts'
import { parseStories, type Stories, storiesAstray } from '../knowledge/stories/real-cases.ts'
import { type NoticeWords, parseNoticeWords } from '../notice/words.ts'
import { type ActivityWords, parseActivityWords } from '../office/activities/words.ts'
import { type BroadcastWords, parseBroadcastWords } from '../office/broadcasts/words.ts'
import { type CareListWords, parseCareListWords } from '../office/care-list/words.ts'
import { caseWordsInEnglish, type EnglishCaseWords, parseEnglishCaseWords } from '../office/cases/english.ts'
import { type CaseWords, parseCaseWords } from '../office/cases/words.ts'
import { type EditingWords, parseEditingWords } from '../office/content/words.ts'
import { type Moderation, parseModeration } from '../office/desk/moderation.ts'
import { parseRecordWords, type RecordWords } from '../office/desk/record-words.ts'
import { readStaffModel } from '../office/guide/model.ts'
import { parseStaffGuide, type StaffGuide } from '../office/guide/words.ts'
import { type Informing, parseInforming } from '../office/informing/words.ts'
import { type JobKinds, parseJobKinds } from '../office/jobs/kinds.ts'
import { type Places, parsePlaces } from '../office/jobs/places.ts'
import { type JobWords, parseJobWords } from '../office/jobs/words.ts'
import { ledgerFaults } from '../office/ledger/check.ts'
import { type LedgerWords, parseLedgerWords } from '../office/ledger/words.ts'
import { type IntakeWords, parseIntakeWords } from '../office/notice/words.ts'
import { parseRosterWords, type RosterWords } from '../office/people/words.ts'
import { type ProgressWords, parseProgressWords } from '../office/progress/words.ts'
import { type ReminderContent, readReminders } from '../office/reminders/load.ts'
import { parseTodayWords, type TodayWords } from '../office/today/words.ts'
import { parseTermWords, type TermWords } from '../reports/term/words.ts'
import { type CertificateWords, parseCertificateWords } from '../reports/words.ts'
import { parseSafetyLists, type SafetyLists } from '../safety/lists.ts'
import { type OwnFileWords, parseOwnFileWords } from './own-file/words.ts'
import { daysKept, ownSubject, promisesNotKept } from './promising.ts'

/** Everything that the bot says and knows, from the files that counselors edit. */
export interface Content extends ReminderContent {
  knowledge: Knowledge
  flows: Flows
  moderation: Moderation
  /** How answers in sentences are read. */
  answerWords: AnswerWords
  /** The words in which people take away what is kept of them. */
  ownFileWords: OwnFileWords
  /** What the detectors of scams and crises know. */
  safety: SafetyLists
  /** What is said of scams and to people in danger, and to whom. */
  caseWords: CaseWords
  /** The same for whoever writes English; null where nothing is said in English. */
  englishCaseWords: CaseWords | null
  /** The words on the pledge's certificate. */
  certificate: CertificateWords
  /** What is heard and said about the roster: binding, groups, audiences. */
  rosterWords: RosterWords
  /** What is said about changing answers and facts. */
  editingWords: EditingWords
  /** What is heard and said about broadcasts, and their rules. */
  broadcastWords: BroadcastWords
  /** What is recognised in notices. */
  noticeWords: NoticeWords
  /** What is said when something of a notice is taken, and by which words the duties are recognised. */
  intakeWords: IntakeWords
  /** What is heard and said about what waits for staff today. */
  todayWords: TodayWords
  /** The words of the staff's console; `console/` reads them. */
  consoleFiles: WordFiles
  /** What is heard and said about activities. */
  activityWords: ActivityWords
  /** What is heard and said of records in a chat. */
  recordWords: RecordWords
  /** What is heard and said about how far people are. */
  progressWords: ProgressWords
  /** The duties of the school's notice, and what counts as evidence of each. */
  ledgerWords: LedgerWords
  /** What the term's report says. */
  termWords: TermWords
  /** What staff can do, and how they ask for it. */
  staffGuide: StaffGuide
  /** The words and rules of the list of students whom staff look after more than others. */
  careListWords: CareListWords
  /** How it is heard that something should be reported, and what is said then. */
  informing: Informing
  /** Real cases of fraud, and how they are told. */
  stories: Stories
  /** What is heard and said about postings of jobs, where they may be, and of which kinds. */
  jobWords: JobWords
  places: Places
  jobKinds: JobKinds
  /** The flow files as written, for the sessions that begin with them. */
  flowTexts: readonly FlowText[]
}

/** Files as written whose words another room reads, and these words once it has: plain data, so that they are kept with all else and read once. */
export interface WordFiles {
  texts: readonly SourceText[]
  read: Readonly<Record<string, unknown>> | null
}

/** Where the files are, the zone of their dates, and the school's own content over them. */
export interface ContentPlaces {
  knowledge: string
  flows: string
  zone: string
  /** How many days what has no time of its own is kept; the usual ones where it is not given. */
  keepDays?: number
  /** Nothing where it is not given. What is wrong with it is left out, see `Knowledge.laid`. */
  layer?: Layer
}

/** Reads all content; null with every problem of every file when anything is wrong. `older` are flow versions that sessions still run. */
export function readContent(
  places: ContentPlaces,
  older: readonly FlowText[] = [],
): { content: Content | null; problems: Problem[] } {
  const besides: Problem[] = []
  const words = readWords(places.knowledge, besides)
  const { flows, texts } = readFlows(places.flows, besides)
  const { caseWords } = words
  const also = caseWords ? alsoChecked({ flows, caseWords }) : undefined
  const { knowledge, problems } = readKnowledge(places.knowledge, { ...places, ...(also && { also }) })
  problems.push(...besides)
  const reminding = readReminders(places, { problems, knowledge, flows })
  if (knowledge) problems.push(...crossCheck(knowledge.shipped.entries, flows))
  if (knowledge && caseWords) problems.push(...entriesMissing(knowledge, caseWords))
  if (knowledge && words.stories) problems.push(...storiesAstray(words.stories, id => knowledge.entries.has(id)))
  problems.push(...ledgerFaults(words, flows))
  if (knowledge && caseWords) problems.push(...promisesNotKept(places, { knowledge, caseWords, flows }))
  const english = readEnglishCases(join(places.knowledge, 'en'), problems)
  if (!knowledge || !areAllThere(words) || !reminding || problems.length > 0) return { content: null, problems }
  return {
    content: {
      knowledge,
      ...words,
      englishCaseWords: english && caseWordsInEnglish(words.caseWords, english),
      ...reminding,
      flows: makeFlows(flows, older),
      flowTexts: texts,
      consoleFiles: { texts: readConsoleTexts(join(places.knowledge, 'console'), problems), read: null },
    },
    problems,
  }
}

/** The files of the console's words. */
const readConsoleTexts = (folder: string, problems: Problem[]): SourceText[] =>
  filesIn(folder, '.yaml').flatMap(
    file => withFile(file, { room: 'knowledge/console', problems }, source => source) ?? [],
  )
/** The same content with another layer over its files, which are not read again; what is wrong with the layer is left out. */
export const withOwnContent = (content: Content, layer: Layer): Content => ({
  ...content,
  knowledge: withLayer(content.knowledge, layer, alsoOf(content)),
})

/** What is wrong with a layer over the files of some content: every problem, none left out. */
export const faultsOfOwnContent = (content: Content, layer: Layer): Problem[] =>
  faultsOfLayer(content.knowledge, layer, alsoOf(content))

const alsoOf = ({ flows, caseWords }: Content) => alsoChecked({ flows: [...flows.current.values()], caseWords })

/** What is checked of entries of the school's own besides: the flows that they offer, and the times for keeping that the bot's own entries promise. */
const alsoChecked =
  ({ flows, caseWords }: { flows: readonly Flow[]; caseWords: CaseWords }): AlsoCheck =>
  (entries, { retention, shipped }) => {
    const ofBot = new Set(shipped.entries.filter(e => basename(e.where) === ownSubject).map(e => e.id))
    const { all } = daysKept({ retention, caseWords, flows })
    const said = ({ short, long, late, advice }: Entry) =>
      [short, long, late, advice].filter(t => t !== null).join('\n')
    const promised = entries.filter(e => ofBot.has(e.id))
    return [
      ...crossCheck(entries, flows),
      ...promised.flatMap(e =>
        brokenPromises({ where: e.where, text: said(e) }, all).map(p => ({ ...p, line: e.line })),
      ),
    ]
  }

/** Null where the folder is not there, or the file is faulty. */
function readEnglishCases(folder: string, problems: Problem[]): EnglishCaseWords | null {
  if (!existsSync(folder)) return null
  return withFile(join(folder, 'cases.yaml'), { room: 'knowledge/en', problems }, s =>
    parseEnglishCaseWords(s, problems),
  )
}

/** What the bot says and hears besides its knowledge; each is null when its file is faulty. */
function readWords(folder: string, problems: Problem[]) {
  const at = { room: 'knowledge' as const, problems }
  const read = <T>(name: string, parse: (source: SourceText, problems: Problem[]) => T | null) =>
    withFile(join(folder, name), at, source => parse(source, problems))
  return {
    moderation: read('moderation.yaml', parseModeration),
    answerWords: read('answers.yaml', parseAnswerWords),
    ownFileWords: read('own-file.yaml', parseOwnFileWords),
    certificate: read('certificate.yaml', parseCertificateWords),
    rosterWords: read('roster.yaml', parseRosterWords),
    caseWords: read('cases.yaml', parseCaseWords),
    broadcastWords: read('broadcasts.yaml', parseBroadcastWords),
    activityWords: read('activities.yaml', parseActivityWords),
    recordWords: read('records.yaml', parseRecordWords),
    progressWords: read('progress.yaml', parseProgressWords),
    ledgerWords: read('ledger.yaml', parseLedgerWords),
    termWords: read('report.yaml', parseTermWords),
    staffGuide: readStaffGuide(folder, problems),
    careListWords: read('care-list.yaml', parseCareListWords),
    informing: readInforming(folder, problems),
    editingWords: read('editing.yaml', parseEditingWords),
    noticeWords: read('notice.yaml', parseNoticeWords),
    intakeWords: read('intake.yaml', parseIntakeWords),
    todayWords: read('today.yaml', parseTodayWords),
    stories: read('real-cases.yaml', parseStories),
    jobWords: read('jobs.yaml', parseJobWords),
    places: read('places.yaml', parsePlaces),
    jobKinds: read('job-kinds.yaml', parseJobKinds),
    safety: readSafety(join(folder, 'safety'), problems),
  }
}

/** How staff ask, as it is written in a folder and as it was learnt; null when it is faulty. */
export function readStaffGuide(folder: string, problems: Problem[]): StaffGuide | null {
  const file = join(folder, 'staff-words.yaml')
  const guide = withFile(file, { room: 'knowledge', problems }, source => parseStaffGuide(source, problems))
  const learnt = join(folder, 'staff-words.bin')
  return guide && { ...guide, model: existsSync(learnt) ? readStaffModel(readFileSync(learnt)) : null }
}

/** How people tell of what is to be reported, as it is written in a folder and as it was learnt; null when it is faulty. */
export function readInforming(folder: string, problems: Problem[]): Informing | null {
  const file = join(folder, 'informing.yaml')
  const words = withFile(file, { room: 'knowledge', problems }, source => parseInforming(source, problems))
  const learnt = join(folder, 'informing.bin')
  return words && { ...words, model: existsSync(learnt) ? readStaffModel(readFileSync(learnt)) : null }
}

/** Whether every file could be read. */
function areAllThere<T extends Record<string, unknown>>(
  parts: T,
): parts is { [Name in keyof T]: NonNullable<T[Name]> } {
  return Object.values(parts).every(part => part !== null)
}

/** Reads the lists of `knowledge/safety`; null when any is faulty. */
export function readSafety(folder: string, problems: Problem[]): SafetyLists | null {
  const sources = [...filesIn(folder, '.yaml'), ...filesIn(folder, '.json')].flatMap(
    file => withFile(file, { room: 'knowledge', problems }, source => source) ?? [],
  )
  return parseSafetyLists(sources, problems)
}

/** The same content, knowing also these older versions of its flows. */
export function withOlderFlows(content: Content, older: readonly FlowText[]): Content {
  return { ...content, flows: makeFlows([...content.flows.current.values()], older) }
}

/** As `readContent`, but throws the problems. */
export function loadContent(places: ContentPlaces, older: readonly FlowText[] = []): Content {
  const { content, problems } = readContent(places, older)
  if (!content) throw new ProblemsError(problems)
  return content
}

/** Entries may offer a flow; it has to be there. */
function crossCheck(entries: readonly Entry[], flows: readonly Flow[]): Problem[] {
  const names = flows.map(f => f.name)
  return entries
    .filter(e => e.flow !== null && !names.includes(e.flow))
    .map(e => ({
      where: e.where,
      line: e.line,
      what: `${e.id}: 没有流程 ${e.flow}`,
      cure: `改成 flows/ 里有的：${names.join('、')}`,
    }))
}

/** What may follow a call for help are entries by how their names begin; each beginning has to have some. */
function entriesMissing({ entries }: Knowledge, { crisis }: CaseWords): Problem[] {
  return crisis.after
    .filter(prefix => ![...entries.keys()].some(id => id.startsWith(`${prefix}-`)))
    .map(prefix => ({
      where: 'knowledge/cases.yaml',
      line: null,
      what: `crisis.after: 没有 ${prefix}- 开头的条目`,
      cure: '改成 knowledge/*.md 里有的条目编号的开头',
    }))
}
