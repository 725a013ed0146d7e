import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeDisguises } from '../../src/safety/text/disguise.ts'
import { makePlain } from '../../src/safety/text/plain.ts'
import { linkToken, numberToken } from '../../src/safety/text/token.ts'

const hiding = new Map([
  ['薇信', '微信'],
  ['加v', '加微信'],
])
const disguises = makeDisguises({ signs: new Map([['➕', '加']]), hiding, variants: new Map([['帐号', '账号']]) })
const plainOf = (text: string): string => makePlain(text, disguises).text

describe('a message in one writing', () => {
  it('drops what was put in between', () => {
    expect(plainOf('刷*单')).toBe('刷单')
    expect(plainOf('刷 单 返 利')).toBe('刷单返利')
    expect(plainOf('刷\u200b单')).toBe('刷单')
  })

  it('keeps sentences apart', () => {
    const { text, stops } = makePlain('别跳，楼下等你', disguises)
    expect(text).toBe('别跳楼下等你')
    expect(stops[1]).not.toBe(stops[2])
  })

  it('writes disguised words plainly and quotes them as written', () => {
    const plain = makePlain('请➕V：abc', disguises)
    expect(plain.text).toBe('请加微信abc')
    expect(plain.quote(1, 4)).toBe('➕V')
    expect(plain.disguises).toBe(1)
  })

  it('counts no ordinary other writing as a disguise', () => {
    const plain = makePlain('帐号', disguises)
    expect(plain.text).toBe('账号')
    expect(plain.disguises).toBe(0)
  })

  it('reads links with and without scheme and numbers in any digits as one token', () => {
    expect(plainOf('看 https://a.example.com/x?y=1 吧')).toBe(`看${linkToken}吧`)
    expect(plainOf('看a点com吧')).toBe(`看${linkToken}吧`)
    expect(plainOf('打一三八零零五五五零一二')).toBe(`打${numberToken}`)
    expect(plainOf('打138-0055-5012')).toBe(`打${numberToken}`)
    expect(plainOf('10000元')).toBe('#元')
  })

  it('points back into the message whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        const plain = makePlain(text, disguises)
        const whole = plain.quote(0, plain.text.length)
        expect(text.includes(whole)).toBe(true)
      }),
    )
  })
})
