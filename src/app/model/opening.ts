import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import { type Problem, ProblemsError } from '../../core/errors.ts'
import { folderIn } from '../../core/folders.ts'
import type { HealthPart } from '../../http/server.ts'
import { type CarefulPicker, makeCareful } from '../../model/careful.ts'
import { makeEndpointPicker } from '../../model/endpoint.ts'
import { leastQuestions, readTrial, type Trial, type Unproven, unproven } from '../../model/trial.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'

/** Where the last trial of the model service stands. */
export const trialFile = (data: string): string => join(folderIn(data, 'model'), 'trial.json')

const because: Record<Unproven, string> = {
  none: '还没有检验过它对学校自己的问题有没有用',
  other: '上次检验的是别的地址或模型',
  few: `上次检验用的问题太少（至少 ${leastQuestions} 个）`,
  failing: '上次检验时一半以上的问题它没有好好回答',
  'no-gain': '上次检验没有让答对的问题变多',
}

/** Why the model service that is set up may not be asked; none where there is none, or its trial showed a gain. */
export function modelProblems({ data, model }: Pick<Config, 'data' | 'model'>): Problem[] {
  const why = model && unproven(readTrial(trialFile(data)), model.endpoint)
  if (!why) return []
  const cure = '先用 farewell eval --model 问题.tsv 检验，有进步再开；不想用就把 FAREWELL_MODEL_URL 空着'
  return [{ where: 'FAREWELL_MODEL_URL', line: null, what: because[why], cure }]
}

/** Throws where the model service that is set up was not shown to help. */
export function refuseUntriedModel(config: Pick<Config, 'data' | 'model'>): void {
  const problems = modelProblems(config)
  if (problems.length > 0) throw new ProblemsError(problems)
}

/** The model service of a running bot, or null where none is set up. The log hears why it failed, and never a word of anybody. */
export function openModelService(
  { model }: Pick<Config, 'model'>,
  { clock, log }: { clock: Clock; log: Log },
): CarefulPicker | null {
  if (!model) return null
  const failed = (why: string) => log.info({ event: 'model-failed', reason: why })
  return makeCareful(makeEndpointPicker(model.endpoint), { clock, limits: model.limits, log: failed })
}

/** What health tells of it: counts since the start. One that rests is waiting for, and breaks nothing. */
export function modelPart(picker: CarefulPicker): HealthPart {
  const { asked, picked, none, cached, capped, failed, tokens } = picker.counts()
  const failures = Object.entries(failed).map(([why, times]) => `${why} ${times}`)
  const detail = [
    ...[`asked ${asked}`, `picked ${picked}`, `none ${none}`, `cached ${cached}`, `not asked ${capped}`],
    ...(failures.length > 0 ? [`failed: ${failures.join(' ')}`] : []),
    ...(tokens > 0 ? [`${tokens} tokens`] : []),
    ...(picker.isResting() ? ['resting'] : []),
  ].join(', ')
  return { name: 'model', state: 'up', detail }
}

/** One line about the model service and what its last trial came to, for `farewell check`. */
export function modelLine({ data, model }: Pick<Config, 'data' | 'model'>): string {
  if (!model) return '大模型服务：没有接。'
  const trial = readTrial(trialFile(data))
  return `大模型服务：接了 ${model.endpoint.model}；${trial ? trialText(trial) : '还没有检验过'}。`
}

function trialText({ at, questions, right, worse, asked, failed }: Trial): string {
  const gain = right.with - right.without
  return `上次检验 ${at.slice(0, 10)}，${questions} 个问题，问了它 ${asked} 次（${failed} 次没答好），处理对的从 ${right.without} 到 ${right.with}（${gain > 0 ? '+' : ''}${gain}），变错的 ${worse} 个`
}
