import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { languageOf } from '../../src/knowledge/english/language.ts'
import { readEnglish, readEnglishWords } from '../../src/knowledge/english/load.ts'
import { parseLexicon } from '../../src/knowledge/lexicon.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { talkWith } from '../support/talk.ts'

const shipped = resolve(import.meta.dirname, '../../knowledge')
const zone = 'Asia/Shanghai'
const knowledge = loadKnowledge(shipped, { zone })
const english = knowledge.english!

const languages: [language: 'en' | 'zh' | null, texts: string[]][] = [
  [
    'en',
    [
      'When do I have to move out?',
      'how to tuisu',
      'wher is my certficate',
      'diploma',
      "what's dang'an",
      'I LOST MY KEY',
    ],
  ],
  [
    'en',
    ['my name is Zhang Wei, when is checkout', 'see https://a.cn/x is this a scam', 'can you help women in my dorm'],
  ],
  [
    'zh',
    [
      '怎么退宿',
      'dorm 什么时候退',
      'what is 档案',
      'tuisu shenme shihou jiezhi',
      'biyezheng zenme ling',
      'wo xiang tuisu',
      'Zhang San',
    ],
  ],
  [null, ['123', '', '？？', 'Maria Gonzalez', 'https://www.chsi.com.cn/login', 'A07', 'S07-2f']],
  [
    null,
    ['ok', 'hello', 'hi', 'help', 'OK thanks', 'emo', 'const x = f(); return {x}', 'a_b_c', 'me@mail.com', 'can he'],
  ],
]
for (const [language, texts] of languages)
  for (const text of texts)
    test(`“${text}” is ${language ?? 'of no language'}`, () => {
      expect(languageOf(text, english.words)).toBe(language)
    })

const entries = [...knowledge.entries.values()]
const terms = { where: 'knowledge/terms.yaml', text: readFileSync(join(shipped, 'terms.yaml'), 'utf8') }

