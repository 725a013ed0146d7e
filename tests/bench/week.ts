/**
 * Plays a week of a sample college (10 classes, 400 students, 5 counselors) through `farewell replay` with two kills, and writes what can be
 * seen of it to `docs/transcripts/week.md`.
 *
 *   node tests/bench/week.ts
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { openDatabase } from '../../src/store/open.ts'
import { copiesOf, fillFolder, linesOf, playWeek, type SentLine } from '../support/week.ts'
import { table } from './measure.ts'

const size = { classes: 10, perClass: 40, counselors: 5 }
const folder = mkdtempSync(join(tmpdir(), 'farewell-week-'))
await fillFolder(folder, size)
const { sent, kills } = await playWeek(folder, {
  size,
  env: {},
  dies: [so => copiesOf(so, 'A01').length >= 40, so => copiesOf(so, 'A03').length >= 200],
})
const farewell = (...args: string[]) =>
  execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/launch.mjs', ...args, '--data', folder],
    {
      encoding: 'utf8',
    },
  )

/** The 按班级 sheet of a report, as a table. */
function reportTable(number: string): string {
  const file = join(folder, `${number}.xlsx`)
  farewell('report', number, '--out', file)
  const book = read(readFileSync(file))
  const rows = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
  return table(rows.map(row => row.map(String)))
}

/** What was written and what came back, for the people whose part is shown. */
function talk(people: readonly string[]): string {
  const said = linesOf(size)
    .filter(l => people.includes(l.from) && l.text !== '你好')
    .map(l => ({ at: l.at, who: l.from, text: l.text, place: l.room ?? '私聊', isBot: false }))
  const heard = sent
    .filter((s: SentLine) => s.to !== null && people.includes(s.to) && !s.text.startsWith('在呢'))
    .map(s => ({ at: s.at, who: s.to!, text: s.text, place: s.room ?? '私聊', isBot: true }))
  return [...said, ...heard]
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ at, who, text, place, isBot }) => {
      const time = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
      return `**${time}　${isBot ? `小助手 → ${who}` : who}（${place}）**\n\n${text.replace(/^/gm, '> ')}\n`
    })
    .join('\n')
}

const database = await openDatabase(folder)
const broadcasts = await database.db
  .selectFrom('broadcast')
  .select(['number', 'state', 'corrected_by'])
  .orderBy('seq')
  .execute()
const uncertain = await database.db
  .selectFrom('broadcast_recipient')
  .select(['broadcast', eb => eb.fn.countAll<number>().as('count')])
  .where('state', '=', 'uncertain')
  .groupBy('broadcast')
  .execute()
const audit = await database.db
  .selectFrom('audit')
  .selectAll()
  .where('act', 'like', 'broadcast-%')
  .orderBy('seq')
  .execute()
await database.close()
const twice = broadcasts.flatMap(({ number }) => {
  const copies = copiesOf(sent, number)
  return copies.length - new Set(copies).size
})
const progress = sent.filter(s => s.room !== null && s.text.includes('本班已确认')).length

const text = `# 一个学院的一周（示例）

由 \`node tests/bench/week.ts\` 生成：${size.classes} 个班、${size.classes * size.perClass} 名学生、${size.counselors} 位辅导员、2 位副书记，全是示例；\`farewell replay\` 播放 ${linesOf(size).length} 行，
中途用 SIGKILL 杀了 ${kills} 次（第一次在 A01 发到一半时，第二次在 A03 发到一半时），每次用同一个 \`--data\` 再跑，接着上次。

- 六条发布里，重复送达：${twice.reduce((a, b) => a + b, 0)} 条。
- 被杀时正在发、不知道有没有送到的（不自动重发，由人决定）：${uncertain.map(u => `${u.broadcast} ${u.count} 人`).join('，') || '没有（后来都确认了，或者重发了）'}。
- 学生在群里的确认，小助手没有一条一条回；全部群里一共说了 ${progress} 次进度。

## 发布一览

\`\`\`
${farewell('broadcast', 'list').trim()}
\`\`\`

## A03（紧急，全院）的确认情况

\`farewell broadcast show A03\`：

\`\`\`
${farewell('broadcast', 'show', 'A03').trim()}
\`\`\`

\`farewell report A03 --out A03.xlsx\` 的“按班级”：

${reportTable('A03')}

## A01（重要，辅导员 1 的班）

${reportTable('A01')}

## 辅导员 1：发布、进度、催

${talk(['T1'])}
## 副书记：紧急发布要第二个人批准

${talk(['D1', 'D2'])}
## 辅导员 2：确认题、更正

${talk(['T2'])}
## 辅导员 3：撤回

${talk(['T3'])}
## 一位同学：没有权限的、冒用编号的、没有的编号

${talk(['20230106', '20230107'])}
## 审计

\`\`\`
${audit.map(a => `${new Date(a.at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')}  ${a.person}  ${a.act}  ${a.detail}`).join('\n')}
\`\`\`
`
writeFileSync('docs/transcripts/week.md', text)
rmSync(folder, { recursive: true })
console.log(`kills ${kills}, sent ${sent.length}, twice ${twice.join(' ')}, uncertain ${JSON.stringify(uncertain)}`)
