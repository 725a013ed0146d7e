import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
const acts: Record<string, string> = parse(readFileSync(join(root, 'knowledge/console/audit.yaml'), 'utf8')).acts

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => join(entry.parentPath, entry.name))
  // What channels refuse stands in the process's own log.
  .filter(path => !path.includes(join('src', 'channels')))

/** The texts that an expression may be. */
function textsIn(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)]
  return []
}

/** Functions that make a line of the log, and which of what they are given is the act. */
const makers: Record<string, number> = { refusal: 1, audited: 1 }

/** What a file writes into the audit log: `{ act, detail }`, what `refusal` and `audited` are given, and whatever is called …-refused. */
function actsWritten(text: string): string[] {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const acting: string[] = []
  let refuses = false
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const named = node.properties.filter(p => p.name)
      const act = named.find(p => p.name!.getText(file) === 'act')
      if (act && ts.isPropertyAssignment(act)) {
        if (named.some(p => p.name!.getText(file) === 'detail')) found.push(...textsIn(act.initializer))
        else acting.push(...textsIn(act.initializer))
      }
    }
    if (ts.isCallExpression(node)) {
      const place = makers[node.expression.getText(file)]
      const given = place === undefined ? undefined : node.arguments[place]
      if (given) found.push(...textsIn(given))
    }
    if (ts.isStringLiteralLike(node) && node.text.endsWith('-refused')) found.push(node.text)
    // `${act}-refused`: what was refused is an act of the same file.
    if (ts.isTemplateExpression(node) && node.templateSpans.at(-1)!.literal.text === '-refused') refuses = true
    ts.forEachChild(node, visit)
  }
  visit(file)
  return [...found, ...(refuses ? acting.map(act => `${act}-refused`) : [])].filter(act => /^[a-z][a-z-]+$/.test(act))
}

const written = [...new Set(sources.flatMap(path => actsWritten(readFileSync(path, 'utf8'))))].sort()

test('every act that is written into the audit log has a word', () => {
  expect(written.length).toBeGreaterThan(60)
  expect(written.filter(act => !(act in acts))).toEqual([])
})

test('whatever writes a line is found', () => {
  const seen = (text: string) => actsWritten(text)
  expect(seen("const a = { act: 'one-act', detail: 'x' }")).toEqual(['one-act'])
  expect(seen("const a = { act: b ? 'this' : 'that', detail }")).toEqual(['this', 'that'])
  expect(seen("refusal(says, 'never', x); audited(x, 'done-it')")).toEqual(['never', 'done-it'])
  expect(seen(`f({ act: 'go' }); const no = \`\${act}-refused\``)).toEqual(['go-refused'])
})
