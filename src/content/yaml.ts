import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../core/errors.ts'

/** A file's name (as shown to people) and its text. */
export interface SourceText {
  where: string
  text: string
}

/** A parsed file and the way to the line where something of it stands; null where lines say nothing. */
export interface ParsedFile {
  where: string
  value: unknown
  lineOf(path: readonly PropertyKey[]): number | null
}

const shapeCure = 'docs/content.md 里有每一项的写法'

/**
 * Parses YAML and checks it against a schema. Every fault becomes a problem with the line where it stands;
 * `firstLine` is where the text begins in its file (1-based). Returns null when anything is wrong.
 */
export function parseYaml<T>(
  source: SourceText,
  schema: z.ZodType<T>,
  { problems, firstLine = 1 }: { problems: Problem[]; firstLine?: number },
): T | null {
  const file = parseFile(source, problems, firstLine)
  return file && checkShape(file, schema, { problems })
}

/** Parses YAML, or JSON for `.json` files; null and a problem for each fault when it is neither. */
export function parseFile({ where, text }: SourceText, problems: Problem[], firstLine = 1): ParsedFile | null {
  if (where.endsWith('.json')) return parseJson({ where, text }, problems)
  const counter = new LineCounter()
  const lineAt = (offset: number): number => counter.linePos(offset).line + firstLine - 1
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, logLevel: 'error' })
  for (const error of document.errors) {
    const what = `YAML: ${error.message.split('\n')[0] ?? error.message}`
    problems.push({ where, line: lineAt(error.pos[0]), what, cure: '检查缩进、引号和冒号；冒号后面要有空格' })
  }
  if (document.errors.length > 0) return null
  const lineOf = (path: readonly PropertyKey[]): number => {
    const offset = offsetOf(document.contents, path)
    return offset === null ? firstLine : lineAt(offset)
  }
  try {
    return { where, value: document.toJS(), lineOf }
  } catch (error) {
    // `*word` is an alias in YAML; one that leads nowhere, or too many of them, shows only here.
    const what = `YAML: ${(error as Error).message}`
    problems.push({ where, line: firstLine, what, cure: '以 * 或 & 开头的内容要加引号' })
    return null
  }
}

function parseJson({ where, text }: SourceText, problems: Problem[]): ParsedFile | null {
  try {
    return { where, value: JSON.parse(text), lineOf: () => null }
  } catch (error) {
    // JSON.parse reports a fault only by throwing; JSON files here are made by programs and can be made again.
    problems.push({ where, line: null, what: `JSON: ${String(error)}`, cure: '重新生成这个文件' })
    return null
  }
}

/** Checks a parsed file against a schema; every fault becomes a problem with its line. */
export function checkShape<T>(
  file: ParsedFile,
  schema: z.ZodType<T>,
  { problems, cure = shapeCure }: { problems: Problem[]; cure?: string },
): T | null {
  const parsed = schema.safeParse(file.value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path
    const path = issue.path.join('.')
    const what = path === '' ? faultSaid(issue) : `${path}: ${faultSaid(issue)}`
    problems.push({ where: file.where, line: file.lineOf(at), what, cure })
  }
  return null
}

/** What is wrong, for people who edit files: the schema's own words where it has some. */
function faultSaid(issue: z.core.$ZodIssue): string {
  const { message } = issue
  if (issue.code === 'unrecognized_keys') return `不认识的项 ${issue.keys.map(key => `“${key}”`).join('、')}`
  if (issue.code === 'invalid_value' && /^Invalid/.test(message)) return `只能写 ${issue.values.join('、')} 里的`
  if (issue.code !== 'invalid_type' || !/^Invalid/.test(message)) return message
  if (/received undefined/.test(message)) return '没有写'
  return kindsSaid[issue.expected] ? `要写成${kindsSaid[issue.expected]}` : message
}

const kindsSaid: Readonly<Record<string, string>> = {
  string: '一段文字（有冒号、# 或数字的加引号）',
  number: '数字',
  boolean: ' true 或 false',
  array: '列表，每行一个“- ”',
  record: '几行“名字: 内容”',
  object: '几行“名字: 内容”',
}

/** Where in the text the node at `path` (or its nearest existing parent) begins. */
function offsetOf(node: unknown, path: readonly PropertyKey[]): number | null {
  let current: unknown = node
  let offset = rangeStart(current)
  for (const key of path) {
    if (isMap(current)) {
      const pair = current.items.find(item => String(item.key) === String(key))
      if (!pair) break
      offset = rangeStart(pair.key) ?? offset
      current = pair.value
    } else if (isSeq(current)) current = current.items[Number(key)]
    else break
    offset = rangeStart(current) ?? offset
  }
  return offset
}

function rangeStart(node: unknown): number | null {
  return (node as Node | null)?.range?.[0] ?? null
}
