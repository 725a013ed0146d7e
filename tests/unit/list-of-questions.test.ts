import { describe, expect, test } from 'vitest'
import { questionsInFile, questionsInText } from '../../src/office/content/list-of-questions.ts'
import { bookOf } from '../../src/reports/book.ts'

const file = (text: string) => questionsInFile(new TextEncoder().encode(text))
const plain = (...questions: string[]) => questions.map(question => ({ question, expected: '' }))

describe('the questions of a text', () => {
  test('stand one a line, each once, without what begins with #', () => {
    expect(questionsInText('# 说明\n怎么退宿\r\n\n 怎么 退宿 \n怎么退宿\n')).toEqual(plain('怎么退宿', '怎么 退宿'))
  })

  test('have an id beside them for what is expected, and nothing else', () => {
    expect(questionsInText('怎么退宿\tcheckout-steps\n几号退\t一班\n怎么退宿\tcheckout-when')).toEqual([
      { question: '怎么退宿', expected: 'checkout-steps' },
      { question: '几号退', expected: '' },
    ])
  })
})

describe('the questions of a file', () => {
  test('of text alone are its lines, whatever commas stand in them', async () => {
    expect(await file('钥匙丢了, 怎么办\n档案寄哪，团关系呢；都要吗\n')).toEqual(
      plain('钥匙丢了, 怎么办', '档案寄哪，团关系呢；都要吗'),
    )
  })

  test('with a head are those of its columns, in titles too', async () => {
    const rows = '班级,应该答,问题\n一班,退宿怎么办理,怎么退宿\n二班,,几号退\n三班,checkout-when,\n'
    const read = [
      { question: '怎么退宿', expected: '退宿怎么办理' },
      { question: '几号退', expected: '' },
    ]
    expect(await file(rows)).toEqual(read)
    const sheet = {
      name: '一',
      rows: rows
        .trim()
        .split('\n')
        .map(line => line.split(',')),
    }
    expect(await questionsInFile(await bookOf([sheet]))).toEqual(read)
  })

  test('in quotes are cells of a table', async () => {
    expect(await file('"钥匙丢了,怎么办",checkout-key\n')).toEqual([
      { question: '钥匙丢了,怎么办', expected: 'checkout-key' },
    ])
  })

  test('are null of a file that is none', async () => {
    expect(await questionsInFile(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 1, 2]))).toBeNull()
  })
})
