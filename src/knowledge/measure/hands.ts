import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** One line of a writer. */
export interface HandLine {
  hand: string
  /** Whether the writer saw the entries; else the lines were labelled by somebody else. */
  sawEntries: boolean
  /** Whether neither the writer saw the entries nor those who wrote the entries these lines: only such are measured on. */
  isMeasured: boolean
  /** A question, a turn of a dialogue, a question that is not ours, or talk of a group that is not for the bot. */
  part: 'Q' | 'D' | 'X' | 'G'
  /** How it is written; of a turn the number of its dialogue. */
  style: string
  text: string
  /** What is meant, in a plain sentence. */
  meaning: string
  /** For each question in it the entries that answer it, best first; none of them: the bot must not know. Empty for what asks nothing. */
  wanted: readonly (readonly string[])[]
  /** The kind of question, `other` where it is none of those in `kind.ts`; one for each question in it. */
  kinds: readonly string[]
  note: string
  /** For each question in it the situation (its first `if`) that answers it best, '' where the entry's line for its kind does; empty where nobody has looked. */
  situations: readonly string[]
}

/** Several messages that belong together. */
const joint = / ⏎ /g

/** The hands of this project. */
export const handsFolder = join('tests', 'content', 'hands')

/**
 * Reads a file of a hand, or all hands of a folder in the order of their names; their form is told in tests/content/hands/README.md. Throws a sentence that names file and
 * line for what cannot be read.
 */
export function readHands(place: string = handsFolder): HandLine[] {
  const files = statSync(place).isDirectory() ? filesIn(place) : [place]
  return files.flatMap(file =>
    readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .flatMap((line, n) =>
        line.trim() === '' ? [] : [lineOf(line, { hand: basename(file, '.tsv'), at: `${file}:${n + 1}` })],
      ),
  )
}

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter(file => file.endsWith('.tsv'))
    .sort()
    .map(file => join(folder, file))

const parts = ['Q', 'D', 'X', 'G'] as const
const isPart = (part: string): part is HandLine['part'] => (parts as readonly string[]).includes(part)

/** Whether a line is of this form, rather than a question and an entry. */
export const isHandLine = (line: string) => isPart(line.split('\t')[0]!) && line.split('\t').length >= 5

function lineOf(line: string, { hand, at }: { hand: string; at: string }): HandLine {
  const [part = '', style = '', text = '', meaning = '', label = '', kind = '', note = '', situation] = line.split('\t')
  if (!isPart(part) || text.trim() === '' || label.trim() === '')
    throw new Error(`${at}: not “part style text meaning label kind note situation” with tabs between them`)
  const sides = label.trim() === '-' ? [] : label.split('&').map(side => side.split('|').map(id => id.trim()))
  const wanted = sides.map(side => side.filter(id => id !== '' && id !== 'none'))
  return {
    hand,
    sawEntries: hand.startsWith('w'),
    isMeasured: hand.startsWith('h'),
    part,
    style,
    text: text.replace(joint, '\n'),
    meaning,
    wanted,
    kinds: kind.split('&').map(k => k.trim()),
    note,
    situations: situation ? situation.split('&').map(name => name.trim().replace(/^direct$/, '')) : [],
  }
}
