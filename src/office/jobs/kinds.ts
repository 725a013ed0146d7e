import { z } from 'zod'
import { normalize } from '../../content/normalize.ts'
import { wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { type NamedSense, namedIn } from './places.ts'

const words = z.array(z.coerce.string().trim().min(1))

const kindsSchema = z.strictObject({
  kinds: z.record(z.string(), z.strictObject({ words, jobs: z.record(z.string(), words) })),
  weak: words,
  traits: z.array(z.strictObject({ mark: z.string().min(1), asks: wordList, posts: words.default([]) })),
})

/** What postings may offer besides the work itself, such as 双休: how people ask for it, and how postings say it. */
export interface Trait {
  mark: string
  asks: readonly string[]
  posts: readonly string[]
}

/** Kinds of work by their names. */
export interface JobKinds {
  /** What each name means: a family of work (财务) or one kind of work (会计). */
  senses: ReadonlyMap<string, string>
  /** The family of each kind of work. */
  families: ReadonlyMap<string, string>
  /** Names that are often said of other things. */
  weak: ReadonlySet<string>
  traits: readonly Trait[]
}

/** Reads `job-kinds.yaml`; a name that means two things is a problem, and then the result is null. */
export function parseJobKinds(source: SourceText, problems: Problem[]): JobKinds | null {
  const raw = parseYaml(source, kindsSchema, { problems })
  if (!raw) return null
  const before = problems.length
  const senses = new Map<string, string>()
  const families = new Map<string, string>()
  const put = (name: string, says: readonly string[]) => {
    for (const said of [name, ...says].map(written)) {
      const taken = senses.get(said)
      if (taken === undefined || taken === name) senses.set(said, name)
      else
        problems.push({
          where: source.where,
          line: null,
          what: `“${said}”写在${taken}，也写在${name}`,
          cure: '只留一处',
        })
    }
  }
  for (const [family, { words: says, jobs }] of Object.entries(raw.kinds)) {
    put(family, says)
    for (const [job, others] of Object.entries(jobs)) {
      put(job, others)
      families.set(job, family)
    }
  }
  const traits = raw.traits.map(({ mark, asks, posts }) => ({
    mark,
    asks: asks.map(written),
    posts: (posts.length > 0 ? posts : asks).map(written),
  }))
  return problems.length > before ? null : { senses, families, weak: new Set(raw.weak.map(written)), traits }
}

const written = (text: string) => normalize(text).replaceAll(' ', '')

/** The kinds of work that a text (`unspaced`) names, each once; a family beside one of its kinds says nothing more. */
export function workNamed({ senses, families }: JobKinds, text: string): NamedSense[] {
  const found = namedIn(senses, text)
  const named = new Set(found.map(({ name }) => families.get(name)))
  return found.filter(
    ({ name }, n) => found.findIndex(other => other.name === name) === n && (families.has(name) || !named.has(name)),
  )
}

/** What a text (`unspaced`) asks for besides the work, by its marks, each once. */
export function traitsNamed({ traits }: JobKinds, text: string): NamedSense[] {
  return traits.flatMap(({ mark, asks }) => {
    const said = asks.find(word => text.includes(word))
    return said === undefined ? [] : [{ name: mark, from: text.indexOf(said), to: text.indexOf(said) + said.length }]
  })
}

/** The marks of what a posting offers, by its text (`unspaced`). */
export const traitsOffered = ({ traits }: JobKinds, text: string): string[] =>
  traits.filter(({ posts }) => posts.some(word => text.includes(word))).map(({ mark }) => mark)
