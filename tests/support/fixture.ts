import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { type Knowledge, loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts'

export const zone = 'Asia/Shanghai'
const fixtureFolder = resolve(import.meta.dirname, 'knowledge')
const shipped = resolve(import.meta.dirname, '../../knowledge')

/** What to change in which file of the small knowledge: a new text, or a function of the old one. */
export type Edits = Record<string, string | ((text: string) => string)>

/** Writes the small knowledge of `tests/support/knowledge` into a folder; the sentences are the shipped ones. */
export function copyFixture(folder: string, edits: Edits = {}): string {
  cpSync(fixtureFolder, folder, { recursive: true })
  const files = [
    'phrases.yaml',
    'answers.yaml',
    'own-file.yaml',
    'retention.yaml',
    'moderation.yaml',
    'certificate.yaml',
    'roster.yaml',
    'cases.yaml',
    'broadcasts.yaml',
    'activities.yaml',
    'records.yaml',
    'progress.yaml',
    'ledger.yaml',
    'report.yaml',
    'staff-words.yaml',
    'notice.yaml',
    'intake.yaml',
    'today.yaml',
    'jobs.yaml',
    'job-kinds.yaml',
    'places.yaml',
    'reminders.yaml',
    'calendar.yaml',
    'console',
    'editing.yaml',
    'informing.yaml',
    'care-list.yaml',
  ]
  for (const file of files) cpSync(join(shipped, file), join(folder, file), { recursive: true })
  rmSync(join(folder, 'safety'), { recursive: true, force: true })
  mkdirSync(join(folder, 'safety'))
  // The model is large, and no test changes it.
  for (const file of readdirSync(join(shipped, 'safety')))
    symlinkSync(join(shipped, 'safety', file), join(folder, 'safety', file))
  // The small knowledge has no entry about fraud; cases that name one are told beside none.
  const stories = readFileSync(join(shipped, 'real-cases.yaml'), 'utf8')
  writeFileSync(join(folder, 'real-cases.yaml'), stories.replace(/entries: \[[^\]]*\]/g, 'entries: []'))
  // Flows of a test are few; duties of which they are evidence have none.
  const ledger = join(folder, 'ledger.yaml')
  writeFileSync(ledger, withoutEvidence(readFileSync(ledger, 'utf8')))
  // The small knowledge has one entry for whoever is not well.
  const cases = join(folder, 'cases.yaml')
  writeFileSync(cases, readFileSync(cases, 'utf8').replace('after: [mind, safety, fraud]', 'after: [mind]'))
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(folder, file)
    writeFileSync(path, typeof edit === 'string' ? edit : edit(readFileSync(path, 'utf8')))
  }
  return folder
}

function withoutEvidence(ledger: string): string {
  const { chapters, ...rest } = parse(ledger)
  for (const { parts } of chapters) for (const { duties } of parts) for (const duty of duties) duty.evidence = []
  return stringify({ ...rest, chapters })
}

const withCopy = <T>(edits: Edits, use: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-fixture-'))
  try {
    return use(copyFixture(folder, edits))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The small knowledge, loaded. */
export const fixtureKnowledge = (edits: Edits = {}): Knowledge => withCopy(edits, f => loadKnowledge(f, { zone }))

/** What is wrong with the small knowledge after some edits. */
export const fixtureProblems = (edits: Edits) => withCopy(edits, f => readKnowledge(f, { zone })).problems
