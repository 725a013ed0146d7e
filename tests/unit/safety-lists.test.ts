import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { parseSafetyLists } from '../../src/safety/lists.ts'
import { detectScam } from '../../src/safety/scam.ts'
import { silentModel } from './safety.support.ts'

const model = JSON.stringify(silentModel)
const modelSource = { where: 'model.json', text: model }

function parse(text: string): { lists: ReturnType<typeof parseSafetyLists>; problems: Problem[] } {
  const problems: Problem[] = []
  return { lists: parseSafetyLists([{ where: 'own.yaml', text }, modelSource], problems), problems }
}

describe('safety lists', () => {
  it('find what a counselor adds', () => {
    const { lists } = parse('list: scam\nkinds:\n  - type: 代缴\n    strong: ["(代|帮)缴…学费"]')
    expect(detectScam(lists!, '我可以帮缴全部学费')?.type).toBe('代缴')
  })

  it('leave a phrase alone where an exception overlaps it', () => {
    const text = 'list: scam\nkinds:\n  - type: 代缴\n    strong: [代缴学费]\n    except: [不代缴]'
    const { lists } = parse(text)
    expect(detectScam(lists!, '学校不代缴学费')).toBeNull()
  })

  it('tell every fault with its line', () => {
    const { lists, problems } = parse(
      'list: scam\nkinds:\n  - type: x\n    strong:\n      - "好(坏"\n      - "{nothing}"',
    )
    expect(lists).toBeNull()
    expect(problems.map(problem => problem.line)).toEqual([5, 6])
  })

  it('refuse an unknown key and an unknown list', () => {
    expect(parse('list: scam\nkind: []').problems).toHaveLength(1)
    expect(parse('list: other').problems[0]?.what).toContain('other')
  })

  it('need exactly one model', () => {
    const problems: Problem[] = []
    expect(parseSafetyLists([modelSource, modelSource], problems)).toBeNull()
    expect(problems).toHaveLength(1)
  })
})
