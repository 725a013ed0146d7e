import { pinyin } from 'pinyin-pro'
import type { z } from 'zod'
import { checkShape, type ParsedFile, parseFile, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { type Domains, makeDomains } from './domain.ts'
import { type Model, type ModelData, makeModel, modelData, openModel } from './model.ts'
import { expand, type Phrase, parsePhrase } from './phrase.ts'
import {
  type CrisisFile,
  crisisFile,
  type DisguiseFile,
  type DomainFile,
  disguiseFile,
  domainFile,
  type ModelFile,
  modelFile,
  type ScamFile,
  scamFile,
} from './schema.ts'
import { compileSignals, type Finder, type FinderData, makeFinder, type Signal } from './signal.ts'
import { type DisguiseData, type Disguises, makeDisguises } from './text/disguise.ts'

/** Everything the detectors know, compiled; made by `parseSafetyLists`, never changed. */
export interface SafetyLists {
  disguises: Disguises
  domains: Domains
  model: Model
  scam: Finder
  /** Weight of each circumstance (above 0) and excuse (below 0), by the name of its signal. */
  weights: ReadonlyMap<string, number>
  scamTypes: readonly string[]
  crisis: Finder
}

/** The lists as plain data: it can be written into a file, and the lists be made of it again. */
export interface SafetyData extends Pick<SafetyLists, 'weights' | 'scamTypes'> {
  disguises: DisguiseData
  domains: readonly DomainFile[]
  model: ModelData
  scam: FinderData
  crisis: FinderData
}

/** The lists as data. */
export function safetyData({ disguises, domains, model, scam, crisis, weights, scamTypes }: SafetyLists): SafetyData {
  const { signs, hiding, variants } = disguises
  return {
    ...{ weights, scamTypes, disguises: { signs, hiding, variants } },
    ...{ domains: domains.files, model: modelData(model), scam: scam.data, crisis: crisis.data },
  }
}

/** The lists of what `safetyData` said. */
export function openSafety({ disguises, domains, model, scam, crisis, weights, scamTypes }: SafetyData): SafetyLists {
  return {
    ...{ weights, scamTypes, disguises: makeDisguises(disguises), domains: makeDomains(domains) },
    ...{ model: openModel(model), scam: makeFinder(scam), crisis: makeFinder(crisis) },
  }
}

interface Files {
  scam: { file: ScamFile; source: ParsedFile }[]
  crisis: { file: CrisisFile; source: ParsedFile }[]
  disguises: DisguiseFile[]
  domains: DomainFile[]
  models: ModelFile[]
}

/** The levels at which a phrase speaks for a kind of fraud. */
export const phraseLevels = ['strong', 'plain', 'weak'] as const

/**
 * Compiles the safety lists. Several files of one list add up, so a counselor's own file need not touch ours; exactly one
 * model is needed. Every fault becomes a problem; null when there is any.
 */
export function parseSafetyLists(sources: readonly SourceText[], problems: Problem[]): SafetyLists | null {
  const before = problems.length
  const files: Files = { scam: [], crisis: [], disguises: [], domains: [], models: [] }
  for (const source of sources) {
    const parsed = parseFile(source, problems)
    if (parsed) sort(parsed, files, problems)
  }
  const scam = scamSignals(files, problems)
  const crisis = crisisSignals(files, problems)
  const model = files.models[0]
  if (files.models.length !== 1) {
    const what = `${files.models.length} model files`
    problems.push({ where: 'knowledge/safety', line: null, what, cure: '只放一个 model.json' })
  }
  if (!model || problems.length > before) return null
  return {
    disguises: compileDisguises(files.disguises),
    domains: makeDomains(files.domains),
    model: makeModel(model),
    scam: makeFinder(compileSignals(scam.signals)),
    weights: scam.weights,
    scamTypes: scam.types,
    crisis: makeFinder(compileSignals(crisis)),
  }
}

function sort(source: ParsedFile, files: Files, problems: Problem[]): void {
  const list = (source.value as { list?: unknown } | null)?.list
  if (list === 'scam') keep(files.scam, shaped(source, scamFile, problems), file => ({ file, source }))
  else if (list === 'crisis') keep(files.crisis, shaped(source, crisisFile, problems), file => ({ file, source }))
  else if (list === 'disguises') keep(files.disguises, shaped(source, disguiseFile, problems), file => file)
  else if (list === 'domains') keep(files.domains, shaped(source, domainFile, problems), file => file)
  else if (list === 'model') keep(files.models, shaped(source, modelFile, problems), file => file)
  else {
    const cure = 'list: scam、crisis、disguises、domains 或 model'
    problems.push({ where: source.where, line: 1, what: `list: ${String(list)}`, cure })
  }
}

function shaped<T>(source: ParsedFile, schema: z.ZodType<T>, problems: Problem[]): T | null {
  return checkShape(source, schema, { problems, cure: 'docs/models/safety.md 里有每一项的写法' })
}

function keep<F, T>(into: T[], file: F | null, make: (file: F) => T): void {
  if (file) into.push(make(file))
}

type Reader = (phrases: readonly string[], source: ParsedFile, path: PropertyKey[]) => Phrase[]

/** Word groups of all files of a list are shared, so that one's own file may use ours. */
function makeReader(files: { file: { words: Record<string, string[]> } }[], problems: Problem[]): Reader {
  const words = new Map<string, readonly string[]>()
  for (const { file } of files) {
    for (const [name, group] of Object.entries(file.words)) {
      const wordings = group.flatMap(word => expand(word, words))
      words.set(name, [...(words.get(name) ?? []), ...wordings])
    }
  }
  return (phrases, source, path) =>
    phrases.flatMap((text, index) => {
      const phrase = parsePhrase(text, words)
      if (typeof phrase !== 'string') return [phrase]
      const line = source.lineOf([...path, index])
      problems.push({ where: source.where, line, what: `${text}: ${phrase}`, cure: '改这一条，或拆成几条' })
      return []
    })
}

function scamSignals({ scam }: Files, problems: Problem[]) {
  const read = makeReader(scam, problems)
  const signals = new Map<string, Signal>()
  const weights = new Map<string, number>()
  const types = new Set<string>()
  for (const { file, source } of scam) {
    for (const part of ['circumstances', 'excuses'] as const) {
      for (const [i, { name, weight, phrases, except }] of file[part].entries()) {
        weights.set(`${part}:${name}`, part === 'excuses' ? -weight : weight)
        const exceptions = read(except, source, [part, i, 'except'])
        add(signals, {
          name: `${part}:${name}`,
          phrases: read(phrases, source, [part, i, 'phrases']),
          except: exceptions,
        })
      }
    }
    for (const [i, kind] of file.kinds.entries()) {
      types.add(kind.type)
      const except = read(kind.except, source, ['kinds', i, 'except'])
      for (const level of phraseLevels) {
        const phrases = read(kind[level], source, ['kinds', i, level])
        add(signals, { name: `${level}:${kind.type}`, phrases, except })
      }
    }
  }
  return { signals: [...signals.values()], weights, types: [...types] }
}

function crisisSignals({ crisis }: Files, problems: Problem[]): Signal[] {
  const read = makeReader(crisis, problems)
  const idioms = crisis.flatMap(({ file, source }) => read(file.idioms, source, ['idioms']))
  const signals = new Map<string, Signal>()
  for (const { file, source } of crisis) {
    for (const [i, { type, grade, kind, phrases, except }] of file.signals.entries()) {
      const exceptions = [...read(except, source, ['signals', i, 'except']), ...(type === 'danger' ? [] : idioms)]
      const meant = read(phrases, source, ['signals', i, 'phrases'])
      add(signals, { name: `${type}:${grade}`, phrases: meant, except: exceptions })
      if (kind) add(signals, { name: `kind:${kind}`, phrases: meant, except: exceptions })
    }
    const except = read(file.excusesExcept, source, ['excusesExcept'])
    add(signals, { name: 'excuse', phrases: read(file.excuses, source, ['excuses']), except })
    for (const name of ['fiction', 'drills'] as const) {
      add(signals, { name, phrases: read(file[name], source, [name]), except: [] })
    }
    add(signals, { name: 'hint', phrases: read(file.hints, source, ['hints']), except: idioms })
    add(signals, { name: 'idiom', phrases: read(file.idioms, source, ['idioms']), except: [] })
    add(signals, { name: 'firm', phrases: read(file.firm, source, ['firm']), except: idioms })
  }
  return [...signals.values()]
}

function add(signals: Map<string, Signal>, { name, phrases, except }: Signal): void {
  const known = signals.get(name)
  signals.set(name, {
    name,
    phrases: [...(known?.phrases ?? []), ...phrases],
    except: [...(known?.except ?? []), ...except],
  })
}

function compileDisguises(files: readonly DisguiseFile[]): Disguises {
  const signs = new Map(files.flatMap(file => Object.entries(file.signs)))
  const spelled = files.flatMap(file => file.spelled.map(word => [word, spellings(word)] as const))
  const hiding = [...spelled, ...files.flatMap(file => Object.entries(file.words))]
  const variants = files.flatMap(file => Object.entries(file.variants))
  return makeDisguises({ signs, hiding: byForm(hiding), variants: byForm(variants) })
}

function byForm(groups: readonly (readonly [string, readonly string[]])[]): Map<string, string> {
  return new Map(groups.flatMap(([meant, forms]) => forms.map(form => [form.toLowerCase(), meant] as const)))
}

/** The word with some or all of its characters in toneless pinyin. */
function spellings(word: string): string[] {
  const syllables = pinyin(word, { toneType: 'none', type: 'array', v: true })
  let forms = ['']
  for (const [i, char] of [...word].entries()) forms = forms.flatMap(form => [form + char, form + syllables[i]!])
  return forms.filter(form => form !== word)
}
