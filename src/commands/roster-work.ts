import type { RosterPerson } from '../core/roster.ts'
import { makeClassFinder } from '../office/people/naming.ts'
import { classesOf } from '../office/people/scope.ts'
import type { RosterWords } from '../office/people/words.ts'
import type { Database } from '../store/open.ts'
import { type Arguments, misuse } from './command.ts'

/** What the parts of `farewell roster` stand on. */
export interface RosterWork extends Arguments {
  database: Database
  words: RosterWords
  /** Who acts, by roster number; undefined for whoever has the shell. */
  by: string | undefined
}

/** The people of a class named in `--class`; its name alone, or with the college in front. */
export function inClass(people: readonly RosterPerson[], said: string): RosterPerson[] {
  const found = makeClassFinder(classesOf(people))(said)
  const [only, ...more] = found
  if (!only) return misuse({ where: '--class', what: `没有“${said}”这个班`, cure: 'farewell roster list 看班级怎么写' })
  if (more.length > 0)
    return misuse({
      where: '--class',
      what: `好几个学院有“${said}”`,
      cure: `写上学院：${found.map(c => c.college + c.name).join('、')}`,
    })
  return people.filter(p => p.college === only.college && p.className === only.name)
}
