import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDice } from './fit.ts'
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
/** What may be said before and after anything: both sides get it, so that it decides nothing. */
const around = ['openers', 'tails']
const framed = new Set(['crisis', 'calm', 'chat'])
const shareFramed = 0.3
const joinable = new Set(['calm', 'chat'])
const shareJoined = 0.5

/** Reads every training text; the same files give the same texts. */
export function readCorpus(folder: string): Text[] {
  const frame = around.map(name => templatesOf(readFileSync(join(folder, `${name}.txt`), 'utf8'), name))
  const texts = readdirSync(folder)
    .filter(name => name.endsWith('.txt') && !around.includes(name.replace('.txt', '')))
    .sort()
    .flatMap(name => {
      const from = name.replace(/\.txt$/, '')
      const kind = from.split('-')[0]!
      const isDev = from.endsWith('-dev')
      const templates = templatesOf(readFileSync(join(folder, name), 'utf8'), from)
      return samplesOf(templates, { most: mostTexts, seed: 20_260_620 }).map(sample => ({ ...sample, kind, isDev }))
    })
  return [...texts, ...frameSome(texts, frame[0]!, frame[1]!), ...joinSome(texts)]
}

/** Some ordinary talk joined to other ordinary talk, since people say several things in one message. */
function joinSome(texts: readonly Text[]): Text[] {
  const dice = makeDice(20_260_622)
  const talk = texts.filter(text => joinable.has(text.kind) && !text.isDev)
  const bySubject = Map.groupBy(talk, text => text.subject)
  const subjects = [...bySubject.keys()]
  return talk.flatMap(text => {
    if (dice() > shareJoined) return []
    const subject = dice() < 0.34 ? text.subject : subjects[Math.floor(dice() * subjects.length)]!
    const others = bySubject.get(subject)!
    return [{ ...text, text: `${text.text}，${others[Math.floor(dice() * others.length)]!.text}` }]
  })
}

/** Some texts once more, with something before or after them that could stand beside anything. */
function frameSome(texts: readonly Text[], openers: readonly Template[], tails: readonly Template[]): Text[] {
  const dice = makeDice(20_260_621)
  const pick = (list: readonly Template[]): string => list[Math.floor(dice() * list.length)]!.source
  return texts.flatMap(text => {
    if (!framed.has(text.kind) || text.isDev || dice() > shareFramed) return []
    const words = dice() < 0.7 ? `${pick(openers)}，${text.text}` : `${text.text}，${pick(tails)}`
    return [{ ...text, text: words }]
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
