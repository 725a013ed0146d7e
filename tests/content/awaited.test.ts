import { join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')

/** Places where a promise is made and nobody waits for it, those of other packages too: the linter does not see through their types. */
function forgotten(files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(files, options)
  const checker = program.getTypeChecker()
  const found: string[] = []
  const isPromise = (node: ts.Expression) => {
    const type = checker.getTypeAtLocation(node)
    return (type.isUnion() ? type.types : [type]).some(t => t.getProperty('then') !== undefined)
  }
  /** What becomes of it either way is looked after. */
  const isHandled = ({ expression: called, arguments: given }: ts.CallExpression) =>
    ts.isPropertyAccessExpression(called) &&
    ((called.name.text === 'catch' && given.length === 1) || (called.name.text === 'then' && given.length === 2))
  const visit = (node: ts.Node, file: ts.SourceFile): void => {
    const call = ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) ? node.expression : null
    if (call && isPromise(call) && !isHandled(call)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
      found.push(`${relative(project, file.fileName)}:${line + 1}`)
    }
    ts.forEachChild(node, child => visit(child, file))
  }
  for (const file of program.getSourceFiles()) if (!file.fileName.includes('node_modules')) visit(file, file)
  return found
}

const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile)
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, project)

test('nowhere in the product is a promise made that nobody waits for', { timeout: 120_000 }, () => {
  const product = fileNames.filter(name => name.startsWith(join(project, 'src')))
  expect(product.length).toBeGreaterThan(300)
  expect(forgotten(product, options)).toEqual([])
})

test('a forgotten await in a transaction is seen', { timeout: 120_000 }, () => {
  const inside = join(project, 'src/store/forgotten-in-memory.ts')
  const text = `import type { Database } from './open.ts'
export const f = ({ transact }: Database) => transact(async db => { db.deleteFrom('audit').execute() })`
  const { readFile, fileExists } = ts.sys
  ts.sys.readFile = (path, encoding) => (path === inside ? text : readFile(path, encoding))
  ts.sys.fileExists = path => path === inside || fileExists(path)
  try {
    expect(forgotten([inside], options).map(place => place.split(':')[0])).toContain('src/store/forgotten-in-memory.ts')
  } finally {
    Object.assign(ts.sys, { readFile, fileExists })
  }
})
