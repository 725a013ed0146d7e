import type { Problem } from '../core/errors.ts'
import { parseExpression } from './expression.ts'
import { isPattern } from './hearing/mention.ts'
import { type Flow, type PublishLevel, publishLevels, type Step } from './schema.ts'
import { isAsking, ownNames, valueNames } from './walk.ts'

/** Adds a fault of a step. */
type Fault = (step: string, what: string, cure: string) => void

/** Faults of a flow beyond its form: steps that do not exist, cannot be reached or have no way out, expressions that do not parse. */
export function checkFlow(
  flow: Flow,
  { where, lineOf }: { where: string; lineOf(step: string): number | null },
): Problem[] {
  const problems: Problem[] = []
  const fault: Fault = (step, what, cure) =>
    problems.push({ where, line: lineOf(step), what: `${step}: ${what}`, cure })
  const ids = new Set(flow.steps.map(s => s.id))
  for (const [n, { id }] of flow.steps.entries()) {
    if (flow.steps.findIndex(s => s.id === id) < n) fault(id, '步骤编号用了两次', '换一个编号')
    if (ownNames.includes(id)) fault(id, '这个编号留给回执号、验证码和勾选', '换一个编号')
  }
  for (const step of flow.steps) {
    if (step.type === 'set')
      for (const name of Object.keys(step.values))
        if (ids.has(name)) fault(step.id, `${name} 已经是步骤编号`, '换一个名字')
    for (const target of exits(flow, step))
      if (!ids.has(target)) fault(step.id, `没有步骤 ${target}`, '改成存在的步骤编号')
    checkNames(step, valueNames(flow), fault)
    checkCollects(flow, step, fault)
  }
  checkWords(flow, fault)
  checkTicks(flow, (what, cure) => problems.push({ where, line: null, what: `ticks: ${what}`, cure }))
  checkBrief(flow, (what, cure) => problems.push({ where, line: null, what: `brief: ${what}`, cure }))
  checkSubmits(flow, (what, cure) => problems.push({ where, line: null, what: `submits: ${what}`, cure }))
  const doesSave = flow.steps.some(s => s.type === 'effect' && s.do === 'save')
  if (doesSave !== (flow.submits !== undefined))
    fault(flow.steps[0]!.id, 'submits 和 save 步骤要么都有，要么都没有', '补上缺的那个')
  if (problems.length === 0) checkPaths(flow, fault)
  return problems
}

/** What a step's texts and expressions speak of has a value somewhere. */
function checkNames(step: Step, names: ReadonlySet<string>, fault: Fault): void {
  checkRemind(step, names, fault)
  for (const name of placeholdersOf(step))
    if (!names.has(name)) fault(step.id, `{${name}} 不是提问的步骤，也没有 set 过`, '用存在的步骤编号')
  for (const source of expressionsOf(step)) {
    try {
      const unknown = parseExpression(source).names.filter(name => !names.has(name))
      for (const name of unknown) fault(step.id, `条件里的 ${name} 不是提问的步骤，也没有 set 过`, '用存在的步骤编号')
    } catch (error) {
      fault(step.id, (error as Error).message, '见 docs/content.md 的条件写法')
    }
  }
}

/** Pictures that come with words have a step whose answer they are; and only what is gathered has any. */
function checkCollects({ steps }: Flow, step: Step, fault: Fault): void {
  if (step.type !== 'text' || step.pictures === undefined) return
  if (!step.collects) fault(step.id, '写了 pictures，但这一步只收一条', '加上 collects: true，或删掉 pictures')
  if (!steps.some(s => s.id === step.pictures && s.type === 'picture'))
    fault(step.id, `pictures 里的 ${step.pictures} 不是收图片的步骤`, '写一个 picture 步骤的编号')
}

