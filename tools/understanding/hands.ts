import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line of a writer who saw neither word lists nor entries, labelled by somebody else. */
export interface HandLine {
  hand: string
  /** A question, a turn of a dialogue, a question that is not ours, or talk of a group that is not for the bot. */
  part: 'Q' | 'D' | 'X' | 'G'
  /** How it is written; of a turn the number of its dialogue. */
  style: string
  text: string
  /** What is meant, in a plain sentence. */
  meaning: string
  /** For each question in it the entries that answer it, best first; none of them: the bot must not know. Empty for what asks nothing. */
  wanted: readonly (readonly string[])[]
  note: string
}

const handsFolder = join('tests', 'content', 'hands')

/** Several messages that belong together. */
const joint = / ⏎ /g

/** Reads all hands, in the order of their names. */
export function readHands(folder: string = handsFolder): HandLine[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.tsv'))
    .sort()
    .flatMap(file =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => lineOf(file.replace('.tsv', ''), line)),
    )
}

function lineOf(hand: string, line: string): HandLine {
  const [part = '', style = '', text = '', meaning = '', label = '', , note = ''] = line.split('\t')
  const sides = label.trim() === '-' ? [] : label.split('&').map(side => side.split('|').map(id => id.trim()))
  const wanted = sides.map(side => side.filter(id => id !== '' && id !== 'none'))
  return { hand, part: part as HandLine['part'], style, text: text.replace(joint, '\n'), meaning, wanted, note }
}
