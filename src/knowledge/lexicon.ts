import { z } from 'zod'
import { normalize } from '../content/normalize.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { soundsOf } from './correct.ts'
import { type AskedKind, type KindWords, kindCalled, kindNames } from './direct/kind.ts'

const groups = z.record(
  z.string(),
  z
    .array(z.coerce.string().min(1))
    .nullish()
    .transform(v => v ?? []),
)
const lexiconSchema = z.strictObject({
  concepts: groups,
  facets: groups,
  kinds: z
    .array(
      z.strictObject({
        kind: z.enum(Object.values(kindNames)),
        facets: z.array(z.string()).default([]),
        words: z.array(z.coerce.string().min(1)).default([]),
        unsure: z.boolean().default(false),
      }),
    )
    .default([]),
  facts: groups.default({}),
  fillers: z.array(z.coerce.string().min(1)),
  triggers: z.array(z.coerce.string().min(1)),
  elsewhere: z.array(z.coerce.string().min(1)),
})

const englishSchema = z.strictObject({
  concepts: groups,
  facets: groups,
  fillers: z.array(z.coerce.string().min(1)),
  elsewhere: z.array(z.coerce.string().min(1)),
  borrowed: z.array(z.coerce.string().min(1)),
})

/** English words for the concepts of `terms.yaml`, from `knowledge/en/terms.yaml`; `borrowed` are words that tell nothing of a language. */
export interface EnglishTerms extends z.infer<typeof englishSchema> {
  source: SourceText
}

/** Reads `en/terms.yaml`; null when it is faulty. */
export function parseEnglishTerms(source: SourceText, problems: Problem[]): EnglishTerms | null {
  const raw = parseYaml(source, englishSchema, { problems })
  return raw && { ...raw, source }
}

/** A place in a text that means a concept (`#退宿`), a kind of question (`?时间`) or a subject we have nothing on (`!房贷`). */
export interface Sense {
  sense: string
  from: number
  to: number
}

/** Which concepts tell something of a person, and what that is about: 升学 → 去向. */
export type FactWords = ReadonlyMap<string, string>

/** The words of `knowledge/terms.yaml`: which wordings mean the same thing. All wordings are normalized. */
export interface Lexicon {
  /** wording → sense */
  senses: ReadonlyMap<string, string>
  /** Which words tell what a question asks for, the surest first. */
  kinds: readonly KindWords[]
  facts: FactWords
  fillers: readonly string[]
  triggers: readonly string[]
  /** The wordings and fillers by how they sound, see `Corrector`. */
  sounds: ReadonlyMap<string, string>
}

/** Reads `terms.yaml`, with the English words beside it; a wording under two concepts is a fault, because it would mean both. */
export function parseLexicon(source: SourceText, problems: Problem[], english?: EnglishTerms): Lexicon | null {
  const before = problems.length
  const raw = parseYaml(source, lexiconSchema, { problems })
  if (!raw) return null
  const senses = new Map<string, string>()
  addSenses(senses, { ...raw, source }, problems)
  if (english) {
    for (const group of ['concepts', 'facets'] as const)
      for (const name of Object.keys(english[group]))
        if (raw[group][name] === undefined)
          problems.push(faultAt(english.source, name, `terms.yaml 里没有“${name}”`, '改成那里有的名字'))
    addSenses(senses, english, problems)
  }
  const kinds = raw.kinds.map(({ kind, facets, words, unsure }) => {
    for (const facet of facets.filter(f => !(f in raw.facets)))
      problems.push({
        where: source.where,
        line: null,
        what: `kinds: 没有 facets “${facet}”`,
        cure: '写 facets 里有的名字',
      })
    const all = [...facets.flatMap(f => raw.facets[f] ?? []), ...words].map(withGaps)
    return { kind: kindCalled(kind) as AskedKind, words: all.filter(w => w !== ''), isSure: !unsure }
  })
  const facts = factWords(raw, { source, problems })
  if (problems.length > before) return null
  const longestFirst = (words: string[]) =>
    [...new Set(words.map(normalize))].filter(w => w !== '').sort((a, b) => b.length - a.length)
  const fillers = longestFirst([...raw.fillers, ...(english?.fillers ?? [])])
  const sounds = soundsOf([...senses.keys(), ...fillers])
  return { senses, kinds, facts, fillers, triggers: longestFirst(raw.triggers), sounds }
}

