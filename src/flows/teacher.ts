import type { Answer } from '../core/memory.ts'
import { numberOf } from '../core/text/numerals.ts'

/** Somebody of the staff, as far as it takes to write to them. */
export interface Teacher {
  number: string
  name: string
  college: string
}

/** A teacher as an answer: the name; with a college and the roster number where it is one on the roster. */
export const answerOfTeacher = ({ name, college, number }: Teacher): string[] => [name, college, number]

/** Whom an answer of a `teacher` step names: `number` is null where nobody on the roster was found. */
export function teacherIn(answer: Answer | undefined): { name: string; college: string; number: string | null } | null {
  if (!Array.isArray(answer) || typeof answer[0] !== 'string') return null
  const [name = '', college = '', number = null] = answer as string[]
  return { name, college, number }
}

/** Names with what people add to them. */
const titles = /老师|教授|院长|书记|主任|辅导员|导员/

/**
 * Which of the staff a text means: a name, with 老师 or the like and a college beside it where one name is borne by several. `before` is what was
 * said when several were meant; then their place among those, or the college alone, is enough.
 */
export function teachersMeant(
  text: string,
  { staff, before, same }: { staff: readonly Teacher[]; before: string; same(text: string): string },
): readonly Teacher[] {
  const again = before === '' ? [] : teachersMeant(before, { staff, before: '', same })
  const place = /^第?\s*(\d{1,2}|[一二三四五六七八九十])\s*[个位]?$/.exec(text.normalize('NFKC').trim())?.[1]
  if (place !== undefined && again.length > 0) return again.slice(numberOf(place) - 1, numberOf(place))
  const said = same(text)
  const exactly = staff.filter(({ name, college }) => {
    if (!said.includes(same(name))) return false
    const rest = said.replace(same(name), '').replace(titles, '').replace(/的$/, '')
    return rest === '' || isOf(college, rest, same)
  })
  if (exactly.length > 0 || again.length === 0) return exactly
  return again.filter(({ college }) => isOf(college, said.replace(/的$/, ''), same))
}

/** Whether a text names a college: whole, or by what it begins with. */
const isOf = (college: string, said: string, same: (text: string) => string) =>
  college !== '' && said.length > 1 && (same(college) === said || same(college).startsWith(said.replace(/学院$/, '')))

/** The name in a text that is of nobody on the roster; null when it looks like none: what else somebody may say must not be taken for a name. */
export function writtenName(text: string): string | null {
  const name = text.trim().replace(/老师$/, '').trim()
  return /^(?:\p{Script=Han}{2,4}|\p{Script=Han}+·[\p{Script=Han}·]+|[A-Z][a-z]+(?: [A-Z][a-z]+){1,3})$/u.test(name)
    ? name
    : null
}
