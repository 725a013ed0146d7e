import { expect, test } from 'vitest'
import { dangerIn } from '../../src/safety/danger.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()
const heard = (text: string, earlier: string[] = []) => dangerIn(lists, text, { earlier })

test.each([
  ['mind', 'self', '我现在站在天台上，想跳下去'],
  ['accident', 'other', '快来人 有同学骑车摔沟里了 腿断了一直流血'],
  ['violence', 'other', '救命，有人拿刀在宿舍楼下砍人'],
  ['disaster', 'self', '我们寝室着火了，烟好大出不去'],
])('%s, about %s: needs help within minutes', (type, about, text) => {
  expect(heard(text)).toMatchObject({ kind: 'crisis', type, about, grade: 'immediate', urgent: true })
})

test('of a friend it is said that it is about somebody else', () => {
  expect(heard('我室友说她想自杀，怎么办')).toMatchObject({ type: 'mind', about: 'other' })
})

test('what was said plainly of oneself is heard beside a joke', () => {
  expect(heard('哈哈哈不是开玩笑，我真的不想活了')).not.toBeNull()
})

test('the words are quoted as they were written', () => {
  const text = '最近压力好大，我真的不想活了，谁能陪陪我'
  expect(heard(text)!.signals.every(fragment => text.includes(fragment))).toBe(true)
})

test('what comes in pieces is judged together', () => {
  expect(heard('楼顶')?.certainty).not.toBe('sure')
  expect(heard('楼顶', ['我站在', '不想下来了'])?.certainty).toBe('sure')
})

test('what is sure by itself is what it is, whatever was said before', () => {
  const text = '有个男的一直跟着我到宿舍楼下，现在在砸门'
  expect(heard(text, ['每天都在哭，什么都做不好'])).toMatchObject({ type: 'violence', urgent: true })
})

test('pieces that are harmless together raise nothing', () => {
  expect(heard('被蚊子咬了二十个包', ['我快死了'])).toBeNull()
})

test.each([
  '笑死我了',
  '累得要死',
  '死线是今晚',
  '想死你了，什么时候回来',
  '这家店跳楼价清仓',
  '打死我也不早起',
  '手机死机了',
  '毕业快乐，江湖再见',
])('%s raises nothing', text => {
  expect(heard(text)).toBeNull()
})

test('however long and strange a message is, it is read', () => {
  for (const text of ['', ' ', '\u0000', '🙂'.repeat(3000), 'ab '.repeat(2000), '。'.repeat(4000)]) heard(text)
})

/** A long day told without a care. */
const chatter =
  '今天和室友去操场拍了照片，晚上还要聚餐。天气不错，大家都很开心。班长唱了歌，隔壁班也过来一起玩，我们聊了很多大学里的事情。后来去图书馆还书，路上遇到了学弟学妹，他们祝我们毕业快乐。'

test('plain words do not drown in a long message, wherever they stand; they are asked about', () => {
  for (const text of [
    `我真的不想活了。${chatter}`,
    `${chatter}我真的不想活了。${chatter}`,
    `${chatter}我真的不想活了。`,
  ])
    expect(heard(text)).toMatchObject({ kind: 'crisis', about: 'self' })
  expect(heard(chatter)).toBeNull()
})
