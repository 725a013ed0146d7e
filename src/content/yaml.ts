import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../core/errors.ts'

/** A file's name (as shown to people) and its text. */
export interface SourceText {
  where: string
  text: string
}

/**
 * Parses YAML and checks it against a schema. Every fault becomes a problem with the line where it stands;
 * `firstLine` is where the text begins in its file (1-based). Returns null when anything is wrong.
 */
export function parseYaml<T>(
  { where, text }: SourceText,
  schema: z.ZodType<T>,
  { problems, firstLine = 1 }: { problems: Problem[]; firstLine?: number },
): T | null {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, logLevel: 'error' })
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      const line = counter.linePos(error.pos[0]).line + firstLine - 1
      const what = error.message.split('\n')[0] ?? error.message
      problems.push({ where, line, what: `YAML: ${what}`, cure: '检查缩进、引号和冒号；冒号后面要有空格' })
    }
    return null
  }
  let raw: unknown
  try {
    raw = document.toJS()
  } catch (error) {
    // `*word` is an alias in YAML; one that leads nowhere, or too many of them, shows only here.
    const what = `YAML: ${(error as Error).message}`
    problems.push({ where, line: firstLine, what, cure: '以 * 或 & 开头的内容要加引号' })
    return null
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const offset = offsetOf(document.contents, issue.path)
    const line = offset === null ? firstLine : counter.linePos(offset).line + firstLine - 1
    const path = issue.path.join('.') || '(whole block)'
    problems.push({ where, line, what: `${path}: ${issue.message}`, cure: 'docs/content.md 里有每一项的写法' })
  }
  return null
}

/** Where in the text the node at `path` (or its nearest existing parent) begins. */
function offsetOf(node: unknown, path: PropertyKey[]): number | null {
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
