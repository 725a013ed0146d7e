import { basename } from 'node:path'
import { filesIn, withFile } from '../content/files.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { checkFlow } from './load.ts'
import { type Flow, flowSchema } from './schema.ts'

/** Every flow in its newest version, and older versions that sessions may still run. */
export interface Flows {
  current: ReadonlyMap<string, Flow>
  version(name: string, version: number): Flow | undefined
}

/** One version of a flow as it was written, kept for the sessions that began with it. */
export interface FlowText {
  name: string
  version: number
  text: string
}

/** Reads one flow file; every fault goes to `problems`. */
export function parseFlow(name: string, source: SourceText, problems: Problem[]): Flow | null {
  const raw = parseYaml(source, flowSchema, { problems })
  if (!raw) return null
  const flow = { ...raw, name }
  const lines = source.text.split('\n')
  const lineOf = (step: string) =>
    lines.findIndex(l => new RegExp(`^\\s*(- )?(\\{\\s*)?id: ${step}\\b`).test(l)) + 1 || null
  const faults = checkFlow(flow, { where: source.where, lineOf })
  problems.push(...faults)
  return faults.length === 0 ? flow : null
}

/** The flows of now together with older texts; a text that can no longer be read is left out. */
export function makeFlows(current: readonly Flow[], older: readonly FlowText[]): Flows {
  const versions = new Map<string, Flow>()
  const isCurrent = (old: FlowText) => current.some(f => f.name === old.name && f.version === old.version)
  for (const { name, version, text } of older.filter(old => !isCurrent(old))) {
    const flow = parseFlow(name, { where: `${name}@${version}`, text }, [])
    if (flow) versions.set(`${name}@${version}`, flow)
  }
  for (const flow of current) versions.set(`${flow.name}@${flow.version}`, flow)
  return {
    current: new Map(current.map(f => [f.name, f])),
    version: (name, version) => versions.get(`${name}@${version}`),
  }
}

/** Reads a folder of flow files whole. `texts` are the files as written, to be kept for sessions that begin with them. */
export function readFlows(folder: string, problems: Problem[]): { flows: Flow[]; texts: FlowText[] } {
  const texts: FlowText[] = []
  const flows = filesIn(folder, '.yaml').flatMap(file => {
    const name = basename(file, '.yaml')
    const flow = withFile(file, { room: 'flows', problems }, source => {
      const parsed = parseFlow(name, source, problems)
      if (parsed) texts.push({ name, version: parsed.version, text: source.text })
      return parsed
    })
    return flow ? [flow] : []
  })
  for (const start of flows.flatMap(f => f.starts)) {
    const owners = flows.filter(f => f.starts.includes(start)).map(f => f.name)
    if (owners.length > 1)
      problems.push({
        where: 'flows',
        line: null,
        what: `“${start}” 同时开始 ${owners.join('、')}`,
        cure: '一句话只能开始一个流程',
      })
  }
  for (const { flow, begins } of flows.flatMap(beginnings))
    if (!flows.some(f => f.name === begins))
      problems.push({
        where: `flows/${flow}.yaml`,
        line: null,
        what: `begins: 没有流程 ${begins}`,
        cure: '写一个流程的文件名',
      })
  return { flows, texts }
}

/** The conversations that begin when an option of a flow is chosen. */
const beginnings = ({ name, steps }: Flow) =>
  steps
    .flatMap(s => (s.type === 'choice' ? s.options : []))
    .flatMap(({ begins }) => (begins ? [{ flow: name, begins }] : []))
