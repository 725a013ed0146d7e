import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAbout, isKind } from '../../src/safety/danger.ts'

/** How soon somebody must act: within minutes, soon, or with care today; '' in a calm line. */
export type Urgency = 'now' | 'soon' | 'care' | ''

/** A labelled text of one writer. */
export interface Line {
  /** The name of the writer's file. */
  hand: string
  /** What the line is an example of: danger or calm, a scam, a loss or something lawful; `asked` is a question to the bot, calm, which may tell of a fraud. */
  set: 'danger' | 'calm' | 'asked' | 'scam' | 'lost' | 'lawful'
  /** Sent in pieces; `text` joins them. */
  isPieces: boolean
  /** The messages as they were sent: one, or several. */
  messages: string[]
  urgency: Urgency
  about: string
  /** The kind of danger or fraud; of a calm line what it is (leaving, near, rant, talk). */
  kind: string
  text: string
}

const between = ' | '

/**
 * Reads every file of `folder`: `set urgency about kind text` for danger and calm, `set kind text` for fraud, tab-separated. Throws a sentence
 * that names file and line for what cannot be read.
 */
export function readLines(folder: string): Line[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.tsv'))
    .sort()
    .flatMap(name =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .flatMap((line, number) => (line.trim() === '' ? [] : [lineOf(line, `${name}:${number + 1}`)])),
    )
}

function lineOf(line: string, where: string): Line {
  const cells = line.split('\t')
  const hand = where.slice(0, where.indexOf('.'))
  const fault = (what: string) => new Error(`${where}: ${what}`)
  if (cells.length === 3) {
    const [set, kind, text] = cells as [Line['set'], string, string]
    if (!['scam', 'lost', 'lawful'].includes(set)) throw fault(`set ${set}`)
    return { hand, set, isPieces: false, messages: [text], urgency: '', about: '', kind, text }
  }
  if (cells.length !== 5) throw fault(`${cells.length} columns`)
  const [name, urgency, about, kind, text] = cells as [string, string, string, string, string]
  const [set, pieces] = name.split('-') as [Line['set'], string | undefined]
  if (set !== 'danger' && set !== 'calm') throw fault(`set ${name}`)
  const isDanger = set === 'danger'
  if (isDanger && !(['now', 'soon', 'care'].includes(urgency) && isAbout(about) && isKind(kind)))
    throw fault(`${urgency} ${about} ${kind}`)
  return {
    hand,
    set,
    isPieces: pieces === 'pieces',
    urgency: isDanger ? (urgency as Urgency) : '',
    about: isDanger ? about : '',
    kind,
    messages: text.split(between),
    text: text.split(between).join(' '),
  }
}
