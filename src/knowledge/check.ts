import type { Problem } from '../core/errors.ts'
import { everyLine } from './direct/lines.ts'
import { stepsOf } from './direct/shorten.ts'
import { type Entry, placeholdersIn } from './entry.ts'
import { knownNumbers, serviceNumbers } from './numbers.ts'
import { renderedLengths } from './render.ts'
import type { School } from './school.ts'
import { normalOf } from './wordings.ts'

/** The longest answer a group should get, in characters. */
export const groupLimit = 300

/**
 * The fewest ways of asking of an entry. What is in a file is written at a desk, for every school, and is what the model is taught by: five. What a school adds
 * itself is often written on a phone because one question came in; that one is enough, since its title and answer are searched too, and the next question that
 * it does not catch comes to the list of unanswered ones and is put in from there.
 */
export const leastAsks = { file: 5, own: 1 } as const

/**
 * Faults between entries and of what they say: links that lead nowhere, unknown fields, invented numbers, over-long texts. `added` are the ids of those that the
 * school added itself, that no file has.
 */
export function checkEntries(
  entries: readonly Entry[],
  school: School,
  added: ReadonlySet<string> = new Set(),
): Problem[] {
  const ids = new Set(entries.map(e => e.id))
  return [
    ...duplicates(entries),
    ...checkStaff(entries),
    ...entries.flatMap(entry =>
      checkEntry(entry, { ids, school, least: leastAsks[added.has(entry.id) ? 'own' : 'file'] }),
    ),
  ]
}

function checkEntry(
  entry: Entry,
  { ids, school, least }: { ids: ReadonlySet<string>; school: School; least: number },
): Problem[] {
  const problems: Problem[] = []
  const fault = (what: string, cure: string) =>
    problems.push({ where: entry.where, line: entry.line, what: `${entry.id}: ${what}`, cure })
  if (entry.asks.length < least) fault(`asks 只有 ${entry.asks.length} 种问法`, `至少写 ${least} 种学生真会打的问法`)
  const { short, long, late, advice, direct } = entry
  const texts = [short, long, late ?? '', advice ?? '', ...everyLine(entry).map(line => line.say)]
  for (const key of texts.flatMap(placeholdersIn))
    if (!school.fields.has(key) && !school.kept.has(key))
      fault(`{{${key}}} 不在 school.yaml 里`, '改成 school.yaml 里有的名字，或在那里加一项')
  for (const key of entry.contacts)
    if (!school.fields.has(key)) fault(`contacts: ${key} 不在 school.yaml 里`, '改成 school.yaml 里有的名字')
  if (entry.deadline && school.fields.get(entry.deadline)?.type !== 'date')
    fault(`deadline: ${entry.deadline} 不是 school.yaml 里的日期项`, '用 type: date 的一项')
  for (const id of entry.related) if (!ids.has(id)) fault(`related: 没有条目 ${id}`, '改成存在的编号，或删掉')
  const longest = Math.max(...renderedLengths(entry, school))
  if (longest > groupLimit) fault(`群里的回答填好后有 ${longest} 字`, `缩短到 ${groupLimit} 字以内`)
  for (const number of texts.flatMap(serviceNumbers))
    if (!knownNumbers.has(number))
      fault(`号码 ${number} 不在核对过的号码里`, '只用核对过的公共号码；学校的电话写进 school.yaml')
  const led = Object.values(direct).some(line => line.endsWith('：'))
  if (led && stepsOf(entry) === null)
    fault(
      'direct 里以“：”结尾的一句后面要接私聊里的步骤，那里没有短的编号列表',
      '把冒号改成句号，或在“### 私聊”里写 1. 2. 3.',
    )
  if (texts.some(claims12356AllDay)) fault('把 12356 说成 24 小时', '12356 不是 24 小时热线，改掉这句话')
  return problems
}

/** What is for staff stands for students' entries, each for others; and students are not pointed to it. */
function checkStaff(entries: readonly Entry[]): Problem[] {
  const forStudents = new Set(entries.filter(e => !e.isForStaff).map(e => e.id))
  const forStaff = new Set(entries.filter(e => e.isForStaff).map(e => e.id))
  const taken = new Map<string, string>()
  return entries.flatMap(({ id, where, line, isForStaff, insteadOf, related }) => {
    const faults: [what: string, cure: string][] = []
    if (insteadOf.length > 0 && !isForStaff) faults.push(['instead_of 只有给老师的条目才有', '加上 for: staff'])
    for (const theirs of insteadOf) {
      if (!forStudents.has(theirs)) faults.push([`instead_of: 没有给学生的条目 ${theirs}`, '改成存在的编号'])
      const other = taken.get(theirs)
      if (other) faults.push([`instead_of: ${theirs} 已经由 ${other} 代替`, '一个条目只由一条代替'])
      taken.set(theirs, id)
    }
    for (const other of isForStaff ? [] : related.filter(r => forStaff.has(r)))
      faults.push([`related: ${other} 是给老师的`, '删掉，学生看不到它'])
    return faults.map(([what, cure]) => ({ where, line, what: `${id}: ${what}`, cure }))
  })
}

function duplicates(entries: readonly Entry[]): Problem[] {
  const problems: Problem[] = []
  const byId = new Map<string, Entry>()
  const byAsk = new Map<string, Entry>()
  for (const entry of entries) {
    const { where, line } = entry
    const twin = byId.get(entry.id)
    if (twin)
      problems.push({ where, line, what: `编号 ${entry.id} 已经用在 ${twin.where}:${twin.line}`, cure: '换一个编号' })
    byId.set(entry.id, entry)
    const normal = normalOf(entry.asks)
    for (const [n, ask] of entry.asks.entries()) {
      const other = byAsk.get(normal[n]!)
      if (other && other.id !== entry.id)
        problems.push({ where, line, what: `问法“${ask}”也在 ${other.id} 里`, cure: '一种问法只留在一个条目' })
      byAsk.set(normal[n]!, entry)
    }
  }
  return problems
}

function claims12356AllDay(text: string): boolean {
  return text
    .split(/[。；;!！?？\n]/)
    .some(
      part =>
        part.includes('12356') &&
        /(?<!不是|不能写|并非|没有|不一定|未必|不保证|别当成|不要当成)\s*(24 ?小时|二十四小时|全天候)/.test(part),
    )
}
