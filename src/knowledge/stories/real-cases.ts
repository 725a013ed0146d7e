import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { checkShape, type ParsedFile, parseFile, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { bareWords } from '../phrases.ts'

const mostStory = 120
const mostChoice = 22

/** A year, a month or a day: how exactly it is known. */
const day = z
  .string()
  .regex(/^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$/, '写成 2025、2025-11 或 2025-11-14，要加引号')

/** Somebody's name as reports write it: 王某, 小李, 张同学. Small programmes, amounts and rush hours are called alike. */
const surnames =
  '王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁沈任姚卢姜崔谭陆汪范金廖贾夏韦邹孟熊秦邱尹薛段雷侯陶黎贺顾郝龚邵严戴'
const named = new RegExp(
  `[\\u4e00-\\u9fa5]某(?![些种个天次时人样])|小[${surnames}](?![序额峰])|[${surnames}](同学|女士|先生)`,
)
/** Whether a text names a person in one of the ways in which reports do. */
export const namesSomebody = (text: string): boolean => named.test(text)

const unnamed = (most: number) =>
  z
    .string()
    .trim()
    .min(1, '不能空着')
    .max(most, `最多 ${most} 字`)
    .refine(text => !namesSomebody(text), '不写姓名，也不写“王某”“小李”，改成“一名学生”')

const storySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '用小写英文、数字和连字符'),
  kind: z.string().min(1),
  /** Entries beside which it is told; it may be none. */
  entries: z.array(z.string().min(1)),
  happened: day,
  story: unnamed(mostStory),
  lesson: unnamed(60),
  source: z.strictObject({
    publisher: z.string().trim().min(2),
    published: day,
    title: z.string(),
    url: z.url('写成 https:// 开头的网址'),
    certainty: z.enum(['A', 'B']),
    /** Whether the address is the publisher's own, so that it may be shown. */
    own: z.boolean(),
  }),
  question: z.strictObject({
    ask: unnamed(80),
    choices: z.array(unnamed(mostChoice)).length(3, '写三个选项'),
    right: z.number().int().min(1, '写 1、2 或 3').max(3, '写 1、2 或 3'),
    why: unnamed(80),
  }),
})

const wordsSchema = z.strictObject({
  told: sentence('story', 'source'),
  when: sentence('when', 'story'),
  source: sentence('publisher', 'date'),
  address: sentence('source', 'address'),
  year: sentence('year'),
  month: sentence('year', 'month'),
  day: sentence('year', 'month', 'day'),
  lesson: sentence('told', 'lesson'),
  asks: wordList,
  again: wordList,
  between: z.strictObject({ before: wordList, after: wordList }),
  inWarning: sentence('draft', 'told'),
  further: sentence(),
  none: sentence(),
  trouble: sentence(),
  noneAtAll: sentence(),
  card: z.strictObject({
    text: sentence('told', 'ask', 'one', 'two', 'three'),
    right: sentence('why'),
    wrong: sentence('right', 'choice', 'why'),
    off: wordList,
    on: wordList,
    ...each('offSaid', 'onSaid', 'unbound').shape,
  }),
})

const schema = z.strictObject({
  words: wordsSchema,
  kinds: z.record(z.string(), z.strictObject({ title: sentence(), words: wordList, alarms: wordList.default([]) })),
  cases: z.array(storySchema),
})

/** A real case, as `knowledge/real-cases.yaml` tells it: what happened, who published it, what can be learnt and asked. */
export type Story = z.infer<typeof storySchema>

/** All real cases, how they are told and asked for, and the kinds they are of (by their short names). */
export interface Stories {
  words: z.infer<typeof wordsSchema>
  kinds: Readonly<Record<string, { title: string; words: readonly string[]; alarms: readonly string[] }>>
  /** The newest first. */
  all: readonly Story[]
}

/** Reads `real-cases.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseStories(source: SourceText, problems: Problem[]): Stories | null {
  const file = parseFile(source, problems)
  const raw = file && checkShape(file, schema, { problems, cure: 'knowledge/real-cases.yaml 开头写着每一项的写法' })
  if (!file || !raw) return null
  const faults = raw.cases.flatMap((story, n) =>
    faultsOf(story, raw.cases.slice(0, n), raw.kinds).map(f => ({ n, ...f })),
  )
  problems.push(...faults.map(({ n, key, ...fault }) => problemAt(file, n, key, fault)))
  if (faults.length > 0) return null
  const all = raw.cases.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1))
  return { words: raw.words, kinds: raw.kinds, all }
}

interface Fault {
  key: keyof Story
  what: string
  cure: string
}

function faultsOf({ id, kind, happened, source }: Story, before: readonly Story[], kinds: Stories['kinds']): Fault[] {
  const faults: (Fault | false)[] = [
    before.some(b => b.id === id) && { key: 'id', what: `${id} 写了两次`, cure: '换一个编号' },
    !(kind in kinds) && {
      key: 'kind',
      what: `${id}: 没有种类 ${kind}`,
      cure: `改成 ${Object.keys(kinds).join('、')} 里的一种`,
    },
    happened === '' &&
      source.published === '' && {
        key: 'happened',
        what: `${id}: 没写什么时候`,
        cure: 'happened 和 published 至少写一个',
      },
    source.own &&
      source.certainty !== 'A' && {
        key: 'source',
        what: `${id}: 只有 A 的网址才能写 own: true`,
        cure: '改成 own: false，或确认是发布单位自己的网页再写 A',
      },
  ]
  return faults.filter(f => f !== false)
}

const problemAt = (file: ParsedFile, n: number, key: string, fault: Pick<Problem, 'what' | 'cure'>): Problem => ({
  where: file.where,
  line: file.lineOf(['cases', n, key]),
  ...fault,
})

/** Entries named in the cases that are not there; `has` says whether one is. */
export function storiesAstray({ all }: Stories, has: (entry: string) => boolean): Problem[] {
  return all.flatMap(({ id, entries }) =>
    entries
      .filter(entry => !has(entry))
      .map(entry => ({
        where: 'knowledge/real-cases.yaml',
        line: null,
        what: `${id}: 没有条目 ${entry}`,
        cure: '改成 knowledge/*.md 里有的编号，或删掉',
      })),
  )
}

/** When a case was, or else when it was published: `2025-11`, for putting them in order. */
export const dateOf = ({ happened, source }: Story): string => happened || source.published

/** The kinds that a text speaks of, by the words for them. */
export const kindsIn = ({ kinds }: Stories, text: string): string[] =>
  Object.entries(kinds).flatMap(([kind, { words }]) => (words.some(w => text.includes(bareWords(w))) ? [kind] : []))
