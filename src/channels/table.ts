import { parse } from 'yaml'
import { z } from 'zod'
import { type Ability, abilities } from '../core/channel.ts'
import { ProblemsError } from '../core/errors.ts'

const marks = ['reads-groups', 'pushes-groups', 'pushes-people', 'mentions', 'images', 'files', 'receipts'] as const
const words = z.string().trim().min(1)

const tableSchema = z.strictObject({
  columns: z.strictObject({
    channel: words,
    ...(Object.fromEntries(marks.map(m => [m, words])) as Record<(typeof marks)[number], typeof words>),
    limits: words,
    risk: words,
    instead: words,
  }),
  yes: words,
  no: words,
  channels: z.record(
    z.string(),
    z.strictObject({
      title: words,
      abilities: z.array(z.enum(abilities)),
      notes: z.partialRecord(z.enum(marks), words).default({}),
      limits: words,
      risk: words,
      instead: words,
    }),
  ),
})

/** What each channel can and cannot do, in the words of `knowledge/channels.yaml`. */
export type ChannelTable = z.output<typeof tableSchema>

/** The table in the text of `knowledge/channels.yaml`; throws `ProblemsError` when it is not one. */
export function readChannelTable(text: string): ChannelTable {
  const parsed = tableSchema.safeParse(parse(text))
  if (parsed.success) return parsed.data
  throw new ProblemsError(
    parsed.error.issues.map(({ path, message }) => ({
      where: 'knowledge/channels.yaml',
      line: null,
      what: `${path.join('.')}：${message}`,
      cure: '照别的渠道的写法补全',
    })),
  )
}

/** One channel's line: for each column its title and what stands there. */
export function linesOf({ columns, yes, no, channels }: ChannelTable): { title: string; value: string }[][] {
  return Object.entries(channels).map(([name, channel]) => {
    const mark = (column: (typeof marks)[number]) => {
      const note = channel.notes[column]
      const said = can(channel.abilities, column) ? yes : no
      return { title: columns[column], value: note ? `${said}（${note}）` : said }
    }
    return [
      { title: columns.channel, value: `${channel.title} \`${name}\`` },
      ...marks.map(mark),
      { title: columns.limits, value: channel.limits },
      { title: columns.risk, value: channel.risk },
      { title: columns.instead, value: channel.instead },
    ]
  })
}

function can(of: readonly Ability[], column: (typeof marks)[number]): boolean {
  if (column === 'pushes-groups') return of.includes('writes-groups') && of.includes('unprompted')
  if (column === 'pushes-people') return of.includes('private') && of.includes('unprompted')
  return of.includes(column)
}

/** The table as Markdown. */
export function markdownTable(table: ChannelTable): string {
  const lines = linesOf(table)
  const titles = lines[0]?.map(cell => cell.title) ?? []
  const rows = [titles, titles.map(() => '---'), ...lines.map(cells => cells.map(c => c.value))]
  return rows.map(row => `| ${row.join(' | ')} |`).join('\n')
}
