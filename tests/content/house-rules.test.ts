import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** What was once run on somebody's records stays as it was. */
const migrations = join('src', 'store', 'migrations')

interface Source {
  path: string
  file: ts.SourceFile
}

const source = (path: string, text: string): Source => ({
  path,
  file: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
})

const product: readonly Source[] = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => join(entry.parentPath, entry.name))
  .map(path => source(relative(root, path), readFileSync(path, 'utf8')))
const ours = product.filter(({ path }) => !path.startsWith(migrations + sep))

const linesOf = ({ file }: Source): number => file.text.trimEnd().split('\n').length

/** Functions with more lines than this, from the first word to the last brace: the linter's own rule does not count chained calls. */
function longFunctions({ path, file }: Source, most = 40): string[] {
  const found: string[] = []
  const lineAt = (place: number) => file.getLineAndCharacterOfPosition(place).line
  const visit = (node: ts.Node): void => {
    const lines = lineAt(node.end) - lineAt(node.getStart(file)) + 1
    if (ts.isFunctionLike(node) && 'body' in node && node.body && lines > most)
      found.push(`${path}:${lineAt(node.getStart(file)) + 1} ${lines}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** The names that a file makes and exports. */
function exportsOf({ file }: Source): string[] {
  const isExported = (node: ts.Statement) =>
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(m => m.kind === ts.SyntaxKind.ExportKeyword)
  const names = file.statements.filter(isExported).flatMap(node => {
    if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(d => d.name.getText(file))
    const { name } = node as ts.DeclarationStatement
    return name ? [name.getText(file)] : []
  })
  // A type may have the name of its value, and a function several signatures.
  return [...new Set(names)]
}

/** Names that mean several things: with the files that export them. */
function sharedNames(sources: readonly Source[]): string[] {
  const all = sources.flatMap(one => exportsOf(one).map(name => ({ name, path: one.path })))
  return [...Map.groupBy(all, each => each.name)].flatMap(([name, where]) =>
    where.length > 1 ? [`${name}: ${where.map(w => w.path).join(', ')}`] : [],
  )
}

test('a function is seen at once: it has at most 40 lines', () => {
  expect(ours.length).toBeGreaterThan(300)
  expect(ours.flatMap(one => longFunctions(one))).toEqual([])
})

test('a file has at most 300 lines', () => {
  expect(product.filter(one => linesOf(one) > 300).map(one => one.path)).toEqual([])
})

test('a folder has at most 25 files', () => {
  const folders = Map.groupBy(ours, one => dirname(one.path))
  expect([...folders].filter(([, files]) => files.length > 25).map(([folder]) => folder)).toEqual([])
})

test('a name means one thing: no two files export the same', () => {
  expect(sharedNames(ours)).toEqual([])
})

test('whatever breaks these rules is seen', () => {
  const long = source('a.ts', `export const f = () => {\n${'  g()\n'.repeat(40)}}\nexport type F = 1`)
  expect(longFunctions(long)).toEqual(['a.ts:1 42'])
  const other = source('b.ts', 'export function f(): void\nexport function f(): void {}\ntype F = 1')
  expect(sharedNames([long, other])).toEqual(['f: a.ts, b.ts'])
})
