import { readFileSync, statSync } from 'node:fs'
import type { Knowledge } from '../../knowledge/load.ts'
import { byHandAndStyle, figures, isRight, judgeAll, tellTale } from '../../knowledge/measure/figures.ts'
import { isHandLine, readHands } from '../../knowledge/measure/hands.ts'
import { misuse } from '../command.ts'
import { print } from '../print.ts'

/** Whether a place is a folder of hands, or a file of one (dialogues, near misses and group talk too) rather than of questions with an entry each. */
export function isOfHands(place: string): boolean {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return false
  return found.isDirectory() || readFileSync(place, 'utf8').split(/\r?\n/).some(isHandLine)
}

/** Prints how well the lines of one or many hands are understood, by hand and by style; with `misses` each question and turn that is not. */
export function evaluateHands(place: string, knowledge: Knowledge, { misses }: { misses: boolean }): number {
  const { model } = knowledge
  if (!model)
    return misuse({
      where: 'knowledge',
      what: '没有 understanding.bin',
      cure: '先运行 node tools/understanding/train.ts',
    })
  let lines: ReturnType<typeof readHands>
  try {
    lines = readHands(place)
  } catch (error) {
    return misuse({
      where: place,
      what: String((error as Error).message),
      cure: '写法见 tests/content/hands/README.md',
    })
  }
  const verdicts = [...Map.groupBy(lines, l => l.hand).values()].flatMap(own => judgeAll(own, knowledge, model))
  print([...figures(verdicts), ...byHandAndStyle(verdicts)].join('\n'))
  const asked = verdicts.filter(v => (v.line.part === 'Q' || v.line.part === 'D') && v.line.wanted.length > 0)
  if (misses) for (const verdict of asked.filter(v => !isRight(v))) print(tellTale(verdict))
  return 0
}
