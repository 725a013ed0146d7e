import { z } from 'zod'
import { manners } from './hearing/words.ts'

const stepId = z.string().regex(/^[a-z][a-z0-9_]*$/, '步骤编号用小写字母、数字和下划线')
const sentence = z.string().min(1)

/** What every step may have. `next` is the step after it; without it, the one below it in the file. */
const common = { id: stepId, next: stepId.optional() }

/** What every step that waits for an answer may have. */
const asking = {
  ...common,
  ask: sentence,
  /** Said to 帮助 at this step. */
  help: sentence.optional(),
  /** What the answer is called in the summary and in "姓名改成…"; without it the answer is not shown. */
  label: z.string().min(1).max(12).optional(),
  /** Whether 跳过 is allowed. */
  optional: z.boolean().default(false),
  /** Said when an answer cannot be taken. */
  reject: sentence.optional(),
  /** Asked only in a private chat. */
  private: z.boolean().default(false),
}

const option = z.strictObject({
  value: z.string().min(1).max(40),
  label: sentence,
  /** Other ways of saying it. */
  also: z.array(z.coerce.string().min(1)).default([]),
  /** What means it wherever it stands in a sentence; `…` is a gap, `(a|b)` are alternatives, `^` and `$` the ends of a clause. */
  hears: z.array(z.coerce.string().min(1)).default([]),
  /** The values of options that it stands for together (两种都有). */
  joins: z.array(z.string()).default([]),
  /** What one does with what, so that having done it is told in one message (钥匙还了); only where the flow `ticks`. */
  done: z
    .strictObject({ things: z.array(z.string().min(1)).min(1), deeds: z.array(z.string().min(1)).min(1) })
    .optional(),
  /** Meant by a day that is at most so many days off (有多急？后天下午的高铁). */
  within: z.number().int().min(0).optional(),
  /** Said when someone asks what this one means ("3是什么意思"). */
  explain: sentence.optional(),
  /** The conversation that begins in place of this one when the option is chosen. */
  begins: z.string().min(1).optional(),
})

const instantOrWord = z
  .string()
  .regex(/^(today|\d{4}-\d{2}-\d{2}|[a-z_]+\.[a-z_.]+)$/, 'today、日期，或 school.yaml 里的日期项')

/** Who may see what somebody handed in to be shown: all, without a name; their class; all, under the name that they gave. */
export const publishLevels = ['anonymous', 'class', 'public'] as const
export type PublishLevel = (typeof publishLevels)[number]

export const stepSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('say'), say: sentence, private: z.boolean().default(false) }),
  z.strictObject({
    ...asking,
    type: z.literal('choice'),
    options: z.array(option).min(2).max(20),
    many: z.boolean().default(false),
    least: z.number().int().min(0).default(1),
    /** Whether one tells of a matter here, so that a question which names an option is an answer (毕业证上名字错了怎么办). */
    tells: z.boolean().default(false),
    /** Whether the options stand from the gravest on, so that of several that are named the first is meant. */
    gravest: z.boolean().default(false),
    /** How one denies an option of several: that it is `done`, that it was `told`, or that it is `picked`. */
    denies: z.enum(manners).default('done'),
  }),
  z.strictObject({
    ...asking,
    type: z.literal('text'),
    min: z.number().int().min(1).default(1),
    max: z.number().int().max(2000).default(200),
    /** Free writing, where a question mark is part of the text and not a question to the bot. */
    free: z.boolean().default(false),
    /** What the roster knows of whoever is bound, so that it is not asked. */
    known: z.enum(['name', 'class']).optional(),
    /** Several messages in a row are one answer, until the person says that it is all or pauses. */
    collects: z.boolean().default(false),
    /** The picture step for which pictures are that come with the words; of a step that collects. */
    pictures: stepId.optional(),
    /** Where a link has to lead that is asked for: hosts such as `pan.baidu.com`; only https, one link, and little beside it. */
    links: z.array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/)).optional(),
    /** Kinds of data that must not be written here. */
    refuse: z.array(z.enum(['id-number', 'bank-card', 'phone', 'password'])).default([]),
    /** What an answer is held against besides; one that does not pass is met with `reject`. `job-contact`: an official way to reach an employer. */
    check: z.enum(['job-contact']).optional(),
  }),
  z.strictObject({
    ...asking,
    type: z.literal('number'),
    min: z.number().default(0),
    max: z.number().default(1_000_000),
    whole: z.boolean().default(true),
  }),
  z.strictObject({
    ...asking,
    type: z.literal('date'),
    from: instantOrWord.optional(),
    until: instantOrWord.optional(),
  }),
  z.strictObject({
    ...asking,
    type: z.literal('picture'),
    most: z.number().int().min(1).max(9).default(3),
    none: z.array(z.string().min(1)).default([]),
    /** Videos are taken as well, where the channel can receive them. */
    videos: z.boolean().default(false),
    /** Pictures may come one by one, until the person says that it is all or pauses. */
    collects: z.boolean().default(false),
  }),
  /** Names somebody of the staff: found on the roster, or as it was written. */
  z.strictObject({ ...asking, type: z.literal('teacher') }),
  z.strictObject({
    ...asking,
    type: z.literal('confirm'),
    yes: z.array(z.string().min(1)).min(1),
    no: z.array(z.string().min(1)).min(1),
    /** What means yes or no wherever it stands in a sentence, written as for options. */
    hears: z
      .strictObject({ yes: z.array(z.string().min(1)).default([]), no: z.array(z.string().min(1)).default([]) })
      .default({ yes: [], no: [] }),
  }),
  /** Shows the summary; takes 提交, corrections, 修改 N. */
  z.strictObject({
    ...common,
    type: z.literal('review'),
    ask: sentence,
    private: z.boolean().default(false),
    help: sentence.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('branch'),
    cases: z.array(z.strictObject({ when: sentence, go: stepId })).min(1),
    else: stepId,
  }),
  z.strictObject({
    ...common,
    type: z.literal('set'),
    values: z.record(stepId, z.union([z.string(), z.number(), z.boolean()])),
  }),
  z.strictObject({
    ...common,
    type: z.literal('effect'),
    do: z.enum([
      'save',
      'certificate',
      'handoff',
      'tag',
      'remind',
      'export-data',
      'name-requests',
      'delete-data',
      'withdraw-consent',
      'post-job',
    ]),
    with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  }),
  z.strictObject({ ...common, type: z.literal('end'), say: sentence.optional() }),
])

