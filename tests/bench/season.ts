/**
 * Plays the season of a sample college (15 May to 30 June, 10 classes, 400 students, 5 counselors, 2 for the whole college) through `farewell replay`, does what
 * staff do on their pages, and has the term's report and its archive written. What came of it stands in `docs/transcripts/season.md`.
 *
 *   node tests/bench/season.ts [FOLDER]      where the report goes; without one it is thrown away
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { readConfig } from '../../src/app/config.ts'
import { contentOf } from '../../src/app/content.ts'
import { systemIds } from '../../src/app/system.ts'
import { deskRulesOf, ledgerRulesOf } from '../../src/bot/office.ts'
import { identityOf } from '../../src/core/roster.ts'
import { pick, weekOf } from '../../src/office/desk/picks.ts'
import { approveMany, openReviews } from '../../src/office/desk/reviews.ts'
import { choosePicture } from '../../src/office/ledger/pictures.ts'
import type { Act } from '../../src/office/outcome.ts'
import { commandDeed } from '../../src/store/audit.ts'
import { openDatabase } from '../../src/store/open.ts'
import { perform } from '../../src/store/perform.ts'
import { readsIn } from '../../src/store/reads.ts'
import { seasonLines, seasonPicture } from '../support/season.ts'
import { fillFolder, playLines } from '../support/week.ts'
import { table } from './measure.ts'

const size = { classes: 10, perClass: 40, counselors: 5 }
const zone = 'Asia/Shanghai'
const folder = mkdtempSync(join(tmpdir(), 'farewell-season-'))
const out = process.argv[2] ?? join(folder, 'report')
const end = '2027-06-30 10:00:00'

await fillFolder(folder, size)
const lines = seasonLines(size)
const began = performance.now()
const sent = await playLines(folder, lines)
const played = (performance.now() - began) / 1000
// No platform has brought these pictures, so the bot would have swept them away.
drawPictures()
const pages = await workOnPages()
const printed = execFileSync(
  'faketime',
  [
    '-f',
    `@${end}`,
    process.execPath,
    'src/launch.mjs',
    'report',
    '--term',
    '--out',
    out,
    '--as',
    'D1',
    '--data',
    folder,
  ],
  { encoding: 'utf8', env: { ...process.env, TZ: zone, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' } },
)
console.log(printed)
writeFileSync('docs/transcripts/season.md', await account())
rmSync(folder, { recursive: true })
console.log(`${lines.length} lines, ${sent.length} messages sent, ${played.toFixed(0)} s, ${JSON.stringify(pages)}`)

/** Pictures that say that they are samples. */
function drawPictures(): void {
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  for (let n = 0; n < 16; n++) {
    const [sky, hill] = [`hsl(${(n * 37) % 360} 60% 82%)`, `hsl(${(n * 37 + 90) % 360} 35% 45%)`]
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="${sky}"/>
<path d="M0 800 L0 560 Q300 ${320 + n * 9} 620 600 T1200 480 L1200 800 Z" fill="${hill}"/><circle cx="${200 + n * 50}" cy="180" r="80" fill="#fff6d8"/></svg>`
    writeFileSync(join(folder, seasonPicture(n)), new Resvg(svg).render().asPng())
  }
}

/** What staff do on their pages: everything that waits is looked at, five a week are chosen, the pictures of records go into the report. */
async function workOnPages() {
  const config = readConfig({ FAREWELL_DATA: folder })
  const content = await contentOf(config)
  const rules = ledgerRulesOf(content)
  const database = await openDatabase(folder)
  const now = new Date(`${end.replace(' ', 'T')}+08:00`)
  const actor = identityOf((await readsIn(database.db, now).roster.person('D1'))!)
  const done = async <Rules, Input, What, Why>(act: Act<Rules, Input, What, Why>, itsRules: Rules, input: Input) => {
    const outcome = await perform(database, {
      ...{ act, actor, input, rules: itsRules, ids: systemIds, deed: commandDeed('D1', now) },
    })
    return 'done' in outcome ? outcome.done : null
  }
  const waiting = (await done(openReviews, deskRulesOf(content.knowledge), undefined))?.reviews ?? []
  await done(approveMany, rules.contributions, { numbers: waiting.map(review => review.number) })
  let picked = 0
  for (const [n, { number, at }] of waiting.entries())
    if (n % 9 === 0 && (await done(pick, rules.contributions, { number, week: weekOf(new Date(at), zone) }))) picked++
  const records = await database.db
    .selectFrom('submission')
    .select(['number', 'flow'])
    .where('flow', 'in', ['meeting', 'visit', 'talk'])
    .execute()
  let chosen = 0
  for (const { number } of records)
    if (await done(choosePicture, rules, { number, n: 1, caption: '现场（示例照片）', hasConsent: true })) chosen++
  await database.close()
  return { looked: waiting.length, picked, chosen }
}

/** What is told of the season. */
async function account(): Promise<string> {
  const database = await openDatabase(folder)
  const submissions = await database.db
    .selectFrom('submission')
    .select(['flow', eb => eb.fn.countAll<number>().as('count')])
    .groupBy('flow')
    .orderBy('flow')
    .execute()
  const broadcasts = await database.db.selectFrom('broadcast').select(['number', 'state']).orderBy('seq').execute()
  await database.close()
  const files = readdirSync(out).map(name => [name, `${Math.round(statSync(join(out, name)).size / 1024)} KB`])
  return `# 一个学院的毕业季（示例）

由 \`npm run bench:season\` 生成：5 月 15 日到 6 月 30 日，${size.classes} 个班、${size.classes * size.perClass} 名学生、${size.counselors} 位辅导员、2 位副书记，全是示例；
\`farewell replay\` 播放 ${lines.length} 行，小助手发出 ${sent.length} 条。之后老师在后台看完 ${pages.looked} 份投稿、挑出 ${pages.picked} 份、选了 ${pages.chosen} 张照片，
最后 \`farewell report --term\` 写出总结初稿和材料包。

${table([['流程', '交了几份'], ...submissions.map(s => [s.flow, String(s.count)])])}

${table([['发布', '状态'], ...broadcasts.map(b => [b.number, b.state])])}

${table([['写出的文件', '大小'], ...files])}
`
}
