import { expect, test } from 'vitest'
import type { ModelPicker, PickQuestion } from '../../src/core/picking.ts'

/** A question with three candidates. */
export const aQuestion: PickQuestion = {
  question: '宿舍怎么弄',
  before: ['你好呀'],
  candidates: ['checkout-steps', 'checkout-when', 'luggage-where'].map(id => ({ id, title: id, asks: ['甲', '乙'] })),
}

/** What a service says, in the words of the port: a text of the assistant. */
export type Says = string

/** What every picker promises, whatever is behind it. `open` makes one whose service says this text, or is away with null. */
export function pickerContract(name: string, open: (says: Says | null) => Promise<ModelPicker>): void {
  const pick = async (says: Says | null, signal = new AbortController().signal) =>
    (await open(says)).pick(aQuestion, signal)

  test(`${name}: ids of the candidates are picked, in their order`, async () => {
    expect(await pick('{"ids":["luggage-where","checkout-steps"]}')).toMatchObject({
      ids: ['luggage-where', 'checkout-steps'],
    })
  })

  test(`${name}: none is a pick too`, async () => {
    expect(await pick(' {"ids": []}\n')).toMatchObject({ ids: [] })
  })

  test.each(['{"ids":["other"]}', '退宿去找宿管', '{"ids":["checkout-when"],"why":"x"}', '{}', '[]', ''])(
    `${name}: %s is no pick`,
    async says => {
      expect(await pick(says)).toMatchObject({ failed: 'nonsense' })
    },
  )

  test(`${name}: a service that is away is a failure and throws nothing`, async () => {
    expect(await pick(null)).toMatchObject({ failed: 'unreachable' })
  })

  test(`${name}: with an aborted signal nothing is picked`, async () => {
    expect(await pick('{"ids":["checkout-when"]}', AbortSignal.abort())).toEqual({ failed: 'timeout', tokens: null })
  })
}