/** One step of a flow. */
export type Step = z.infer<typeof stepSchema>
/** A step that waits for what the person says. */
export type Asking = Extract<Step, { ask: string }>

const line = z.union([
  z.strictObject({ 我: z.string() }),
  z.strictObject({ 图: z.number().int().min(1).max(9) }),
  z.strictObject({ 视频: z.number().int().min(1).max(9) }),
  z.strictObject({ 答: z.string() }),
  z.strictObject({ 不答: z.string() }),
])

export const flowSchema = z.strictObject({
  title: z.string().min(2).max(20),
  version: z.number().int().min(1),
  /** One line for the menu. */
  about: sentence,
  for: z.enum(['student', 'staff']).default('student'),
  /** Whether the whole conversation is for a private chat only. */
  private: z.boolean().default(false),
  /** Whether only those may begin it whom the school knows: bound to a number. */
  bound: z.boolean().default(false),
  /** What one says to begin; a whole message that is one of these starts the flow. */
  starts: z.array(z.string().min(2)).min(1),
  /** What begins it in the middle of a sentence that says more (我想给王老师写个祝福), written as `hears` of options. */
  opens: z.array(z.string().min(2)).default([]),
  /** The first questions, as far as the words that begin it may answer them. */
  fills: z.array(stepId).default([]),
  /**
   * Where it is a list that is ticked off: the question of it. Whoever handed it in adds to it when they come again, asked with `again`, and in one message
   * by telling what is done, outside of the conversation too.
   */
  ticks: z.strictObject({ step: stepId, again: sentence }).optional(),
  /** The date field of school.yaml after which a submission counts as late. */
  deadline: z.string().optional(),
  /**
   * Present where the flow ends in a submission: the letter of its receipt number and how long it is kept. A person hands in one, or any number where it is
   * `repeatable`, or one for each answer to the choice `each`. `late` allows revising after the deadline, and then nothing comes late;
   * `evidence` puts what was handed in into the export for the term's report. `publishes` is where others may see it, once a teacher has looked at it and
   * not before: the question that says who (`anonymous`, `class` or `public`), and the one under which name. `delivers` is where it is
   * for one teacher alone, once somebody has looked at it: who, what, and under which name. `records` is where staff write down something
   * that took place: on which day, in which classes, and what is still to be done `followDays` after it; `shows` are the answers that a line of a list
   * holds; `readers` says who reads it besides its writer.
   */
  submits: z
    .strictObject({
      receipt: z.string().regex(/^[A-Z]{1,2}$/),
      screen: z.boolean().default(false),
      repeatable: z.boolean().default(false),
      /** Whether staff see how far people are with it and may remind them; not where it is each one's own affair. */
      expected: z.boolean().default(true),
      each: stepId.optional(),
      late: z.boolean().default(false),
      evidence: z.boolean().default(false),
      publishes: z.strictObject({ level: stepId, signature: stepId }).optional(),
      delivers: z.strictObject({ to: stepId, text: stepId, signature: stepId }).optional(),
      records: z
        .strictObject({
          day: stepId,
          classes: stepId.optional(),
          follow: stepId.optional(),
          shows: z.array(stepId).default([]),
          followDays: z.number().int().min(1).max(60).default(7),
          readers: z.enum(['scope', 'writer']).default('writer'),
        })
        .optional(),
      keepDays: z.number().int().min(1).max(3650),
    })
    .optional(),
  /** Short messages that change what was handed in without a conversation ("到了" after "还没走"), where `when` holds for it. */
  brief: z
    .array(
      z.strictObject({
        says: z.array(z.string().min(1)).min(1),
        when: sentence,
        set: z.record(stepId, z.union([z.string(), z.number(), z.boolean()])),
      }),
    )
    .default([]),
  /** How sessions that began with an older version go on: old step → new step; without it they stay with their version. */
  moves: z.array(z.strictObject({ from: z.number().int().min(1), steps: z.record(stepId, stepId) })).default([]),
  steps: z.array(stepSchema).min(2),
  /** Transcripts that are played as tests. */
  examples: z.array(z.strictObject({ name: sentence, lines: z.array(line).min(2) })).min(1),
})

/** A flow as its file says it, with the file's name. */
export type Flow = z.infer<typeof flowSchema> & { name: string }
