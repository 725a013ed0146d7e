import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { ContentItem, Layer } from '../../core/content/item.ts'
import type { Problem } from '../../core/errors.ts'
import { circles, type ForWhom } from '../school.ts'
import { ownFieldSchema } from '../school-file.ts'
import { fieldItemText, tidyEntry, wordingItem } from './written.ts'

/** What the files are called in which the school's own content is written down; entries may stand in any file that ends so. */
const [entriesFile, wordingsFile, fieldsFile] = ['answers.md', 'wordings.tsv', 'school.yaml'] as const
const subjectEnding = '.md'

/** Whether a file may hold some of the school's own content. */
export const isLayerFile = (name: string): boolean =>
  (name.endsWith(subjectEnding) && name !== 'README.md') || name === wordingsFile || name === fieldsFile

/** The school's own content as files of the same forms as those that are shipped; none for a kind of which there is nothing. */
export function filesOfLayer(layer: Layer): SourceText[] {
  const of = (kind: ContentItem['kind']) => layer.filter(item => item.kind === kind)
  const fields = Object.fromEntries(of('field').map(({ key, text }) => [key, parse(text)]))
  return [
    {
      where: entriesFile,
      text: of('entry')
        .map(e => e.text)
        .join('\n\n'),
    },
    {
      where: wordingsFile,
      text: of('wording')
        .map(w => w.text)
        .join('\n'),
    },
    { where: fieldsFile, text: Object.keys(fields).length === 0 ? '' : stringify({ fields }, { lineWidth: 0 }).trim() },
  ].flatMap(({ where, text }) => (text === '' ? [] : [{ where, text: `${text}\n` }]))
}

/** The school's own content that files hold, in their order; what cannot be read goes to `problems`. What each item says is checked by whoever takes it. */
export function layerOfFiles(files: readonly SourceText[], problems: Problem[]): Layer {
  return files.flatMap(file => {
    if (file.where.endsWith(subjectEnding)) return entriesIn(file, problems)
    return file.where === wordingsFile ? wordingsIn(file, problems) : fieldsIn(file, problems)
  })
}

function entriesIn({ where, text }: SourceText, problems: Problem[]): ContentItem[] {
  const lines = text.split(/\r?\n/)
  const starts = lines.flatMap((line, n) => (/^## /.test(line) ? [n] : []))
  return starts.flatMap((start, n): ContentItem[] => {
    const own = tidyEntry(lines.slice(start, starts[n + 1]).join('\n'))
    const key = /^id:\s*["']?([a-z0-9-]+)["']?\s*(?:#.*)?$/m.exec(own)?.[1]
    if (key !== undefined) return [{ kind: 'entry', key, text: own }]
    problems.push({ where, line: start + 1, what: '这一条没有编号', cure: '在 ```yaml 信息块里写 id: …' })
    return []
  })
}

function wordingsIn({ where, text }: SourceText, problems: Problem[]): ContentItem[] {
  return text.split(/\r?\n/).flatMap((line, n): ContentItem[] => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [id = '', question = '', ...rest] = line.split('\t').map(part => part.trim())
    if (id !== '' && question !== '' && rest.length === 0) return [wordingItem(id, question)]
    problems.push({ where, line: n + 1, what: '不是“编号 TAB 问法”', cure: '每行一个制表符' })
    return []
  })
}

const fieldsSchema = z.strictObject({ fields: z.record(z.string(), ownFieldSchema) })

function fieldsIn(file: SourceText, problems: Problem[]): ContentItem[] {
  const raw = parseYaml(file, fieldsSchema, { problems })
  return Object.entries(raw?.fields ?? {}).map(([key, { value, source = null, values }]) => {
    const parts = values.map(({ value, source = null, ...whom }) => {
      return { for: named(whom), value: String(value ?? ''), source }
    })
    const text = fieldItemText({ value: value == null ? null : String(value), source, values: parts })
    return { kind: 'field', key, text }
  })
}

const named = (whom: ForWhom): ForWhom =>
  Object.fromEntries(circles.flatMap(c => (whom[c] === undefined ? [] : [[c, whom[c]]])))
