import { z } from 'zod'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { SenseFinder } from '../../knowledge/lexicon.ts'

/** Names with spaces between them. */
const names = z
  .string()
  .trim()
  .min(1)
  .transform(text => text.split(/\s+/))

const placesSchema = z.strictObject({
  provinces: z.record(z.string(), names),
  districts: z.record(z.string(), names),
  regions: z.record(z.string(), names),
  nicknames: z.record(z.string(), names),
})

/** Places by their names. */
export interface Places {
  /** What each name means: the name under which a place is known, a city, a province or a region. */
  senses: ReadonlyMap<string, string>
  /** The cities that lie in each place that is known; a city lies in itself. */
  cities: ReadonlyMap<string, readonly string[]>
}

/** Reads `places.yaml`; every fault becomes a problem, and then the result is null. */
export function parsePlaces(source: SourceText, problems: Problem[]): Places | null {
  const raw = parseYaml(source, placesSchema, { problems })
  if (!raw) return null
  const before = problems.length
  const fault = (what: string, cure: string) => problems.push({ where: source.where, line: null, what, cure })
  const cities = new Map<string, readonly string[]>()
  for (const city of Object.values(raw.provinces).flat()) cities.set(city, [city])
  for (const [province, all] of Object.entries(raw.provinces)) cities.set(province, all)
  const within = (place: string): readonly string[] => {
    const found = cities.get(place)
    if (!found) fault(`没有“${place}”这个地方`, '写 provinces 里有的省或市')
    return found ?? []
  }
  for (const [region, parts] of Object.entries(raw.regions)) cities.set(region, [...new Set(parts.flatMap(within))])
  const senses = new Map([...cities.keys()].map(place => [place, place]))
  for (const [place, others] of [...Object.entries(raw.districts), ...Object.entries(raw.nicknames)]) {
    within(place)
    for (const other of others) {
      const taken = senses.get(other)
      if (taken !== undefined && taken !== place) fault(`“${other}”写在${taken}，也写在${place}`, '只留一处')
      senses.set(other, place)
    }
  }
  return problems.length > before ? null : { senses, cities }
}

/** A name of something in a text: what it means and where it stands. */
export interface NamedSense {
  name: string
  from: number
  to: number
}

const finders = new WeakMap<ReadonlyMap<string, string>, SenseFinder>()

/** Everything in a text that these names mean, the longest name at each place. */
export function namedIn(senses: ReadonlyMap<string, string>, text: string): NamedSense[] {
  const finder = finders.get(senses) ?? new SenseFinder(senses)
  finders.set(senses, finder)
  return finder.find(text).map(({ sense, from, to }) => ({ name: sense, from, to }))
}

/** The places that a text (`unspaced`) names, each once; of two of which one lies within the other only the narrower. */
export function placesNamed({ senses, cities }: Places, text: string): NamedSense[] {
  const found = namedIn(senses, text)
  const isWider = (wide: string, narrow: string) => {
    const [all, some] = [cities.get(wide)!, cities.get(narrow)!]
    return wide !== narrow && all.length > some.length && some.every(city => all.includes(city))
  }
  return found.filter(({ name }, n) => {
    const isFirst = found.findIndex(other => other.name === name) === n
    return isFirst && !found.some(other => isWider(name, other.name))
  })
}

/** The cities of all of these places. */
export const citiesOf = ({ cities }: Places, places: readonly string[]): ReadonlySet<string> =>
  new Set(places.flatMap(place => cities.get(place) ?? []))