/** The questions that say who may see what was handed in, or what it is a record of, are there. */
function checkSubmits({ steps, submits }: Flow, fault: (what: string, cure: string) => void): void {
  const { publishes, records, each, repeatable, delivers } = submits ?? {}
  const one = steps.find(s => s.id === each)
  const isOne = one?.type === 'teacher' || (one?.type === 'choice' && !one.many)
  if (each !== undefined && !isOne) fault(`${each} 不是单选或问老师的步骤`, '写一个单选步骤的编号')
  if (each !== undefined && repeatable) fault('each 和 repeatable 只能有一个', '删掉一个')
  const { level, signature } = publishes ?? {}
  if (delivers && steps.find(s => s.id === delivers.to)?.type !== 'teacher')
    fault(`${delivers.to} 不是问老师的步骤`, '写一个 teacher 步骤的编号')
  if (delivers && publishes) fault('delivers 和 publishes 只能有一个', '删掉一个')
  const { day, classes, follow, shows = [] } = records ?? {}
  const named = [level, signature, day, classes, follow, ...shows, delivers?.text, delivers?.signature]
  for (const id of named.filter(id => id !== undefined))
    if (!steps.some(s => s.id === id && isAsking(s))) fault(`${id} 不是提问的步骤`, '写一个提问的步骤的编号')
  const asked = steps.find(s => s.id === level)
  if (asked?.type === 'choice' && asked.options.some(o => !publishLevels.includes(o.value as PublishLevel)))
    fault(`${level} 的选项只能是 ${publishLevels.join('、')}`, '改选项的 value')
}

/** What is heard in sentences can be read, and speaks of options that there are. */
function checkWords({ opens, fills, steps }: Flow, fault: Fault): void {
  const heard = (step: Step) => {
    if (step.type === 'choice') return step.options.flatMap(o => o.hears)
    return step.type === 'confirm' ? [...step.hears.yes, ...step.hears.no] : []
  }
  const first = steps[0]!.id
  for (const [id, words] of [[first, opens] as const, ...steps.map(s => [s.id, heard(s)] as const)])
    for (const word of words.filter(word => !isPattern(word)))
      fault(id, `“${word}” 的括号不成对，或者 ? | 用错了`, '见 docs/content.md 里 hears 的写法')
  for (const id of fills)
    if (steps.find(s => s.id === id)?.type !== 'choice')
      fault(first, `fills 里的 ${id} 不是选择题`, '写选择题的步骤编号')
  for (const step of steps)
    if (step.type === 'choice')
      for (const value of step.options.flatMap(o => o.joins))
        if (!step.options.some(o => o.value === value))
          fault(step.id, `joins 里没有选项 ${value}`, '写它的一个选项的 value')
}

/** A list that is ticked off is a question of several, each with what is done. */
function checkTicks({ ticks, submits, steps }: Flow, fault: (what: string, cure: string) => void): void {
  if (!ticks) return
  const step = steps.find(s => s.id === ticks.step)
  if (step?.type !== 'choice' || !step.many) fault(`${ticks.step} 不是可以选几个的选择题`, '写选择题的步骤编号')
  else if (step.options.some(o => o.done === undefined)) fault(`${ticks.step} 有选项没写 done`, '写 things 和 deeds')
  if (!submits || submits.repeatable) fault('只有交一份的流程才能勾', '加上 submits，repeatable 为 false')
}

/** Short messages change answers that there are. */
function checkBrief(flow: Flow, fault: (what: string, cure: string) => void): void {
  for (const { when, set } of flow.brief) {
    for (const [id, value] of Object.entries(set)) {
      const step = flow.steps.find(s => s.id === id)
      if (!step || !isAsking(step)) fault(`${id} 不是提问的步骤`, '写一个提问的步骤的编号')
      else if (step.type === 'choice' && !step.options.some(o => o.value === value))
        fault(`${id} 没有选项 ${value}`, '写它的一个选项的 value')
    }
    try {
      const unknown = parseExpression(when).names.filter(name => !valueNames(flow).has(name))
      for (const name of unknown) fault(`条件里的 ${name} 没有这个步骤`, '用存在的步骤编号')
    } catch (error) {
      fault((error as Error).message, '见 docs/content.md 的条件写法')
    }
  }
}

