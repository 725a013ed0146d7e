import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { contentOf } from '../../app/content.ts'
import { played } from '../../app/model/asking.ts'
import { trialFile } from '../../app/model/opening.ts'
import { systemClock } from '../../app/system.ts'
import { asAsked, turnAlone } from '../../bot/ask.ts'
import type { Content } from '../../bot/content.ts'
import type { ModelPicker, PickAnswer } from '../../core/picking.ts'
import type { Turn } from '../../core/turn.ts'
import { makeEndpointPicker } from '../../model/endpoint.ts'
import { leastQuestions, type Trial, writeTrial } from '../../model/trial.ts'
import { type Arguments, configFor, misuse } from '../command.ts'
import { print } from '../print.ts'
import { answersOf, type Labelled, type Result, rankOf, readLabelled } from './labelled.ts'

/** A service that fails so often in a row is not there, and the trial says nothing. */
const mostFailures = 3

/** What became of one question without and with the model. */
interface Tried {
  without: Result
  with: Result
  /** Null where it was not asked. */
  answer: PickAnswer | null
}

/** Shows what asking the model service gains on a list of questions, and writes it down: without a gain the bot does not start with it. */
export async function evaluateModel(file: string, values: Arguments['values']): Promise<number> {
  const config = configFor(values)
  if (!config.model)
    return misuse({
      where: 'FAREWELL_MODEL_URL',
      what: '没有接大模型服务',
      cure: '在 .env 里写 FAREWELL_MODEL_URL 和 FAREWELL_MODEL_NAME',
    })
  const { endpoint, limits } = config.model
  const content = await contentOf(config)
  const labelled = readLabelled(file, new Set(content.knowledge.entries.keys()))
  const tried = await tryAll(labelled, { content, picker: makeEndpointPicker(endpoint), waitMs: limits.waitMs })
  const list = createHash('sha256').update(readFileSync(file)).digest('hex')
  const trial: Trial = {
    at: systemClock.now().toISOString(),
    url: endpoint.url,
    model: endpoint.model,
    list,
    ...figures(tried),
  }
  writeTrial(trialFile(config.data), trial)
  print(report(trial).join('\n'))
  for (const one of tried.filter(isWorse)) print(worseLine(one))
  return 0
}

interface Trying {
  content: Content
  picker: ModelPicker
  waitMs: number
}

/** One question after the other, as a student would ask it who agreed. Throws a problem when the service does not answer. */
async function tryAll(labelled: readonly Labelled[], trying: Trying): Promise<Tried[]> {
  const tried: Tried[] = []
  let failures = 0
  for (const one of labelled) {
    const result = await tryOne(one, trying)
    tried.push(result)
    if (result.answer) failures = 'failed' in result.answer ? failures + 1 : 0
    if (failures >= mostFailures && result.answer && 'failed' in result.answer)
      misuse({
        where: 'FAREWELL_MODEL_URL',
        what: `连着 ${failures} 次没有好好回答（${result.answer.failed}），没有检验完`,
        cure: '检查服务开没开、地址、模型名字和密钥对不对',
      })
  }
  return tried
}

async function tryOne(labelled: Labelled, { content, picker, waitMs }: Trying): Promise<Tried> {
  const { question } = labelled
  const asking = { isRoom: false, isMentioned: false, now: systemClock.now() }
  const modelConsent = { version: content.knowledge.phrases.model.version, isGiven: true }
  const turn: Turn = { ...turnAlone(question, asking), modelConsent }
  const first = await played(turn, () => content)
  const without = { ...labelled, asked: asAsked(question, first.decision) }
  if (!first.asked) return { without, with: without, answer: null }
  const answer = await picker.pick(first.asked, AbortSignal.timeout(waitMs))
  if ('failed' in answer) return { without, with: without, answer }
  const { update } = turn
  const message = { ...update.message, picked: answer.ids }
  const second = await played({ ...turn, update: { ...update, message } }, () => content)
  return { without, with: { ...labelled, asked: asAsked(question, second.decision) }, answer }
}

/** Whether a question is handled right: its entry is said first, or nothing where nothing fits. */
const isRight = (result: Result) =>
  result.expected === null ? result.asked.outcome !== 'answer' : answersOf(result) && rankOf(result) === 0

const isWorse = (one: Tried) => isRight(one.without) && !isRight(one.with)

function figures(tried: readonly Tried[]): Omit<Trial, 'at' | 'url' | 'model' | 'list'> {
  const answers = tried.flatMap(one => one.answer ?? [])
  const told = answers.flatMap(a => a.tokens ?? [])
  return {
    questions: tried.length,
    right: { without: tried.filter(t => isRight(t.without)).length, with: tried.filter(t => isRight(t.with)).length },
    worse: tried.filter(isWorse).length,
    asked: answers.length,
    failed: answers.filter(a => 'failed' in a).length,
    tokens: told.length > 0 ? told.reduce((sum, n) => sum + n, 0) : null,
  }
}

function report({ questions, right, worse, asked, failed, tokens }: Trial): string[] {
  const gain = right.with - right.without
  return [
    `questions                    ${questions}`,
    `right without the model      ${right.without}`,
    `right with the model         ${right.with}  (${gain > 0 ? '+' : ''}${gain})`,
    `made worse                   ${worse}`,
    `asked                        ${asked}`,
    `no answer that counts        ${failed}`,
    `tokens                       ${tokens ?? 'not told'}`,
    questions < leastQuestions
      ? `问题不到 ${leastQuestions} 个，不够说明有没有用，启动时不算数。`
      : gain > 0
        ? '有进步，可以带着它启动。'
        : '没有进步，带着它不能启动。',
  ]
}

const worseLine = ({ without, with: after }: Tried) =>
  `变错\t${without.question}\t${without.expected ?? '-'}\t${after.asked.entry ?? after.asked.outcome}`
