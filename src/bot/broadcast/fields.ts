import { fill } from '../../content/words.ts'
import { type BroadcastDraft, type DraftField, type Level, levels } from '../../core/broadcast.ts'
import type { BroadcastWords } from '../../delivery/broadcast-words.ts'
import { momentText } from '../../delivery/letter.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { parseAudience } from '../../roster/audience.ts'
import { describeAudience } from '../../roster/describe.ts'
import { readWhen } from '../../time/instant.ts'
import type { Context } from '../context.ts'
import { readQuestion } from './question.ts'

/** The longest text that is sent; platforms cut longer ones. */
const longestBody = 1000

/** What an answer comes to: what it fills in, or why it does not. */
export type Filled = { fills: Partial<BroadcastDraft> } | { problem: string }

/** Reads what is said for one field of a draft. */
export async function readField(
  context: Context,
  field: DraftField,
  { said, draft }: { said: string; draft: BroadcastDraft },
): Promise<Filled> {
  const words = context.broadcastWords
  const isOneOf = (list: readonly string[]) => list.some(word => bareWords(word) === bareWords(said))
  switch (field) {
    case 'template': {
      const names = templatesFor(draft, words)
      const all = Object.keys(words.templates)
      const template = names[Number(said) - 1] ?? all.find(name => bareWords(name) === bareWords(said))
      // A template that is named says itself whether it is a warning or an announcement.
      return template
        ? { fills: { template, kind: words.templates[template]!.kind } }
        : { problem: fill(words.problems.badTemplate, { templates: all.join('、') }) }
    }
    case 'level': {
      const level = levels[Number(said) - 1] ?? levels.find(l => l === said.trim())
      return level ? { fills: { level } } : { problem: fill(words.problems.badLevel, { levels: levels.join('、') }) }
    }
    case 'audience':
      return readAudience(context, said)
    case 'time':
      return isOneOf(words.now) ? { fills: { due: 'now' } } : readTime(context, said)
    case 'body': {
      const body = said.trim()
      if (body === '') return { problem: words.problems.emptyBody }
      if (body.length > longestBody)
        return { problem: fill(words.problems.longBody, { count: body.length, most: longestBody }) }
      return { fills: { body } }
    }
    case 'picture': {
      const [picture] = context.turn.update.message.images
      if (picture) return { fills: { picture } }
      return isOneOf(words.skip)
        ? { fills: { picture: null } }
        : { problem: fill(words.askAgain, { ask: words.ask.picture }) }
    }
    case 'question': {
      if (isOneOf(words.skip)) return { fills: { question: null } }
      const question = readQuestion(said)
      return question ? { fills: { question } } : { problem: words.problems.badQuestion }
    }
  }
}

/** Whom the words mean, within what the writer may act on. */
export async function readAudience({ turn, flows, rosterWords }: Context, said: string): Promise<Filled> {
  const { who, read } = turn
  const classes = await read.roster.classes([{ of: 'school' }])
  const parsed = parseAudience(
    said,
    {
      classes,
      colleges: [...new Set(classes.map(c => c.college))],
      scope: who.scope,
      home: null,
      flows: [...flows.current.values()].map(f => ({ name: f.name, says: [f.title, ...f.starts] })),
    },
    rosterWords.audience,
  )
  if (parsed.problem) return { problem: parsed.problem.text }
  const titleOf = (flow: string) => flows.current.get(flow)?.title ?? flow
  return {
    fills: {
      audience: { audience: parsed.audience, words: describeAudience(parsed.audience, rosterWords.audience, titleOf) },
    },
  }
}

function readTime({ turn, knowledge, broadcastWords: words }: Context, said: string): Filled {
  const due = readWhen(said, turn.now, knowledge.school.zone)
  if (!due) return { problem: fill(words.problems.badTime, { said: said.slice(0, 20) }) }
  if (due < turn.now) return { problem: fill(words.problems.past, { time: momentText(due, knowledge.school.zone) }) }
  return { fills: { due: due.getTime() } }
}

/** Names of the templates for what is being written. */
export const templatesFor = ({ kind }: BroadcastDraft, words: BroadcastWords): string[] =>
  Object.entries(words.templates).flatMap(([name, template]) => (template.kind === kind ? [name] : []))

/** Parts of a text that begin with a field's name and a colon, and what stands before the first. */
export function labelled(
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
