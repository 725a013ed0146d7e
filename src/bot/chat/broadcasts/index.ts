import type { Context, Decided, Middleware } from '../../context.ts'
import { takesItself } from '../../flow/owns.ts'
import { answeredQuestion, received } from './confirm.ts'
import { type Heard, heard } from './heard.ts'
import { manage } from './manage.ts'
import { verifyBroadcast } from './verify.ts'
import { beginWriting, goOnWriting } from './write.ts'

/** Broadcasts: writing, releasing and looking after them, confirming that one was read, and asking whether one is genuine. */
export const broadcast: Middleware = context => {
  const { turn, isGroup, text, broadcastWords: words } = context
  if (turn.update.timer) return null
  const what = heard(text, words, turn.update.message.quoted)
  const draft = isGroup ? null : turn.session.writing
  if (what && !isAmbiguous(context, what)) return act(context, what)
  return draft ? goOnWriting(context, draft) : null
}

/**
 * Where a conversation asks for it, or while a broadcast is being written, a bare 收到 or 好的 answers that; what only sounds like a question about a number may be
 * part of the text, and in a group it may be meant for others.
 */
function isAmbiguous(context: Context, what: Heard): boolean {
  if (what.is === 'verify' && !what.isCommand)
    return context.isGroup ? !context.addressed : context.turn.session.writing !== null
  if (what.is !== 'confirm' || what.numbers.length > 0) return false
  return takesItself(context) || (!context.isGroup && context.turn.session.writing !== null)
}

function act(context: Context, what: Heard): Promise<Decided | null> {
  switch (what.is) {
    case 'publish':
      return beginWriting(context, what.kind, what.rest)
    case 'manage':
      return manage(context, what.act, what)
    case 'verify':
      return verifyBroadcast(context, what)
    case 'confirm':
      return received(context, what.numbers)
    case 'answer':
      return answeredQuestion(context, what.number, what.option)
  }
}
