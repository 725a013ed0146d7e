import { aroundOf } from './context.ts'
import type { Doer, NoticeProposal } from './proposal.ts'
import type { LineGround } from './propose.ts'
import { scopeOf } from './scope.ts'
import { whenOf } from './values.ts'

/** Parts of a sentence about one who has to do something. */
interface Run {
  doer: Doer
  at: number
  to: number
}

const itemHeader = /事项|项目|内容|环节|业务|手续/

/** What a line says that students, or staff, have to do. */
export function tasksIn(ground: LineGround): NoticeProposal[] {
  const { line, setting } = ground
  if (line.row)
    return itemHeader.test(line.row.headers[line.row.column] ?? '') && line.text.length > 1 ? [ofRow(ground)] : []
  if (line.part === 'title') return []
  const runs = runsIn(line.text, ground).filter(run => setting.doers.isToDo(line.text.slice(run.at, run.to)))
  return runs.map(run => proposal(run, ground))
}

/** Who the parts of the sentences are about: whoever was named last. */
function runsIn(text: string, { setting: { doers } }: LineGround): Run[] {
  const runs: Run[] = []
  let doer: Doer | null = null
  let from = 0
  for (const part of text.split(/(?<=[，,。；;！!？?\n])/)) {
    const named = doers.of(part)
    const last = runs.at(-1)
    if (named) doer = named
    if (last && last.doer === doer && last.to === from && !/[。；;！!？?\n]$/.test(text.slice(0, from)))
      last.to += part.length
    else if (doer) runs.push({ doer, at: from, to: from + part.length })
    from += part.length
  }
  return runs
}

function proposal(run: Run, { line, setting, kept }: LineGround): NoticeProposal {
  const around = aroundOf(line, run, [])
  const words = line.text
    .slice(run.at, run.to)
    .replace(/[，,。；;\s]+$/, '')
    .trim()
  const due = kept.find(said => said.at >= run.at && said.to <= run.to && said.day !== null && said.doubt !== 'weekday')
  return {
    kind: run.doer === 'student' ? 'task' : 'duty',
    of: 'date',
    field: null,
    choices: [],
    name: around.head || words.slice(0, 20),
    value: words,
    when: due ? whenOf(due) : null,
    who: run.doer,
    scope: scopeOf({ ...around, own: words }, setting),
    clause: line.clause,
    words,
    doubt: null,
    contradicts: null,
  }
}

/** A row of a table of things to do is one of them. */
function ofRow({ line, setting }: LineGround): NoticeProposal {
  const around = aroundOf(line, { at: 0, to: line.text.length }, [])
  const words = line.row!.cells.filter(cell => cell !== '').join(' | ')
  return {
    kind: 'task',
    of: 'date',
    field: null,
    choices: [],
    name: line.text,
    value: words,
    when: null,
    who: 'student',
    scope: scopeOf(around, setting),
    clause: line.clause,
    words,
    doubt: null,
    contradicts: null,
  }
}
