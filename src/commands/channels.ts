import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linesOf, markdownTable, readChannelTable } from '../channels/table.ts'
import { type Command, configFor, misuse } from './command.ts'
import { print } from './print.ts'

/** What each channel can and cannot do, which are set up, and what the bot does instead. */
export const channelsCommand: Command = {
  name: 'channels',
  usage: 'channels [--markdown]',
  summary: '每个渠道能做什么、不能做什么、有什么风险，哪些已经设好',
  details: ['怎么接见 docs/channels.md。', '  --markdown   以 Markdown 表格输出'],
  options: { markdown: { type: 'boolean' } },
  async run({ values }) {
    const config = configFor(values)
    const table = readChannelTable(textIn(join(config.knowledge, 'channels.yaml')))
    if (values.markdown === true) {
      print(markdownTable(table))
      return 0
    }
    const isOn = new Set(['web', ...Object.keys(config.channels)])
    const names = Object.keys(table.channels)
    for (const [n, [channel, ...cells]] of linesOf(table).entries()) {
      print(`${channel!.value.replaceAll('`', '')}  ${isOn.has(names[n]!) ? '【已设好】' : '【没有设】'}`)
      for (const { title, value } of cells) print(`  ${title}：${value}`)
    }
    return 0
  },
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A school's own knowledge folder may be older than the file.
    return misuse({ where: path, what: '读不到', cure: '从小助手的 knowledge/channels.yaml 复制一份' })
  }
}
