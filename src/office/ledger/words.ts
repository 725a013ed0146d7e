import { z } from 'zod'
import { each, sentence } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { activityKinds } from '../../core/work/activity.ts'
import type { Flow } from '../../flows/schema.ts'

const list = z.array(z.string().trim().min(1)).min(1)

/** Everything that the program can count as evidence of a duty. */
const evidenceSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('broadcasts'),
    name: sentence(),
    kind: z.enum(['预警', '通知']).optional(),
    templates: list.optional(),
    words: list.optional(),
    tags: list.optional(),
  }),
  z.strictObject({ of: z.literal('flow'), flow: z.string() }),
  z.strictObject({ of: z.literal('records'), flow: z.string(), topics: list.optional() }),
  z.strictObject({ of: z.literal('contributions'), flow: z.string(), kinds: list.optional() }),
  z.strictObject({ of: z.literal('activities'), kinds: z.array(z.enum(activityKinds)).min(1).optional() }),
  z.strictObject({
    of: z.enum([
      ...(['picks', 'cards', 'scams', 'questions', 'requests', 'pictures'] as const),
      ...(['suggestions', 'reports', 'letters', 'jobs'] as const),
    ]),
  }),
])

/** One thing that counts as evidence of a duty. */
export type Evidenced = z.infer<typeof evidenceSchema>

const dutySchema = z.strictObject({
  number: z.number().int().min(1).max(99),
  who: sentence(),
  title: sentence(),
  evidence: z.array(evidenceSchema).default([]),
})

/** A duty of the school's notice. */
export type Duty = z.infer<typeof dutySchema>

const partSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+$/, '小写字母'),
  title: sentence(),
  place: sentence(),
  duties: z.array(dutySchema).min(1),
})

const schema = z.strictObject({
  // Smaller groups would be somebody.
  least: z.number().int().min(5, '至少 5'),
  says: z.strictObject({
    broadcasts: sentence('name', 'count', 'people', 'confirmed', 'percent'),
    flow: sentence('title', 'done', 'all', 'percent'),
    records: sentence('title', 'count', 'sums'),
    recordsOn: sentence('title', 'topics', 'count', 'sums'),
    sum: sentence('label', 'sum'),
    contributions: sentence('title', 'kinds', 'count'),
    kinds: sentence('kinds'),
    waiting: sentence('count'),
    picks: sentence('weeks', 'count'),
    cards: sentence('people', 'answers', 'right'),
    scams: sentence('kinds'),
    scamKind: sentence('kind', 'count'),
    few: sentence('least'),
    less: sentence('least'),
    fewKind: sentence('kind', 'least'),
    questions: sentence('asked', 'ended'),
    requests: sentence('count', 'done'),
    cases: sentence('count'),
    pictures: sentence('count'),
    suggestions: sentence('count', 'done'),
    reports: sentence('count', 'done'),
    letters: sentence('count'),
    jobs: sentence('count'),
    activities: sentence('kinds', 'count'),
    activityKinds: each(...activityKinds),
    note: sentence('day', 'text'),
    none: sentence(),
  }),
  notes: z.strictObject({
    saved: sentence('number'),
    ...each('removed', 'restored', 'chosen', 'left', 'captioned').shape,
  }),
  refused: z.strictObject({
    ...each('noRight', 'unknown', 'empty', 'college', 'picture', 'consent').shape,
    outside: sentence('scope'),
    day: sentence('day'),
  }),
  chapters: z.array(z.strictObject({ title: sentence(), parts: z.array(partSchema).min(1) })).min(1),
})

/** The duties of the school's notice under its headings, what counts as evidence of each, and how that is said; from `knowledge/ledger.yaml`. */
export type LedgerWords = z.infer<typeof schema>

/** Reads `ledger.yaml`; every fault becomes a problem with its line, and then the result is null. */
export const parseLedgerWords = (source: SourceText, problems: Problem[]): LedgerWords | null =>
  parseYaml(source, schema, { problems })

/** All duties in the order in which the file has them, each with its heading. */
export const dutiesOf = ({ chapters }: Pick<LedgerWords, 'chapters'>) =>
  chapters.flatMap(({ parts }) => parts.flatMap(part => part.duties.map(duty => ({ duty, part }))))

/** What the ledger counts and is not there: flows, choices of theirs, templates; and numbers that stand twice. */
export function ledgerAstray(
  ledger: LedgerWords,
  { flows, templates }: { flows: readonly Flow[]; templates: readonly string[] },
): Problem[] {
  const all = dutiesOf(ledger).map(({ duty }) => duty)
  const problem = (duty: Duty, what: string, cure: string) => ({
    where: 'knowledge/ledger.yaml',
    line: null,
    what: `${duty.number}: ${what}`,
    cure,
  })
  const twice = all.filter((duty, n) => all.findIndex(d => d.number === duty.number) < n)
  return [
    ...twice.map(duty => problem(duty, '编号写了两次', '每个编号只写一次')),
    ...all.flatMap(duty =>
      duty.evidence.flatMap(one =>
        astray(one, { flows, templates }).map(name =>
          problem(duty, `没有 ${name}`, '改成流程、选项、模板里有的，或删掉'),
        ),
      ),
    ),
  ]
}

function astray(
  one: Evidenced,
  { flows, templates }: { flows: readonly Flow[]; templates: readonly string[] },
): string[] {
  if (one.of === 'broadcasts') return (one.templates ?? []).filter(name => !templates.includes(name))
  if (!('flow' in one)) return []
  const flow = flows.find(f => f.name === one.flow)
  if (!flow) return [one.flow]
  const values = flow.steps.flatMap(step => (step.type === 'choice' ? step.options.map(o => o.value) : []))
  const wanted = one.of === 'records' ? one.topics : one.of === 'contributions' ? one.kinds : undefined
  return (wanted ?? []).filter(value => !values.includes(value)).map(value => `${one.flow} ${value}`)
}