/** Which concept tells what; one that is not there, or tells two things, is a fault. */
function factWords(
  { facts, concepts }: z.infer<typeof lexiconSchema>,
  { source, problems }: { source: SourceText; problems: Problem[] },
): FactWords {
  const words = new Map<string, string>()
  for (const [about, names] of Object.entries(facts))
    for (const name of names) {
      if (concepts[name] === undefined)
        problems.push(faultAt(source, name, `facts: 没有 concepts “${name}”`, '写 concepts 里有的名字'))
      if (words.has(name)) problems.push(faultAt(source, name, `facts: “${name}” 写了两处`, '一个意思只留在一处'))
      words.set(name, about)
    }
  return words
}

/** A wording in the one writing, with the gaps that it has. */
const withGaps = (wording: string) => wording.split('…').map(normalize).join('…')

/** Adds the wordings of one file. */
function addSenses(
  senses: Map<string, string>,
  { source, concepts, facets, elsewhere }: Pick<EnglishTerms, 'source' | 'concepts' | 'facets' | 'elsewhere'>,
  problems: Problem[],
): void {
  const add = (sense: string, wordings: string[]) => {
    for (const wording of wordings.map(normalize).filter(w => w !== '')) {
      const taken = senses.get(wording)
      if (taken === undefined || taken === sense) senses.set(wording, sense)
      else
        problems.push(
          faultAt(
            source,
            wording,
            `“${wording}” 同时属于 ${taken.slice(1)} 和 ${sense.slice(1)}`,
            '一个说法只留在一处',
          ),
        )
    }
  }
  for (const [name, wordings] of Object.entries(concepts)) add(`#${name}`, [name, ...wordings])
  for (const [name, wordings] of Object.entries(facets)) add(`?${name}`, wordings)
  for (const wording of elsewhere) add(`!${wording}`, [wording])
}

function faultAt({ where, text }: SourceText, word: string, what: string, cure: string): Problem {
  const line = text.split('\n').findIndex(l => l.includes(word)) + 1 || null
  return { where, line, what, cure }
}

/** Finds wordings in texts by longest match from left to right, in time linear in the text. */
export class SenseFinder {
  #senses: ReadonlyMap<string, string>
  /** First character → lengths of the wordings that begin with it, longest first. */
  #lengths = new Map<string, number[]>()

  constructor(senses: ReadonlyMap<string, string>) {
    this.#senses = senses
    for (const wording of senses.keys()) {
      const lengths = this.#lengths.get(wording[0]!) ?? []
      if (!lengths.includes(wording.length))
        this.#lengths.set(
          wording[0]!,
          [...lengths, wording.length].sort((a, b) => b - a),
        )
    }
  }

  find(text: string): Sense[] {
    const found: Sense[] = []
    for (let i = 0; i < text.length; ) {
      const sense = this.#at(text, i)
      if (sense) found.push(sense)
      i = sense ? sense.to : i + 1
    }
    return found
  }

  #at(text: string, from: number): Sense | null {
    for (const length of this.#lengths.get(text[from]!) ?? []) {
      const wording = text.slice(from, from + length)
      const sense = this.#senses.get(wording)
      if (sense !== undefined && wording.length === length && !splitsLatinWord(text, from, from + length))
        return { sense, from, to: from + length }
    }
    return null
  }
}

/** "hr" must not be found inside "three": a Latin wording counts only as a whole word. */
function splitsLatinWord(text: string, from: number, to: number): boolean {
  const latin = (c: string | undefined) => c !== undefined && /[a-z0-9]/.test(c)
  return (latin(text[from]) && latin(text[from - 1])) || (latin(text[to - 1]) && latin(text[to]))
}
