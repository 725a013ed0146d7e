import { z } from 'zod'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { type DirectLines, kindCalled, kindNames } from './direct/kind.ts'

const day = z
  .union([z.string(), z.date()])
  .transform(v => (v instanceof Date ? v.toISOString().slice(0, 10) : v))
  .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期写成 2027-05-01'))

/** The longest direct line: what a phone shows in three rows. */
export const longestDirect = 60

const directLine = z
  .string()
  .trim()
  .min(1)
  .refine(line => !line.includes('\n'), '只写一行')
  .refine(
    line => line.replace(/\{\{[^{}]*\}\}/g, '').length <= longestDirect,
    `最多 ${longestDirect} 字（{{项}} 不算），其余的写进正文`,
  )
const direct = z
  .record(z.string(), directLine)
  .superRefine((lines, ctx) => {
    for (const name of Object.keys(lines).filter(n => kindCalled(n) === undefined))
      ctx.addIssue({
        code: 'custom',
        path: [name],
        message: `没有这种问法，只能用：${Object.values(kindNames).join('、')}`,
      })
  })
  .transform(
    (lines): DirectLines => Object.fromEntries(Object.entries(lines).map(([name, line]) => [kindCalled(name), line])),
  )

const situationSchema = z.strictObject({
  if: z.array(z.coerce.string().trim().min(2)).min(2, '至少写 2 种学生会怎么说'),
  say: directLine.refine(line => !line.endsWith('：'), '把话说完，后面不接步骤'),
})

const headSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '编号只用小写字母、数字和连字符'),
  // How many there must be depends on whose entry it is: `leastAsks` in check.ts.
  asks: z.array(z.coerce.string().trim().min(2)).min(1, '至少写 1 种学生真会打的问法'),
  keywords: z.array(z.coerce.string().trim().min(1)).default([]),
  sources: z
    .array(z.strictObject({ doc: z.string().min(1), clause: z.coerce.string().optional(), date: z.coerce.string() }))
    .min(1, '至少写一个来源'),
  scope: z.enum(['国', '地', '校']),
  certainty: z.enum(['A', 'B', 'C']),
  valid_from: day.optional(),
  valid_until: day.optional(),
  review_by: day,
  deadline: z.string().optional(),
  contacts: z.array(z.string()).default([]),
  related: z.array(z.string()).default([]),
  unprompted: z.boolean().default(true),
  emergency: z.boolean().default(false),
  flow: z.string().optional(),
  direct: direct.default({}),
  situations: z.array(situationSchema).default([]),
  for: z.enum(['staff']).optional(),
  instead_of: z.array(z.string()).default([]),
})

/** Where a statement comes from: document, clause, date. */
export interface EntrySource {
  doc: string
  clause?: string | undefined
  date: string
}

/** What an entry says to people in one particular situation: the first line for whoever speaks of it. */
export interface Situation {
  /** How people speak of it. */
  if: readonly string[]
  say: string
}

/** One FAQ item. Texts may hold `{{key}}` for what the school sets. */
export interface Entry {
  id: string
  title: string
  /** Wordings that a student would really type. */
  asks: string[]
  keywords: string[]
  /** For a group: at most 300 characters when filled. */
  short: string
  /** For a private chat. */
  long: string
  /** What holds once the deadline has passed. */
  late: string | null
  /** What we advise beside what the sources say; shown as such, below the long text. */
  advice: string | null
  /** The answer in one line to each kind of question that the entry has one for; one that ends with a colon is followed by the steps of the long text. */
  direct: DirectLines
  /** Particular situations that the lines of `direct` are too general for. */
  situations: readonly Situation[]
  sources: EntrySource[]
  /** 国 = the whole country, 地 = differs by province or city, 校 = differs by school. */
  scope: '国' | '地' | '校'
  /** A = law, government or university page; B = mirrored or reported; C = general knowledge, said so in the answer. */
  certainty: 'A' | 'B' | 'C'
  validFrom: string | null
  validUntil: string | null
  reviewBy: string
  /** The date field of `school.yaml` that the answer counts down to. */
  deadline: string | null
  /** Fields of `school.yaml` to list below the private answer. */
  contacts: string[]
  related: string[]
  /** Whether it may be said in a group without being asked for; never so for private matters. */
  unprompted: boolean
  /** Whether it is read by someone in need of help now: what is not certain about it is said last, and kindly. */
  emergency: boolean
  /** The guided conversation to offer, by its file name in `flows/`. */
  flow: string | null
  /** Whether it is what staff need, and nothing for students; see `served`. */
  isForStaff: boolean
  /** The students' entries in whose place staff get this one. */
  insteadOf: string[]
  /** The heading of its file, which says what it is about; empty where there is none. */
  subject: string
  /** For messages about the content. */
  where: string
  line: number
}

