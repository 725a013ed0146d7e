import { LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../core/errors.ts'

/** A content file's name, as shown to people, and its text. */
export interface SafetySource {
  where: string
  text: string
}

/** A parsed file and the way to the line where something of it stands. */
export interface ParsedFile {
  where: string
  value: unknown
  lineOf(path: readonly PropertyKey[]): number | null
}

/** Parses YAML, or JSON for `.json` files; null and a problem for each fault when it is neither. */
export function parseFile({ where, text }: SafetySource, problems: Problem[]): ParsedFile | null {
  if (where.endsWith('.json')) return parseJson({ where, text }, problems)
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true })
  for (const error of document.errors) {
    const what = `YAML: ${error.message.split('\n')[0]}`
    const line = counter.linePos(error.pos[0]).line
    problems.push({ where, line, what, cure: '检查缩进、引号和冒号；冒号后面要有空格' })
  }
  if (document.errors.length > 0) return null
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length) as (string | number)[], true) as Node | undefined
      if (node?.range) return counter.linePos(node.range[0]).line
    }
    return 1
  }
  return { where, value: document.toJS(), lineOf }
}

function parseJson({ where, text }: SafetySource, problems: Problem[]): ParsedFile | null {
  try {
    return { where, value: JSON.parse(text), lineOf: () => null }
  } catch (error) {
    // JSON.parse reports a fault only by throwing; the file is made by src/safety/train.ts and can be made again.
    problems.push({ where, line: null, what: `JSON: ${String(error)}`, cure: '用 src/safety/train.ts 重新生成' })
    return null
  }
}

/** Checks a parsed file against a schema; every fault becomes a problem with its line. */
export function checkShape<T>(file: ParsedFile, schema: z.ZodType<T>, problems: Problem[]): T | null {
  const parsed = schema.safeParse(file.value)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) {
    const what = `${path.join('.') || '(whole file)'}: ${message}`
    problems.push({ where: file.where, line: file.lineOf(path), what, cure: 'docs/models/safety.md 里有每一项的写法' })
  }
  return null
}
