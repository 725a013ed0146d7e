import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What people say to the bot, read from its own files, so that a reworded sentence changes nothing here. */
export type Words = ReturnType<typeof readWords>

/** Reads what the bot understands out of its knowledge and flows. */
export function readWords(root: string) {
  const yaml = (path: string) => parse(readFileSync(join(root, path), 'utf8'))
  const phrases = yaml('knowledge/phrases.yaml')
  const broadcasts = yaml('knowledge/broadcasts.yaml')
  const startOf = (flow: string): string => yaml(`flows/${flow}.yaml`).starts[0]
  const isPlain = (name: string) => broadcasts.templates[name].level === '普通'
  const template = Object.keys(broadcasts.templates).find(isPlain)!
  const { kind } = broadcasts.templates[template]
  const field = (name: string): string => broadcasts.fields[name][0]
  const deletion = yaml('flows/mydata.yaml').steps[0].options.find((o: { value: string }) => o.value === 'delete')
  return {
    verify: phrases.flow.verify[0] as string,
    skip: phrases.flow.skip[0] as string,
    submit: phrases.flow.submit[0] as string,
    enough: phrases.flow.enough[0] as string,
    starts: {
      pledge: startOf('pledge'),
      media: startOf('media'),
      message: startOf('message'),
      counselor: startOf('counselor'),
      mydata: startOf('mydata'),
    },
    deletion: deletion.label as string,
    /** A whole broadcast in one line. */
    publish: (to: string, body: string) =>
      `${broadcasts.commands.publish}${kind} ${field('template')}：${template} ${field('audience')}：${to} ${field('time')}：${broadcasts.now[0]} ${field('body')}：${body}`,
    release: broadcasts.go[0] as string,
    confirm: (number: string) => `${broadcasts.confirmWords[0]} ${number}`,
    progress: (number: string) => `${broadcasts.commands.progress} ${number}`,
    /** How what is said about a broadcast's progress begins. */
    progressOf: (number: string) =>
      `${broadcasts.progress.split('{state}')[0].replace('{number}', number).replace('{template}', template)}`,
    /** How many confirmed, from what is said about a broadcast's progress; null when it says something else. */
    confirmedIn(text: string): number | null {
      const found = patternOf(broadcasts.progress, 'confirmed').exec(text)
      return found ? Number(found[1]) : null
    },
  }
}

/** A sentence as a pattern that finds one of its `{names}`, a number. */
function patternOf(sentence: string, name: string): RegExp {
  const parts = sentence.split(/(\{\w+\})/).map(part => {
    if (part === `{${name}}`) return '(\\d+)'
    return /^\{\w+\}$/.test(part) ? '[\\s\\S]*?' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(parts.join(''))
}