/** The question type of a subject file; see `docs/content.md` for the form. Faulty entries are reported and left out. */
export function parseSubject(source: SourceText, problems: Problem[]): Entry[] {
  const lines = source.text.split(/\r?\n/)
  const starts = lines.flatMap((line, i) => (/^## /.test(line) ? [i] : []))
  const subject = /^# +(.+?)\s*$/.exec(lines.slice(0, starts[0]).find(line => line.startsWith('# ')) ?? '')?.[1] ?? ''
  return starts.flatMap((start, n) => {
    const entry = parseEntry(source.where, lines.slice(start, starts[n + 1]), { start, problems })
    return entry ? [{ ...entry, subject }] : []
  })
}

function parseEntry(
  where: string,
  lines: string[],
  { start, problems }: { start: number; problems: Problem[] },
): Omit<Entry, 'subject'> | null {
  const title = lines[0]!.replace(/^##\s+/, '').trim()
  const fault = (offset: number, what: string, cure: string) => {
    problems.push({ where, line: start + offset + 1, what: `“${title}”：${what}`, cure })
    return null
  }
  const open = lines.findIndex(line => /^```ya?ml\s*$/.test(line))
  const close = lines.findIndex((line, i) => i > open && /^```\s*$/.test(line))
  if (open < 0 || close < 0) return fault(0, '缺少 ```yaml 信息块', '标题下面写 ```yaml … ``` ，内容见 docs/content.md')
  const block = { where, text: lines.slice(open + 1, close).join('\n') }
  const head = parseYaml(block, headSchema, { problems, firstLine: start + open + 2 })
  if (!head) return null
  const sections = sectionsOf(lines.slice(close + 1))
  const short = sections.get('群里')
  const long = sections.get('私聊')
  if (!short || !long) return fault(close, '缺少“### 群里”或“### 私聊”', '两段都要写：群里的短答和私聊的详细回答')
  const unknown = sections.keys().find(name => !['群里', '私聊', '逾期', '建议'].includes(name))
  if (unknown !== undefined) return fault(close, `不认识的小节“${unknown}”`, '只能用 群里、私聊、建议、逾期')
  const late = sections.get('逾期') ?? null
  if (late && !head.deadline) return fault(close, '写了“逾期”却没有 deadline', '在信息块里写 deadline: 某个日期项')
  const texts = { title, short, long, late, advice: sections.get('建议') ?? null }
  return { ...ofHead(head), ...texts, where, line: start + 1 }
}

/** The head of an entry under the names of the code. */
function ofHead(head: z.infer<typeof headSchema>) {
  const { valid_from, valid_until, review_by, deadline = null, flow = null, for: readers, instead_of, ...same } = head
  return {
    ...same,
    validFrom: valid_from ?? null,
    validUntil: valid_until ?? null,
    reviewBy: review_by,
    deadline,
    flow,
    isForStaff: readers === 'staff',
    insteadOf: instead_of,
  }
}

/** The text below each `### heading`, trimmed. */
function sectionsOf(lines: string[]): Map<string, string> {
  const sections = new Map<string, string>()
  let name: string | null = null
  let text: string[] = []
  const finish = () => {
    if (name !== null) sections.set(name, text.join('\n').trim())
  }
  for (const line of lines) {
    const heading = /^### +(.+?)\s*$/.exec(line)
    if (heading) {
      finish()
      name = heading[1]!
      text = []
    } else text.push(line)
  }
  finish()
  return sections
}

/** Every `{{key}}` that a text refers to. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(m => m[1]!)
}