const remindKeys = ['name', 'at', 'days', 'time', 'text', 'reply', 'cancel', 'says', 'otherwise']

/** A reminder has a name, a day, a time and a text; or it is taken back. */
function checkRemind(step: Step, names: ReadonlySet<string>, fault: Fault): void {
  if (step.type !== 'effect' || step.do !== 'remind') return
  const { name, at, days = 0, time, text, cancel } = step.with
  for (const key of Object.keys(step.with))
    if (!remindKeys.includes(key)) fault(step.id, `remind 没有 ${key}`, `可以用 ${remindKeys.join('、')}`)
  if (typeof name !== 'string' || name === '') fault(step.id, 'remind 要有 name', '起一个名字，同名的会换掉旧的')
  if (cancel === true) return
  const isDay = typeof at === 'string' && (names.has(at) || at === 'today' || at.includes('.'))
  if (!isDay) fault(step.id, 'remind 的 at 要是日期步骤、today 或 school.yaml 里的日期项', '例如 at: leave_date')
  if (!Number.isInteger(days)) fault(step.id, 'days 要是整数', '例如 days: 1，表示后一天')
  if (typeof time !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    fault(step.id, 'time 写成 "19:00"', '要加引号')
  if (typeof text !== 'string' || text === '') fault(step.id, 'remind 要有 text', '到时候说的话')
}

/** Every step can be reached and left, and no way goes round without asking. */
function checkPaths(flow: Flow, fault: Fault): void {
  const reached = reach([flow.steps[0]!.id], id => exits(flow, flow.steps.find(s => s.id === id)!))
  const ends = flow.steps.filter(s => s.type === 'end' || exits(flow, s).length === 0).map(s => s.id)
  const before = new Map<string, string[]>()
  for (const step of flow.steps)
    for (const target of exits(flow, step)) before.set(target, [...(before.get(target) ?? []), step.id])
  const leaving = reach(ends, id => before.get(id) ?? [])
  for (const { id } of flow.steps) {
    if (!reached.has(id)) fault(id, '走不到这一步', '从别的步骤指过来，或删掉')
    if (!leaving.has(id)) fault(id, '走到这里就出不去', '给它一条通到 end 的路')
  }
  // A walk must come to a question or an end; a circle of steps that never ask would not.
  for (const step of flow.steps) {
    const circle = reach(silentExits(flow, step), id => silentExits(flow, flow.steps.find(s => s.id === id)!))
    if (!isAsking(step) && circle.has(step.id)) fault(step.id, '会在不提问的步骤之间打转', '断开这个圈')
  }
}

function silentExits(flow: Flow, step: Step): string[] {
  return exits(flow, step).filter(id => !isAsking(flow.steps.find(s => s.id === id)!))
}

/** Where a step may lead. */
function exits(flow: Flow, step: Step): string[] {
  if (step.type === 'end') return []
  if (step.type === 'branch') return [...step.cases.map(c => c.go), step.else]
  if (step.next) return [step.next]
  const below = flow.steps[flow.steps.indexOf(step) + 1]
  return below ? [below.id] : []
}

function reach(from: readonly string[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(from)
  const queue = [...from]
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (const target of next(id))
      if (!seen.has(target)) {
        seen.add(target)
        queue.push(target)
      }
  return seen
}

function expressionsOf(step: Step): string[] {
  if (step.type === 'branch') return step.cases.map(c => c.when)
  if (step.type !== 'set') return []
  return Object.values(step.values).flatMap(v => (typeof v === 'string' && v.startsWith('=') ? [v.slice(1)] : []))
}

/** The `{names}` that a step's texts want filled. */
function placeholdersOf(step: Step): string[] {
  const { text, says, otherwise } = step.type === 'effect' ? step.with : {}
  const later = [text, says, otherwise].map(one => (typeof one === 'string' ? one : undefined))
  const texts = ['say' in step ? step.say : undefined, 'ask' in step ? step.ask : undefined, ...later]
  return texts.flatMap(text =>
    [...(text ?? '').matchAll(/(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})/g)].map(found => found[1]!),
  )
}
