import { fill } from '../../content/words.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { isStaffAlone, staffHelp } from '../chat/guide.ts'
import { type Context, type Decided, type Middleware, say, silence, unknownVerdict } from '../context.ts'
import { menu, nearWord } from '../near.ts'

/** 帮助, 菜单, /help: what one may ask and do. A slash word that is nearly a command gets the right one suggested; any other is not for us. */
export const command: Middleware = context => {
  const { knowledge, addressed, isGroup, text } = context
  const { phrases } = knowledge
  const slash = /^[/／]\S/.test(text)
  if (!addressed && !slash) return null
  const typed = bareWords(text.replace(/^[/／]/, ''))
  const isOne = (words: readonly string[]) => words.some(word => bareWords(word) === typed)
  if (isOne(phrases.helpWords)) return isStaffAlone(context) ? staffHelp(context) : help(context)
  if (isOne(context.staffGuide.studentHelp)) return help(context)
  if (!slash) return null
  // In a group a slash word may be meant for another bot.
  if (isGroup && !addressed) return silence
  const near = nearWord(context, typed, { others: [...phrases.helpWords, phrases.modeWord], loosely: true })
  return near ? say(fill(phrases.nearCommand, { typed: text.slice(0, 20), command: near })) : null
}

/** What one may begin here, in words and as buttons. */
function help(context: Context): Decided {
  const { phrases } = context.knowledge
  const flows = menu(context)
  const lines = flows.map(f => fill(phrases.flow.menuLine, { start: f.starts[0]!, about: f.about }))
  const text = [phrases.help, ...(lines.length > 0 ? ['', phrases.flow.menu, ...lines] : [])].join('\n')
  const choices = flows.map(f => ({ value: f.starts[0]!, label: f.title }))
  return {
    effects: [{ do: 'say', toPerson: true, saying: { text, choices, images: [], rateable: false } }],
    verdict: unknownVerdict,
  }
}
