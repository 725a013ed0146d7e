import { describe, expect, it } from 'vitest'
import { detectCrisis } from '../../src/safety/crisis.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()

describe('a person in crisis is noticed', () => {
  it.each([
    ['self', 'immediate', '我现在站在天台上，想跳下去'],
    ['self', 'serious', '我真的不想活了'],
    ['friend', 'serious', '我室友说她想自杀，怎么办'],
    ['danger', 'immediate', '救命，有人拿刀在宿舍楼下砍人'],
  ])('%s, %s', (type, grade, text) => {
    expect(detectCrisis(lists, text)).toMatchObject({ kind: 'crisis', type, grade })
  })

  it('quotes the words as they were written', () => {
    const text = '最近压力好大，我真的不想活了，谁能陪陪我'
    expect(detectCrisis(lists, text)?.signals.every(fragment => text.includes(fragment))).toBe(true)
  })

  it('of whom it is plainly said also beside a joke', () => {
    expect(detectCrisis(lists, '哈哈哈不是开玩笑，我真的不想活了')).not.toBeNull()
  })
})

describe('an idiom is no crisis', () => {
  it.each([
    '笑死我了',
    '累得要死',
    '死线是今晚',
    '想死你了，什么时候回来',
    '电影里男主最后自杀了，看哭了',
    '这家店跳楼价清仓',
    '你去死吧哈哈',
    '打死我也不早起',
    '心理讲座：自杀预防与干预，周三下午',
    '手机死机了',
  ])('%s', text => {
    expect(detectCrisis(lists, text)).toBeNull()
  })
})
