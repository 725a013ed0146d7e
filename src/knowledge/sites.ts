import { canonical } from '../content/names.ts'
import type { Belonging } from '../core/roster.ts'

/** A campus, with the buildings and colleges that are on it. */
export interface Campus {
  name: string
  buildings: readonly string[]
  colleges: readonly string[]
  /** Where it stands in `school.yaml`. */
  line: number | null
}

/** A building where people live; `campus` is empty where nothing says on which it stands. Both are canonical names. */
export interface Site {
  campus: string
  building: string
}

/** Where somebody lives, in canonical names; empty where it is not known. */
export function siteOf(
  { dorm, college }: Pick<Belonging, 'dorm' | 'college'>,
  { campuses, sites }: { campuses: readonly Campus[]; sites: readonly Site[] },
): Site {
  const room = canonical(dorm)
  const said = campuses.map(c => canonical(c.name)).find(name => beginningOf(room, name) !== '') ?? ''
  const home = campuses.find(c => c.colleges.some(name => canonical(name) === canonical(college)))?.name ?? ''
  if (room === '') return { campus: canonical(home), building: '' }
  const bare = room.slice(beginningOf(room, said).length).replace(/^[^\p{L}\p{N}]+/u, '')
  const fitting = sites.filter(
    ({ campus, building }) =>
      (said === '' || campus === '' || campus === said) && (isIn(room, building) || isIn(bare, building)),
  )
  const longest = Math.max(0, ...fitting.map(s => s.building.length))
  const found = fitting.filter(s => s.building.length === longest)
  const on = new Set(found.map(s => s.campus).filter(campus => campus !== ''))
  // A building of one name on two campuses is of the college's own, or of neither.
  const own = on.size === 1 ? [...on][0]! : found.length === 0 || on.has(canonical(home)) ? canonical(home) : ''
  return { campus: said || own, building: found[0]?.building ?? '' }
}

/** How a room begins with a campus: by its whole name, or without the 校区. */
function beginningOf(room: string, campus: string): string {
  const short = campus.replace(/校区$/, '')
  return [campus, short].find(name => name.length >= 2 && room.startsWith(name)) ?? ''
}

/** Whether a room is in a building: it begins with its name, and the next character is no further figure of that. */
function isIn(room: string, building: string): boolean {
  return room.startsWith(building) && !/^\d/.test(/\d$/.test(building) ? room.slice(building.length) : '')
}
