import { fill } from '../../content/words.ts'
import type { TermPicture } from '../../reports/term/report.ts'
import { isoDay } from '../../time/shown.ts'
import { publishedOf } from '../desk/anthology.ts'
import { publishingOf } from '../desk/contributions.ts'
import type { Material } from './gather.ts'
import type { LedgerRules } from './ground.ts'
import type { Veil } from './names.ts'
import { picturesToChoose } from './pictures.ts'

type Images = (material: Material, rules: LedgerRules, veil: Veil) => TermPicture[]

/**
 * The pictures of a report: only such as everybody in them agreed to have shown, as far as is known. Those that staff chose come first, then what was picked
 * for a week, then the others.
 */
export const imagesOf: Images = (material, rules, veil) => [
  ...ofRecords(material, rules, veil),
  ...ofNotes(material, rules, veil),
  ...ofContributions(material, rules, veil),
]

const endingOf = (url: string) => /\.\w+$/.exec(url)?.[0] ?? ''

const ofRecords: Images = (material, { term: { pictures: words } }, veil) => {
  const views = new Map(material.records.map(view => [view.record.number, view]))
  return picturesToChoose(material).flatMap(({ number, n, title, day, url, chosen }) => {
    if (!chosen) return []
    const { classes, record } = views.get(number)!
    return {
      ...{ file: `${number}-${n}${endingOf(url)}`, url, day, college: classes[0]?.college ?? record.writer.college },
      caption: chosen.caption === '' ? title : veil(chosen.caption),
      source: fill(words.sources.record, { number }),
      consent: words.consents.record,
    }
  })
}

const ofNotes: Images = ({ notes }, { term: { pictures: words } }, veil) =>
  notes.flatMap(({ duty, day, college, text, picture }, at) =>
    picture === null
      ? []
      : {
          file: `${String(duty).padStart(2, '0')}-${day}-${at + 1}${endingOf(picture.url)}`,
          ...{ url: picture.url, caption: veil(text), day, college },
          source: fill(words.sources.note, { number: duty }),
          consent: words.consents.record,
        },
  )

const ofContributions: Images = ({ contributions }, { term: { pictures: words }, contributions: desk }, veil) => {
  const open = contributions.filter(one => publishingOf(desk, one).level !== 'class')
  const picked = [...open.filter(one => one.pick), ...open.filter(one => !one.pick)]
  return picked.flatMap(one => {
    const { kind, title, caption, pictures, number } = publishedOf(desk, one)
    return pictures.map(({ url, file }) => ({
      ...{ file, url, day: isoDay(new Date(one.at), desk.school.zone), college: one.unit?.college ?? '' },
      caption: caption === '' ? `${title} · ${kind}` : veil(caption),
      source: fill(words.sources.contribution, { number }),
      consent: words.consents.contribution,
    }))
  })
}
