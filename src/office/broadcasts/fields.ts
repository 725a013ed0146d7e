import { type BroadcastDraft, type DraftField, type Level, levels } from '../../core/broadcast.ts'
import type { Audience, Identity } from '../../core/roster.ts'
import type { Picture } from '../../core/update.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { readInstant } from '../../time/instant.ts'
import { minuteText } from '../../time/shown.ts'
import { type AudienceGround, type ParsedAudience, parseAudience } from '../people/audience.ts'
import { buildingsOf } from '../people/buildings.ts'
import { describeAudience } from '../people/describe.ts'
import type { BroadcastGround, BroadcastRefusal } from './ground.ts'
import { refused } from './ground.ts'
import { readQuestion } from './question.ts'
import type { BroadcastWords } from './words.ts'

/** The longest text that is sent; platforms cut longer ones. */
const longestBody = 1000

/** What an answer comes to: what it fills in, or why it does not. */
export type Filled = { fills: Partial<BroadcastDraft> } | { problem: BroadcastRefusal }

/** What is said for a field, and what came along. */
export interface Said {
  said: string
  draft: BroadcastDraft
  pictures?: readonly Picture[]
}

/** Reads what is said for one field of a draft; the same in a chat and on the command line. */
export async function readField(
  ground: BroadcastGround,
  actor: Identity,
  field: DraftField,
  { said, draft, pictures = [] }: Said,
): Promise<Filled> {
  const { words } = ground.rules
  const isOneOf = (list: readonly string[]) => list.some(word => bareWords(word) === bareWords(said))
  switch (field) {
    case 'template':
      return readTemplate(ground, said, draft)
    case 'level': {
      const level = levels[Number(said) - 1] ?? levels.find(l => l === said.trim())
      return level ? { fills: { level } } : problem(ground, 'badLevel', { levels: levels.join('、') })
    }
    case 'audience':
      return readAudience(ground, actor, said)
    case 'time':
      return isOneOf(words.now) ? { fills: { due: 'now' } } : readTime(ground, said)
    case 'body':
      return readBody(ground, said.trim())
    case 'picture':
      if (pictures[0]) return { fills: { picture: pictures[0] } }
      return isOneOf(words.skip)
        ? { fills: { picture: null } }
        : problem(ground, 'badPicture', { ask: words.ask.picture })
    case 'question': {
      if (isOneOf(words.skip)) return { fills: { question: null } }
      const question = readQuestion(said)
      return question ? { fills: { question } } : problem(ground, 'badQuestion')
    }
  }
}

const problem = (
  ground: BroadcastGround,
  why: keyof BroadcastWords['problems'],
  values: Record<string, string | number> = {},
): Filled => ({ problem: refused(ground, why, values).refused })

/** A template by its name or its number among those offered. One that is named says itself whether it is a warning or an announcement. */
function readTemplate(ground: BroadcastGround, said: string, draft: BroadcastDraft): Filled {
  const { words } = ground.rules
  const all = Object.keys(words.templates)
  const template = templatesFor(draft, words)[Number(said) - 1] ?? all.find(name => bareWords(name) === bareWords(said))
  return template
    ? { fills: { template, kind: words.templates[template]!.kind } }
    : problem(ground, 'badTemplate', { templates: all.join('、') })
}

function readBody(ground: BroadcastGround, body: string): Filled {
  if (body === '') return problem(ground, 'emptyBody')
  if (body.length > longestBody) return problem(ground, 'longBody', { count: body.length, most: longestBody })
  return { fills: { body } }
}

/** Whom the words mean, within what the writer may act on. */
async function readAudience(ground: BroadcastGround, actor: Identity, said: string): Promise<Filled> {
  return audienceRead(ground, parseAudience(said, await audienceGround(ground, actor), ground.rules.audience))
}

/** What must be known to understand whom somebody means. */
export async function audienceGround({ read, rules }: BroadcastGround, { scope }: Identity): Promise<AudienceGround> {
  const classes = await read.roster.classes([{ of: 'school' }])
  const colleges = [...new Set(classes.map(c => c.college))]
  const buildings = buildingsOf(await read.roster.dorms(scope))
  return { classes, colleges, scope, home: null, flows: rules.flows, buildings }
}

/** An audience that was understood as it fills a draft, or why it was not. */
export function audienceRead({ rules }: BroadcastGround, { audience, problem }: ParsedAudience): Filled {
  if (problem) return { problem: { why: 'audience', says: problem.text } }
  return { fills: { audience: { audience, words: audienceSaid(rules, audience) } } }
}

/** Whom an audience means, in words. */
export function audienceSaid({ audience: words, flows }: BroadcastGround['rules'], audience: Audience): string {
  const titleOf = (flow: string) => flows.find(f => f.name === flow || f.mark === flow)?.title ?? flow
  return describeAudience(audience, words, titleOf)
}

function readTime(ground: BroadcastGround, said: string): Filled {
  const { now, rules } = ground
  const read = readInstant(said, { now, zone: rules.zone })
  if ('at' in read) return { fills: { due: read.at.getTime() } }
  if ('past' in read) return problem(ground, 'past', { time: minuteText(read.past, rules.zone) })
  const values = { said: said.slice(0, 20), time: 'unsure' in read ? minuteText(read.unsure, rules.zone) : '' }
  return problem(ground, 'unsure' in read ? 'unsureTime' : problemOf[read.not], values)
}

const problemOf = {
  'a-time': 'badTime',
  'an-hour': 'noHour',
  'for-sure': 'badTime',
  'that-weekday': 'otherWeekday',
} as const

/** Names of the templates for what is being written. */
export const templatesFor = ({ kind }: BroadcastDraft, words: BroadcastWords): string[] =>
  Object.entries(words.templates).flatMap(([name, template]) => (template.kind === kind ? [name] : []))

/** Parts of a text that begin with a field's name and a colon, and what stands before the first. */
export function labelledParts(
  text: string,
  { fields }: BroadcastWords,
): { before: string; parts: { field: DraftField; said: string }[] } {
  const fieldOf = new Map(
    Object.entries(fields).flatMap(([field, names]) => names.map(name => [name, field as DraftField] as const)),
  )
  const names = [...fieldOf.keys()].sort((a, b) => b.length - a.length).join('|')
  const marks = [...text.matchAll(new RegExp(`(?<=^|[\\s,，;；|｜。])(${names})\\s*[:：]\\s*`, 'g'))]
  // What follows the body's name is the body, whatever words stand in it.
  const body = marks.findIndex(m => fieldOf.get(m[1]!) === 'body')
  const used = body < 0 ? marks : marks.slice(0, body + 1)
  const parts = used.map((mark, n) => ({
    field: fieldOf.get(mark[1]!)!,
    said: text.slice(mark.index + mark[0].length, used[n + 1]?.index ?? text.length).replace(/[\s,，;；|｜]+$/, ''),
  }))
  return { before: text.slice(0, used[0]?.index ?? text.length).trim(), parts }
}

/** The level that a template begins with. */
export const levelOf = (template: string, words: BroadcastWords): Level => words.templates[template]?.level ?? '普通'
