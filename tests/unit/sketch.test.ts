import { expect, test } from 'vitest'
import { isSame, sketchOf } from '../../src/safety/sketch.ts'
import { brushing } from '../support/cases.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()
const same = (a: string, b: string) => isSame(sketchOf(lists, a), sketchOf(lists, b))

test('other digits, links, spaces and signs make no other message', () => {
  expect(same(brushing, brushing.replaceAll(/\d/g, '7').replaceAll('，', ' '))).toBe(true)
  expect(same(`${brushing} http://a.example/x`, `${brushing} http://b.example/y`)).toBe(true)
})

test('a few words more or less make no other message', () => {
  expect(same(brushing, `【转发】${brushing.replace('名额有限', '')}`)).toBe(true)
})

test('another message of the same kind is another message', () => {
  expect(same(brushing, '招聘打字员，居家办公，按件结算，需先交押金，长期有效，感兴趣的同学联系学姐')).toBe(false)
})

test('two short messages are the same only when they are equal', () => {
  expect(same('加我v1', '加我v1')).toBe(true)
  expect(same('加我v1', '加我v2')).toBe(false)
})

test('an empty message is like nothing', () => {
  expect(isSame([], sketchOf(lists, brushing))).toBe(false)
})
