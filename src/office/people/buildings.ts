import { canonical } from '../../content/names.ts'

/** A dormitory building as the roster knows it: what it is called, and what the rooms in it begin with on the school's list. */
export interface Building {
  name: string
  says: readonly string[]
  begins: readonly string[]
}

/** Figures, a letter or Chinese numerals, and what schools call a building of that number. */
const numbered = /^.*?(?:\d+|[A-Za-z]|[一二三四五六七八九十]{1,3})\s*(?:号楼|号公寓|号院|公寓|号|栋|幢|座|舍|斋|楼)/
const alone = /(?:\d+|[a-z])(?:号楼|栋|幢|座|舍|斋|楼)$/

/** What the rooms of a building begin with on a school's list, by one of them: `西苑3号楼` of `西苑3号楼501`, `12-` of `12-305`; empty where it names none. */
export function buildingIn(dorm: string): string {
  const text = dorm.trim()
  const [whole] = numbered.exec(text) ?? /^.*?\d+[-—#\s](?=\d)/.exec(text) ?? []
  return whole ?? /^(\D{2,}?)[\s-]*\d{2,4}\D{0,3}$/.exec(text)?.[1] ?? ''
}

/** The buildings of these rooms, in the order of their numbers: one that is written in two ways is one, and its number alone names it where no other has that. */
export function buildingsOf(dorms: readonly string[]): Building[] {
  const begins = new Set(dorms.map(buildingIn).filter(name => name !== ''))
  const same = [...Map.groupBy(begins, begin => canonical(buildingNamed(begin)))].sort(([a], [b]) =>
    inOrder.compare(a, b),
  )
  const shorts = Map.groupBy(same, ([name]) => alone.exec(name)?.[0] ?? '')
  return same.map(([name, written]) => {
    const short = alone.exec(name)?.[0]
    const isAlone = short !== undefined && short !== name && shorts.get(short)?.length === 1
    const says = isAlone ? [name, short] : [name]
    // A bare figure is said with what it counts, or it would be heard in every number.
    const isFigure = /^\d+$/.test(name)
    return { name: buildingNamed(written[0]!), says: isFigure ? [`${name}栋`, `${name}号楼`] : says, begins: written }
  })
}

/** What a building is called whose rooms begin so. */
export const buildingNamed = (begins: string): string => begins.replace(/[-—#\s]+$/, '')

/** 2号楼 comes before 10号楼. */
const inOrder = new Intl.Collator('zh', { numeric: true })
