import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Shell, withShell } from '../app/shell.ts'
import { makePictures } from '../assets/pictures.ts'
import { makeReading } from '../assets/reading.ts'
import { folderIn } from '../core/folders.ts'
import type { Submission } from '../core/memory.ts'
import type { Flow } from '../flows/schema.ts'
import { evidenceOf } from '../office/desk/evidence.ts'
import { type BookSheet, bookOf } from '../reports/book.ts'
import { type Command, configFor, dataHelp, dataOption, instantOption, misuse } from './command.ts'
import { print } from './print.ts'

/** Writes the evidence of the term's report: activity records and contributions as a spreadsheet, with their pictures. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export --out DIR [--since DAY] [--until DAY] [--data DIR]',
  summary: '导出工作总结的支撑材料：活动记录、感言和素材（表格和图片）',
  details: [
    '  --out DIR    写到哪个目录（没有就新建）：支撑材料.xlsx 和 图片/',
    '  --since DAY  从哪天起提交的，如 2027-05-01',
    '  --until DAY  到哪天为止（不含）',
    dataHelp,
    '',
    '只有提交好的；撤回的、等老师看的都不在里面。投稿只有作者自己写的署名，没有学号；公开范围写在表里，请照着用。',
  ],
  options: { ...dataOption, out: { type: 'string' }, since: { type: 'string' }, until: { type: 'string' } },
  async run({ values }) {
    const { out } = values
    if (typeof out !== 'string')
      return misuse({ where: '--out', what: '没有给目录', cure: 'farewell export --out 支撑材料2027' })
    const config = configFor(values)
    const since = instantOption(values, 'since', config.zone)
    const until = instantOption(values, 'until', config.zone)
    return withShell(config, shell => collect(shell, { out, since, until }))
  },
}

async function collect(
  { content: { knowledge, flows }, submissions, config, note }: Shell,
  { out, since, until }: { out: string; since: Date | null; until: Date | null },
): Promise<number> {
  const isWithin = ({ at }: Submission) => (!since || at >= since.getTime()) && (!until || at < until.getTime())
  const all = (await submissions.all()).filter(isWithin)
  const every = [...flows.current.values()]
  const { phrases, school } = knowledge
  const { evidence: words } = phrases
  const found = every
    .filter(flow => flow.submits?.evidence)
    .map(flow => ({ flow, ...evidenceOf(flow, ownOf(flow, all), { phrases, zone: school.zone }) }))
  const sheets = found.map(({ flow, heading, rows }): BookSheet => ({ name: flow.title, rows: [heading, ...rows] }))
  mkdirSync(join(out, words.pictures), { recursive: true })
  const book = join(out, `${words.file}.xlsx`)
  writeFileSync(book, await bookOf([summaryOf(every, all, words), ...sheets]))
  const pictures = found.flatMap(f => f.pictures)
  const missing = await writePictures(pictures, {
    from: folderIn(config.data, 'pictures'),
    to: join(out, words.pictures),
  })
  await note({ act: 'export', detail: 'evidence' })
  print(`写好了：${book}`)
  for (const { flow, rows } of found) print(`  ${flow.title} ${rows.length} 份`)
  if (missing > 0) print(`有 ${missing} 张图片已经不在了。`)
  return 0
}

const ownOf = ({ name }: Flow, all: readonly Submission[]) => all.filter(s => s.flow === name)

/** How many of each kind were handed in, wait to be looked at, or were taken back. */
function summaryOf(
  flows: readonly Flow[],
  all: readonly Submission[],
  words: { summary: string; summaryHeading: string[] },
): BookSheet {
  const rows = flows.flatMap(flow => {
    const own = ownOf(flow, all)
    const count = (...states: Submission['state'][]) => own.filter(s => states.includes(s.state)).length
    return flow.submits
      ? [[flow.title, count('submitted', 'late'), count('review', 'returned'), count('withdrawn')]]
      : []
  })
  return { name: words.summary, rows: [words.summaryHeading, ...rows] }
}

/** Copies pictures out under their names; returns how many are not there any more. */
async function writePictures(
  pictures: readonly { url: string; file: string }[],
  { from, to }: { from: string; to: string },
): Promise<number> {
  const read = makeReading(makePictures(from))
  let missing = 0
  for (const { url, file } of pictures) {
    const picture = await read(url)
    if (picture) writeFileSync(join(to, file), picture.bytes)
    else missing++
  }
  return missing
}
