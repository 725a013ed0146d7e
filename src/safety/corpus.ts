import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { samplesOf, type Template } from './template.ts'

/** One training text, what it is an example of, and the subject it belongs to. */
export interface Text {
  text: string
  /** The first word of its file's name: 'crisis' of `crisis-self.txt`. */
  kind: string
  /** The file and number of its template. */
  template: string
  /** Texts of one subject never part between the folds. */
  subject: string
  /** Kept out of the folds; measures the finished model. */
  isDev: boolean
}

// Without headings, so many neighbouring templates are taken for one subject.
const perSubject = 10
const mostTexts = 10

/** Reads every training text; the same files give the same texts. */
export function readCorpus(folder: string): Text[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .flatMap(name => {
      const from = name.replace(/\.txt$/, '')
      const kind = from.split('-')[0]!
      const isDev = from.endsWith('-dev')
      const templates = templatesOf(readFileSync(join(folder, name), 'utf8'), from)
      return samplesOf(templates, { most: mostTexts, seed: 20_260_620 }).map(sample => ({ ...sample, kind, isDev }))
    })
}

function templatesOf(file: string, from: string): Template[] {
  let heading = 0
  let sinceHeading = 0
  return file.split('\n').flatMap((line, number) => {
    if (line.startsWith('##')) {
      heading++
      sinceHeading = 0
    }
    if (line.trim() === '' || line.startsWith('##')) return []
    const part = Math.floor(sinceHeading++ / perSubject)
    return [{ source: line, template: `${from}:${number + 1}`, subject: `${from}:${heading}:${part}` }]
  })
}
