import { expect, test } from 'vitest'
import { claimsAllDay, claimsPledgeForCertificate, hotlinesAfterTransfer } from '../support/claims.ts'

for (const claim of ['12356 24小时都有人接', '可以打 12356，全天候服务', '12356（7×24）', '打 12356，随时都能聊'])
  test(`“${claim}” calls 12356 a 24-hour line`, () => {
    expect(claimsAllDay(claim)).toBe(true)
  })

for (const fine of ['12356 不是 24 小时热线', '打 12356，各地时段不同', '110 是 24 小时的', '12356 不一定 24 小时有人'])
  test(`“${fine}” does not`, () => {
    expect(claimsAllDay(fine)).toBe(false)
  })

const claims = [
  '不签承诺书就不发毕业证',
  '没交承诺书的，毕业证先扣下',
  '签了文明离校承诺书才能领毕业证',
  '交承诺书后领取学位证',
  '领毕业证要先签承诺书',
  '证书凭承诺书领取',
  '未签承诺的同学暂缓发证',
]
for (const claim of claims)
  test(`“${claim}” makes a certificate depend on a pledge`, () => {
    expect(claimsPledgeForCertificate(claim)).toBe(true)
  })

const fine = [
  '承诺是自愿的，不签也不会影响领毕业证',
  '学校不能因为没签承诺书扣毕业证',
  '通知里没有把承诺和发毕业证连在一起',
  '文明离校承诺可以在班里签',
  '领毕业证带身份证',
]
for (const sentence of fine)
  test(`“${sentence}” does not`, () => {
    expect(claimsPledgeForCertificate(sentence)).toBe(false)
  })

test('the hotlines after a transfer are read in their order', () => {
  expect(hotlinesAfterTransfer('拿不准打 96110。已经转账的先打 96110，再打 110。')).toEqual([['96110', '110']])
})

test('a hotline that one is told not to call is none', () => {
  expect(hotlinesAfterTransfer('钱已经转出去了，不要只打 96110，马上打 110。')).toEqual([['110']])
})

test('a sentence that speaks of no transfer is not asked for hotlines', () => {
  expect(hotlinesAfterTransfer('拿不准打 96110。')).toEqual([])
})
