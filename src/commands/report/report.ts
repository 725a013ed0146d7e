import { asHelp, asOption } from '../actor.ts'
import { type Command, dataHelp, dataOption, misuse } from '../command.ts'
import { writeConfirmed } from './confirmed.ts'
import { writeTerm } from './term.ts'

/** The table of who confirmed a broadcast, or the term's report with all that supports it. */
export const reportCommand: Command = {
  name: 'report',
  usage: 'report (A07 --out FILE.xlsx | --term --out DIR [--college X]) [--as NUMBER] [--data DIR]',
  summary: '一条发布的确认情况表；--term 是报送用的工作总结（docx）和材料包（zip）',
  details: [
    '  A07 --out FILE   这条发布按班级、逐人、带时间的确认情况，写到哪个 .xlsx 文件',
    '  --term --out DIR 工作总结初稿和支撑材料，写到哪个目录（没有就新建）；和后台“报送”页下载的一样',
    '  --college X      只写这个学院的，如 --college 示例学院',
    asHelp,
    dataHelp,
    '',
    '总结里〔 〕的地方要人来写，写完请通读再报送。没有同意的姓名和照片不在里面，有人可能有危险的情况一概不写。',
  ],
  options: {
    ...{ ...dataOption, ...asOption },
    out: { type: 'string' },
    term: { type: 'boolean' },
    college: { type: 'string' },
  },
  async run({ values, positionals }) {
    const [named = ''] = positionals
    if (values.term !== true) return writeConfirmed(values, named)
    if (named !== '')
      return misuse({ where: named, what: '--term 不写发布的编号', cure: 'farewell report --term --out 报送' })
    return writeTerm(values)
  },
}
