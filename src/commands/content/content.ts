import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Shell, withShell } from '../../app/shell.ts'
import { editingRulesOf } from '../../bot/editing.ts'
import type { SourceText } from '../../content/yaml.ts'
import { type Problem, ProblemsError } from '../../core/errors.ts'
import { databaseIn } from '../../core/folders.ts'
import { filesOfLayer, isLayerFile, layerOfFiles } from '../../knowledge/layer/files.ts'
import { exportContent, importContent, itemNamed } from '../../office/content/import.ts'
import { linesOfLists, listsFile, listsWrittenIn } from '../../office/content/list-files.ts'
import { historyOf } from '../../office/content/versions.ts'
import { actingAs, asHelp, asOption } from '../actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, doneOf, misuse } from '../command.ts'
import { print, row } from '../print.ts'

/** What the school itself changed of answers and facts: out into files, back in, and who changed what. */
export const contentCommand: Command = {
  name: 'content',
  usage: 'content export DIR | import DIR [--as NUMBER] [--why TEXT] | history ITEM [--data DIR]',
  summary: '把本校改过的问答和学校资料导成文件（可以放进 git）、导回来，看谁改过',
  details: [
    '  export DIR   写成和 knowledge/ 一样的文件：answers.md（条目）、wordings.tsv（问法）、school.yaml（学校的值）、question-lists.tsv（问题单）',
    '  import DIR   读回来；和现在不一样的存成新的一版，文件里没有的不动。有一处不对就都不存，逐条说怎么改',
    '  history ITEM 一项的每一版：条目编号、school.yaml 的名字或问法；重名时写 entry:编号、field:名字、wording:问法',
    '  --why TEXT   为什么改，写进改动记录',
    asHelp,
    dataHelp,
  ],
  options: { ...dataOption, ...asOption, why: { type: 'string' } },
  async run({ values, positionals: [verb, target, ...rest] }) {
    const go = { export: exportTo, import: importFrom, history: showHistory }[verb ?? '']
    if (!go || target === undefined || rest.length > 0)
      return misuse({ where: 'content', what: '没有写要做什么', cure: 'farewell content export DIR，或 --help' })
    const config = configFor(values)
    if (verb !== 'import' && !existsSync(databaseIn(config.data)))
      return misuse({ where: config.data, what: '这里没有小助手的数据', cure: '检查 --data，或先启动一次小助手' })
    return withShell(config, shell => go(shell, target, values))
  },
}

type Values = Arguments['values']

const cure = '写一位老师的工号，或者不写'

async function exportTo(shell: Shell, folder: string, values: Values): Promise<number> {
  const as = { rules: editingRulesOf(shell.content), actor: await actingAs(shell, values), input: {} }
  const { layer, lists } = doneOf(await shell.perform(exportContent, as), { where: '--as', cure })
  mkdirSync(folder, { recursive: true })
  const kept = linesOfLists(lists)
  const files = [...filesOfLayer(layer), ...(kept === '' ? [] : [{ where: listsFile, text: kept }])]
  for (const { where, text } of files) writeFileSync(join(folder, where), text)
  print(
    `导出了 ${layer.length + lists.length} 项${files.length > 0 ? `：${files.map(f => join(folder, f.where)).join('、')}` : ''}`,
  )
  return 0
}

async function importFrom(shell: Shell, folder: string, values: Values): Promise<number> {
  const problems: Problem[] = []
  const sources = sourcesIn(folder)
  const items = layerOfFiles(
    sources.filter(s => s.where !== listsFile),
    problems,
  )
  const lists = sources.filter(s => s.where === listsFile).flatMap(source => listsWrittenIn(source, problems))
  if (problems.length > 0) throw new ProblemsError(problems)
  const why = typeof values.why === 'string' ? values.why : ''
  const as = {
    rules: editingRulesOf(shell.content),
    actor: await actingAs(shell, values),
    input: { items, lists, why },
  }
  const { says } = doneOf(await shell.perform(importContent, as), {
    where: folder,
    cure: '改好再导入；这次什么也没有存',
  })
  print(says)
  return 0
}

/** The files of a folder that may hold the school's own content. */
function sourcesIn(folder: string): SourceText[] {
  try {
    const names = readdirSync(folder)
      .filter(name => isLayerFile(name) || name === listsFile)
      .sort()
    return names.map(where => ({ where, text: readFileSync(join(folder, where), 'utf8').replace(/^\uFEFF/, '') }))
  } catch (error) {
    const what = `读不到（${(error as NodeJS.ErrnoException).code}）`
    return misuse({ where: folder, what, cure: '写 farewell content export 导出的目录' })
  }
}

async function showHistory(shell: Shell, said: string, values: Values): Promise<number> {
  const found = itemNamed(await shell.read.content.newest(), said)
  if (!found)
    return misuse({
      where: said,
      what: '没有改过这一项，或者有重名',
      cure: '写条目编号、school.yaml 的名字或问法；重名时写 entry:编号',
    })
  const { kind, key } = found
  const as = { rules: editingRulesOf(shell.content), actor: await actingAs(shell, values), input: { kind, key } }
  const { versions } = doneOf(await shell.perform(historyOf, as), { where: '--as', cure })
  for (const { version, at, name, why, text } of versions) {
    const when = new Date(at).toISOString()
    print(row`${String(version).padStart(3)}  ${when}  ${name}  ${why}${text === null ? '（收回）' : ''}`)
  }
  return 0
}