/** What is wrong with the shipped English files after an edit of one of them. */
function problemsAfter(file: string, edit: (text: string) => string): Problem[] {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-english-'))
  try {
    cpSync(join(shipped, 'en'), folder, { recursive: true })
    const path = join(folder, file)
    writeFileSync(path, edit(readFileSync(path, 'utf8')))
    const problems: Problem[] = []
    const { school, retention } = knowledge
    const spoken = readEnglishWords(folder, { entries, problems })
    if (spoken && file === 'terms.yaml') parseLexicon(terms, problems, spoken.terms)
    if (spoken) readEnglish(spoken, { entries, school, retention, problems })
    return problems
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('the shipped English files have no problems', () => {
  expect(problemsAfter('dorm.md', text => text)).toEqual([])
})

const dorm = '## checkout-key-lost: I lost my dorm key'
const faults: [name: string, file: string, edit: (text: string) => string, what: RegExp][] = [
  ['a heading without an id', 'dorm.md', t => t.replace(dorm, '## I lost my dorm key'), /编号: 英文标题/],
  ['an unknown entry', 'dorm.md', t => t.replace(dorm, '## key-gone: I lost my dorm key'), /没有条目 key-gone/],
  ['a text that stands twice', 'dorm.md', t => `${t}\n${dorm}\n\n{{checkout.key_lost_rule}}\n`, /写了两次/],
  ['an empty text', 'dorm.md', t => `${t}\n## checkout-sign: Signing\n\n`, /没有正文/],
  ['an unknown section', 'dorm.md', t => `${t}\n## checkout-sign: Signing\n\nSign.\n\n### Late\n`, /不认识的小节/],
  ['a text that is too long', 'dorm.md', t => `${t}\n## checkout-sign: Signing\n\n${'long '.repeat(200)}`, /缩短|字符/],
  ['late words without a deadline', 'dorm.md', t => t.replace(/$/, '\n### 逾期\n\nToo late.\n'), /deadline/],
  [
    'a lost field of the school',
    'dorm.md',
    t => t.replace('{{checkout.key_lost_rule}}', 'see there'),
    /少了 checkout.key_lost_rule/,
  ],
  [
    'another field of the school',
    'dorm.md',
    t => t.replace('Pay only', '{{card.rule}} Pay only'),
    /card.rule 中文没有/,
  ],
  ['a lost phone', 'safety.md', t => t.replace('fire 119 · ', 'fire · '), /少了 119/],
  ['another phone', 'safety.md', t => t.replaceAll('96110', '96111'), /96111 中文没有/],
  [
    'another number in words',
    'leaving.md',
    t => t.replace('At the latest 1 month', 'At the latest six months'),
    /6 中文没有/,
  ],
  ['another month', 'leaving.md', t => t.replace('until the end of August', 'until 31 July'), /中文没有/],
  ['another website', 'leaving.md', t => t.replaceAll('chsi.com.cn', 'chsi-check.com'), /chsi-check.com 中文没有/],
  ['a time that is not in days', 'bot.md', t => t.replace('{{keep.talk}}', '{{keep.all}}'), /keep.all/],
  ['a field without an English name', 'fields.yaml', t => t.replace(/^file\.phone:.*\n/m, ''), /缺少 file.phone/],
  ['the name of an unknown field', 'fields.yaml', t => `${t}file.fax: { label: Fax, ask: nobody }\n`, /没有 file.fax/],
  ['the title of an unknown entry', 'titles.yaml', t => `${t}no-such-entry: Nothing\n`, /没有 no-such-entry/],
  ['a lost name in a sentence', 'phrases.yaml', t => t.replace('please ask {ask}', 'please ask'), /\{ask\}/],
  ['a word of two concepts', 'terms.yaml', t => t.replace('  钥匙: [key', '  钥匙: [diploma, key'), /同时属于/],
  ['an unknown concept', 'terms.yaml', t => t.replace('  钥匙:', '  锁匙:'), /没有“锁匙”/],
  ['a wording of an unknown entry', 'wordings.tsv', t => `${t}nothing\twhat is nothing\n`, /没有条目 nothing/],
]
for (const [name, file, edit, what] of faults)
  test(`${name} is reported with its file and a cure`, () => {
    expect(problemsAfter(file, edit)).toContainEqual({
      where: `knowledge/en/${file}`,
      line:
        file.endsWith('.md') || ['wordings.tsv', 'terms.yaml', 'phrases.yaml'].includes(file)
          ? expect.any(Number)
          : null,
      what: expect.stringMatching(what),
      cure: expect.stringMatching(/./),
    })
  })

test('knowledge without an English folder says everything in Chinese', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-english-'))
  cpSync(shipped, folder, { recursive: true, filter: path => !/(safety|en)$/.test(path) })
  const plain = loadKnowledge(folder, { zone })
  rmSync(folder, { recursive: true, force: true })
  expect(plain.english).toBeNull()
  expect(talkWith(plain).hear('when can i pick up my diploma?').reply).toMatch(/[\u4e00-\u9fff]/)
})

test('a whole English question is answered in English, with the values as the school wrote them', () => {
  const { reply } = talkWith(knowledge).hear('where is the dorm checkout?')
  expect(reply).toContain('Where: 各公寓楼一楼值班室 (example).')
  expect(reply).toContain('in Chinese')
})

test('the time that is left, what is not published and whom to ask are said in English', () => {
  const { reply } = talkWith(knowledge).hear('when can i pick up my diploma?')
  expect(reply).toContain('Monday 22 June 2026 (example)')
  expect(reply).toMatch(/\d+ days left until the day when diplomas are handed out/)
  expect(reply).toContain('not published by the school yet, please ask your college')
})

test('a question in which English and Chinese are mixed is answered in Chinese', () => {
  expect(talkWith(knowledge).hear('退宿 deadline 是什么时候').reply).toContain('距离退宿截止')
})

test('an answer that is there only in Chinese says so in English', () => {
  const { reply } = talkWith(knowledge).hear('how can i sign the pledge?')
  expect(reply).toContain(`${english.phrases.onlyChinese}\n`)
})

test('“I do not know” is said in English and names the office', () => {
  const { reply } = talkWith(knowledge).hear('which embassy gives me a visa for the moon?')
  expect(reply).toContain("I don't know this yet")
  expect(reply).toContain('your counselor 辅导员 (学院学工办')
})

test('a number after an English question is of its language, and Chinese afterwards is answered in Chinese', () => {
  const talk = talkWith(knowledge)
  talk.hear('when can i pick up my diploma?')
  expect(talk.hear('7').reply).toBe(english.phrases.choiceGone)
  talk.hear('毕业证什么时候领')
  expect(talk.hear('7').reply).toBe(knowledge.phrases.choiceGone)
})

test('thanks are answered in the language of the talk', () => {
  const talk = talkWith(knowledge)
  talk.hear('where is the dorm checkout?')
  expect(talk.hear('thanks').reply).toContain('You are welcome')
  expect(talkWith(knowledge).hear('thanks').reply).toContain('不客气')
})

test('a short answer in English has its source and its button in English, and no Chinese line before the text', () => {
  const talk = talkWith(knowledge)
  const { reply, choices } = talk.hear('I lost my dorm key, what do I do?')
  expect(reply!.split('\n')[0]).toMatch(/^[\x20-\x7e“”’]+/)
  expect(reply!.split('\n').at(-1)).toMatch(/^Source /)
  expect(choices).toEqual([english.phrases.more.words[0]])
  expect(talk.hear('more').reply).toContain('【')
})
