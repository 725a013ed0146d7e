import { expect, test } from 'vitest'
import { everyone } from '../../src/core/roster.ts'
import { groupsMeant, peopleMeant } from '../../src/office/broadcasts/meant.ts'
import { notConfirmed } from '../../src/office/broadcasts/states.ts'
import { aBroadcast } from '../support/school.ts'

const recall = aBroadcast({ number: 'A02', of: { number: 'A01', as: 'recall' } })
const withLoan = aBroadcast({ audience: { ...everyone, loan: 'yes' } })

test('it is sent to its audience, and whole classes hear it in their groups', () => {
  expect(peopleMeant(aBroadcast(), 0)).toEqual({ from: 'roster', audience: everyone })
  expect(groupsMeant(aBroadcast(), 0)).toEqual({ from: 'classes', audience: everyone })
})

test.each([
  ['who has a loan', { loan: 'yes' as const }],
  ['people named one by one', { numbers: ['s1'] }],
  ['who has not done something', { progress: { name: 'check-out', isDone: false } }],
  ['monitors', { roles: ['monitor' as const] }],
])('%s is no matter of a group', (_, some) => {
  const broadcast = aBroadcast({ audience: { ...everyone, ...some } as typeof everyone })
  expect(groupsMeant(broadcast, 0)).toBeNull()
})

test('a correction goes to the audience like the original', () => {
  const correction = aBroadcast({ number: 'A02', of: { number: 'A01', as: 'correction' } })
  expect(peopleMeant(correction, 0)).toEqual({ from: 'roster', audience: everyone })
})

test('a recall goes to all who may have seen what is recalled, nobody else', () => {
  const states = ['sent', 'confirmed', 'late', 'unconfirmed', 'uncertain']
  expect(peopleMeant(recall, 0)).toEqual({ from: 'broadcast', number: 'A01', states })
  expect(groupsMeant(recall, 0)).toMatchObject({ number: 'A01', forThose: null })
})

test('a resend goes to all who have not confirmed, and to groups that somebody has nothing else than', () => {
  expect(peopleMeant(withLoan, 1)).toEqual({ from: 'broadcast', number: 'A01', states: notConfirmed })
  expect(notConfirmed.some(state => state === 'confirmed' || state === 'late')).toBe(false)
  expect(groupsMeant(withLoan, 1)).toMatchObject({ number: 'A01', forThose: ['uncertain', 'sent', 'unconfirmed'] })
})
