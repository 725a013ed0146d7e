import { unspaced } from '../../content/normalize.ts'
import { fill, gapped } from '../../content/words.ts'
import { holdsAddress, holdsPrivateContact, mailDomains } from '../../core/text/contact.ts'
import type { PostingText } from '../../core/work/jobs.ts'
import { detectScam } from '../../safety/scam.ts'
import { isoDay } from '../../time/shown.ts'
import type { JobRules } from './ground.ts'
import { traitsOffered, workNamed } from './kinds.ts'
import { placesNamed } from './places.ts'

/** The most characters of each part of a posting. */
export const postingLimits = {
  ...{ title: 40, employer: 40, place: 40, kind: 30, until: 10 },
  ...{ contact: 120, source: 40, about: 300 },
} satisfies Record<keyof PostingText, number>

/** What a posting need not say. */
const optional: readonly (keyof PostingText)[] = ['kind', 'about']
const parts = Object.keys(postingLimits) as (keyof PostingText)[]
/** So far ahead a last day may lie. */
const farthestMs = 366 * 86_400_000

/** What has to be put right before a posting is taken at all, as it is said to whoever brings it in; empty where nothing has. */
export function postingFaults(text: PostingText, rules: JobRules, now: Date): string[] {
  const { faults, names } = rules.words
  const missing = parts.filter(part => text[part] === '' && !optional.includes(part))
  const long = parts.filter(part => [...text[part]].length > postingLimits[part])
  return [
    ...missing.map(part => fill(faults.empty, { what: names[part] })),
    ...long.map(part => fill(faults.long, { what: names[part], limit: postingLimits[part] })),
    ...(text.until === '' ? [] : (dayFault(text.until, rules, now) ?? [])),
    ...(text.contact === '' ? [] : (contactFault(text.contact, rules) ?? [])),
    ...(holdsPrivateContact(everything({ ...text, contact: '' })) ? [faults.personal] : []),
  ].filter((fault, n, all) => all.indexOf(fault) === n)
}

/** All that a posting says, for reading. */
export const everything = (text: PostingText): string => parts.map(part => text[part]).join('\n')

function dayFault(until: string, { words: { faults }, zone }: JobRules, now: Date): [string] | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(until) ? Date.parse(`${until}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at)) return [faults.day]
  if (until < isoDay(now, zone)) return [faults.past]
  return at > now.getTime() + farthestMs ? [faults.far] : null
}

/** Why this is no official way to reach an employer, with the cure; null where it is one. */
export function contactFault(text: string, { words }: Pick<JobRules, 'words'>): [string] | null {
  const { faults, contact } = words
  if (holdsPrivateContact(text)) return [faults.personal]
  const domains = mailDomains(text)
  const isFree = (domain: string) => contact.freeMail.some(free => domain === free || domain.endsWith(`.${free}`))
  const isOwn = domains.some(domain => !isFree(domain))
  const plain = unspaced(text)
  if (isOwn || holdsAddress(text) || contact.official.some(word => plain.includes(unspaced(word)))) return null
  return domains.length > 0 ? [faults.freeMail] : [faults.unofficial]
}

/** What speaks against a posting or makes it hard to find, for whoever decides about it; empty where nothing does. */
export function doubtsOf(text: PostingText, { words, safety, lists }: JobRules): string[] {
  const plain = unspaced(everything(text))
  const scam = detectScam(safety, everything(text))
  return [
    ...words.doubts.filter(({ words: w }) => new RegExp(w.map(gapped).join('|')).test(plain)).map(({ says }) => says),
    ...(scam ? [fill(words.doubtScam, { type: scam.type, signals: scam.signals.join('、') })] : []),
    ...(namesNobody(text.employer, words) ? [words.doubtEmployer] : []),
    ...(isAnywhere(text.place, lists) ? [words.doubtPlace] : []),
    ...(workNamed(lists.kinds, unspaced(text.title + text.kind)).length === 0 ? [words.doubtKind] : []),
  ]
}

/** Whether a place names no city, and is not work from home either. */
const isAnywhere = (place: string, { places, kinds }: JobRules['lists']) =>
  placesNamed(places, unspaced(place)).length === 0 && traitsOffered(kinds, unspaced(place)).length === 0

/** Whether an employer is named as none in particular: 公司, 某知名企业. */
const namesNobody = (employer: string, { contact }: JobRules['words']) =>
  [...employer].length < 3 ||
  contact.nobody.some(word => employer === word || (word.length > 2 && employer.includes(word)))

/** Whether a doubt is about the posting itself, and not only about how it is found. */
export const isGrave = (doubt: string, { words }: Pick<JobRules, 'words'>): boolean =>
  doubt !== words.doubtPlace && doubt !== words.doubtKind
